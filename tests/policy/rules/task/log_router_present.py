"""log-router-present: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, task
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.task.task_sized import containers

LOG = {"logDriver": "awsfirelens", "options": {"Name": "datadog"}}
ROUTER = task(name="router", cpu=None, firelensConfiguration={"type": "fluentbit"})

STOPS: dict[str, Case] = {
    "no router": Case(
        containers(BLUE_GREEN, task(logConfiguration=LOG)), on="tasks", says="a firelens configuration object must be"
    ),
    "no router, in a first preview": Case(containers(FIRST_PREVIEW, task(logConfiguration=LOG)), on="tasks"),
    "another container that is none": Case(
        containers(NATIVE, task(logConfiguration=LOG), task(name="agent", cpu=None)), on="tasks", says="container web"
    ),
    "two that log to nobody": Case(
        containers(BLUE_GREEN, task(logConfiguration=LOG), task(name="agent", cpu=None, logConfiguration=LOG)),
        on="tasks",
        count=2,
    ),
    "an empty configuration": Case(
        containers(BLUE_GREEN, task(logConfiguration=LOG, firelensConfiguration={})), on="tasks"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "another driver": BLUE_GREEN,
    "a router": containers(BLUE_GREEN, task(logConfiguration=LOG), ROUTER),
    "a router that nobody uses": containers(BLUE_GREEN, task(), ROUTER),
}

UNDECIDED: dict[str, Case] = {
    "unknown containers": Case(change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN), on="tasks"),
}
