"""A secret reaches its container as an environment variable, and a variable has one value."""

from collections.abc import Iterator

from model.texts.ecs import SAME_SECRET, SECRET_AND_VARIABLE
from policy.finding import Findings, Undecided, Violation
from policy.reading import TASK_DEFINITION, UNKNOWN, Resource, items, read
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.containers import NOT_KNOWN, Container, containers

REFUSED = "registering the task definition fails"


@resource_rule(
    TASK_DEFINITION,
    remedy="Leave each variable of a container in one place: environment or secrets.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"{REFUSED}: {SECRET_AND_VARIABLE.quote()}",
)
def container_secrets_differ(task_definition: Resource, options: Options) -> Findings:
    """No secret of a container has the name of another one, or of an environment variable.

    A password moves from `environment` to `secrets`, and the old line stays; or a list of defaults has a name that
    the list of one service has too. AWS refuses the task definition, in the middle of an update.

    Looks at `environment` and `secrets` of every container. A variable that is in `environment` twice is let through,
    and files of variables (`environmentFiles`) are not read. Upper and lower case are different names.
    """
    found = containers(task_definition)
    if found is UNKNOWN:
        yield Undecided(resource=task_definition, path="containerDefinitions", reason=NOT_KNOWN)
        return
    for container in found:
        taken = dict.fromkeys((name for _, name in _named(container, "environment")), "an environment variable")
        for index, name in _named(container, "secrets"):
            if other := taken.get(name):
                text = SAME_SECRET if other == "another secret" else SECRET_AND_VARIABLE
                yield Violation(
                    resource=task_definition,
                    path=f"{container.path}.secrets[{index}].name",
                    wrong=f"{other} of container {container.name} is called {name} as well",
                    cost=f"{REFUSED}: {text.quote(name=name)}",
                    fix="remove one of the two.",
                )
            taken[name] = "another secret"


def _named(container: Container, prop: str) -> Iterator[tuple[int, str]]:
    for index, entry in items(container.get(prop)):
        name = read(entry, "name")
        if isinstance(name, str) and name:
            yield index, name
