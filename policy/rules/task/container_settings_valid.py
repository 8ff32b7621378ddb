"""What a container is given beside its image has forms that ECS takes."""

from model.containers import MOST_ENVIRONMENT_FILES
from model.texts.ecs import ENVIRONMENT_FILE_ARN, TOO_MANY_ENVIRONMENT_FILES, ULIMIT
from policy.finding import Findings, Undecided, Violation
from policy.reading import TASK_DEFINITION, UNKNOWN, Resource, items, read, whole
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.containers import NOT_KNOWN, Container, containers

REFUSED = "registering the task definition fails"


@resource_rule(
    TASK_DEFINITION,
    remedy="Name files of variables by ARN, ten at most, and let no softLimit be above its hardLimit.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"{REFUSED}: {ENVIRONMENT_FILE_ARN.quote()}",
)
def container_settings_valid(task_definition: Resource, options: Options) -> Findings:
    """Files of variables are named by ARN, and limits of Linux are possible.

    A file is named elsewhere by its URL (`s3://…`), and a limit of files is raised in one place and not in the other.
    AWS says so only when the task definition is registered: at the end of a pipeline.

    Looks at `environmentFiles` and `ulimits` of every container. Whether the file is there, and what is in it, is not
    checked.
    """
    found = containers(task_definition)
    if found is UNKNOWN:
        yield Undecided(resource=task_definition, path="containerDefinitions", reason=NOT_KNOWN)
        return
    for container in found:
        yield from _files(task_definition, container)
        yield from _limits(task_definition, container)


def _files(task_definition: Resource, container: Container) -> Findings:
    path = f"{container.path}.environmentFiles"
    files = list(items(container.get("environmentFiles")))
    if len(files) > MOST_ENVIRONMENT_FILES:
        yield Violation(
            resource=task_definition,
            path=path,
            wrong=f"container {container.name} has {len(files)} files",
            cost=f"{REFUSED}: {TOO_MANY_ENVIRONMENT_FILES.quote()}",
            fix=f"put the variables into {MOST_ENVIRONMENT_FILES} files or fewer.",
        )
    for index, file in files:
        value = read(file, "value")
        if isinstance(value, str) and not value.startswith("arn:"):
            yield Violation(
                resource=task_definition,
                path=f"{path}[{index}].value",
                wrong=f"container {container.name} has the file {value}, which is no ARN",
                fix="name it as arn:aws:s3:::BUCKET/NAME.env.",
            )


def _limits(task_definition: Resource, container: Container) -> Findings:
    for index, limit in items(container.get("ulimits")):
        name, soft, hard = read(limit, "name"), whole(read(limit, "softlimit")), whole(read(limit, "hardlimit"))
        if isinstance(soft, int) and isinstance(hard, int) and soft > hard:
            yield Violation(
                resource=task_definition,
                path=f"{container.path}.ulimits[{index}].softLimit",
                wrong=f"container {container.name} has softLimit {soft}, more than its hardLimit {hard}",
                cost=f"{REFUSED}: {ULIMIT.quote(name=name) if isinstance(name, str) else ULIMIT.quote()}",
                fix=f"set softLimit to {hard} or less, or hardLimit to {soft} or more.",
            )
