"""container-secrets-differ: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING, arn, task
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.task.task_sized import containers


def plain(*names: str) -> list[dict[str, Any]]:
    return [{"name": name, "value": "x"} for name in names]


def secret(*names: str) -> list[dict[str, Any]]:
    return [{"name": name, "valueFrom": arn("ssm", f"parameter/{name}")} for name in names]


def with_variables(environment: Any, secrets: Any, program: Program = BLUE_GREEN) -> Program:
    return containers(program, task({"containerPort": 4000}, environment=environment, secrets=secrets))


STOPS: dict[str, Case] = {
    "a secret and a variable": Case(
        with_variables(plain("LOG_LEVEL", "DB_HOST"), secret("DB_HOST")), on="tasks", says="such as 'DB_HOST'"
    ),
    "a secret and a variable, in a first preview": Case(
        with_variables(plain("DB_HOST"), secret("TOKEN", "DB_HOST"), FIRST_PREVIEW),
        on="tasks",
        says='containerDefinitions["web"].secrets[1].name',
    ),
    "a secret and a variable, on Fargate": Case(
        with_variables(plain("DB_HOST"), secret("DB_HOST"), NATIVE), on="tasks"
    ),
    "a secret and a variable, in a rolling service": Case(
        with_variables(plain("DB_HOST"), secret("DB_HOST"), ROLLING), on="tasks"
    ),
    "two secrets": Case(
        with_variables(None, secret("TOKEN", "TOKEN")), on="tasks", says="“Duplicate secret names found: TOKEN."
    ),
    "two secrets and a variable": Case(with_variables(plain("TOKEN"), secret("TOKEN", "TOKEN")), on="tasks", count=2),
    "in the second container": Case(
        containers(BLUE_GREEN, task(), task(name="agent", environment=plain("A"), secrets=secret("A"))),
        on="tasks",
        says="of container agent is called A as well",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "different names": BLUE_GREEN,
    "different names, in a first preview": FIRST_PREVIEW,
    "neither": with_variables(None, None),
    "names that differ in case": with_variables(plain("db_host"), secret("DB_HOST")),
    "one name in two containers": containers(
        BLUE_GREEN,
        task(environment=plain("A"), secrets=None),
        task(name="agent", environment=None, secrets=secret("A")),
    ),
    "a variable twice": with_variables(plain("A", "A"), None),
    "entries without a name": with_variables([{"value": "x"}], [{"valueFrom": "x"}, {"valueFrom": "y"}]),
}

UNDECIDED: dict[str, Case] = {
    "unknown containers": Case(change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN), on="tasks"),
}
