"""A secret in a task definition is there for everybody who may look at it, in every revision."""

from collections.abc import Iterator
from typing import Any

from model.sizes import TASK_DEFINITION_BYTES
from policy.finding import Findings, Undecided, Violation
from policy.reading import PROJECT, TASK_DEFINITION, UNKNOWN, Resource, items, read
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.builds import judged
from policy.views.containers import NOT_KNOWN, Container, containers
from policy.views.credentials import kind, named_like_one

VARIABLES = ("environment", "environmentVariables")
LOG_OPTIONS = ("logConfiguration", "options")
BUILDS = "everybody who may look at the project, or at a build of it, reads the value."


@stack_rule(
    remedy="Keep the value in Secrets Manager or the Parameter Store, name its ARN in the container's secrets, and"
    " replace the exposed value.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html",
    severity="critical",
    symptoms=(Symptom.LEAK,),
    cost="everybody who may describe the task definition reads the value, and it stays in each revision for good.",
)
def no_plaintext_secrets(stack: Stack, options: Options) -> Findings:
    """Passwords, keys and tokens are referred to, not written into containers and builds.

    A revision of a task definition is kept for ever: it cannot be changed, only followed by another one, and a
    rollback even needs the old ones. Whoever may describe it, such as each pipeline, reads its environment;
    Pulumi's encryption of a config value ends where the value is written here. A rotated password also means a
    release, and a rollback brings the old one back.

    Looks at the environment and the log options of containers, and at the variables of CodeBuild projects
    that are of type PLAINTEXT. A variable is stopped by its name, when that ends like DB_PASSWORD, API_KEY or
    GITHUB_TOKEN and the value is a literal; or by its value, whatever its name: AWS access keys, private
    keys, tokens of GitHub and Slack, JSON web tokens, URLs and connection strings with a password.

    Lets through names that describe something about a secret (TOKEN_URL, SECRET_ARN, PASSWORD_MIN_LENGTH), names
    of what a web page publishes (NEXT_PUBLIC_API_KEY), and values that refer to something (ARNs, URLs, paths,
    placeholders) or are switches and numbers. A value that another resource gives is undecided where the name is a
    secret's; otherwise it is checked once it is known. Commands, build specifications and files are not checked. It
    only warns of a project that no pipeline for ECS runs. Messages never contain a value.
    """
    for definition in stack.of(TASK_DEFINITION):
        found = containers(definition)
        if found is UNKNOWN:
            yield Undecided(resource=definition, path="containerDefinitions", reason=NOT_KNOWN)
            continue
        for path, name, value in (one for container in found for one in _settings(container)):
            yield from _variable(definition, path, name, value)
    yield from judged(stack, _project)


def _settings(container: Container) -> Iterator[tuple[str, str, Any]]:
    """What a container is given in plain text: path, name and value."""
    for _, variable in items(container.get("environment"), most=TASK_DEFINITION_BYTES):
        yield f"{container.path}.environment", str(read(variable, "name", default="")), read(variable, "value")
    options = container.get(*LOG_OPTIONS)
    for name, value in options.items() if isinstance(options, dict) else ():
        yield f"{container.path}.{'.'.join(LOG_OPTIONS)}", name, value


def _project(project: Resource) -> Findings:
    path = ".".join(VARIABLES)
    for _, variable in items(project.get(*VARIABLES)):
        name, stored = read(variable, "name", default=""), read(variable, "type", default="PLAINTEXT")
        if name is UNKNOWN:
            yield Undecided(resource=project, path=path, reason="the variables are not known yet")
        elif stored == "PLAINTEXT":
            yield from _variable(project, path, name, read(variable, "value"))
        elif stored is UNKNOWN and named_like_one(name):
            yield _unknown(project, path, name)


def _variable(resource: Resource, path: str, name: str, value: Any) -> Findings:
    if value is UNKNOWN:
        if named_like_one(name):
            yield _unknown(resource, path, name)
    elif isinstance(value, str) and (found := kind(name, value)):
        yield Violation(
            resource=resource,
            path=f'{path}["{name}"]',
            wrong=f"{name} holds {found} in plain text",
            cost=BUILDS if resource.type == PROJECT else "",
            fix=_fix(resource, path, name),
        )


def _unknown(resource: Resource, path: str, name: str) -> Undecided:
    return Undecided(resource=resource, path=f'{path}["{name}"]', reason=f"what {name} holds is not known yet")


def _fix(resource: Resource, path: str, name: str) -> str:
    where = f"set its type to SECRETS_MANAGER or PARAMETER_STORE and its value to the name there of {name}"
    if resource.type == TASK_DEFINITION:
        place = "logConfiguration.secretOptions" if path.endswith("options") else "the container's secrets"
        where = f"name it in {place}, with the ARN of its value in Secrets Manager or the Parameter Store"
    return f"{where}; then replace the value, which is known to others by now."
