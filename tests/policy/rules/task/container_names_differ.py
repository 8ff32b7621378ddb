"""container-names-differ: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, task
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.task.task_sized import containers

STOPS: dict[str, Case] = {
    "two of one name": Case(containers(BLUE_GREEN, task(), task(cpu=64)), on="tasks", says="is called web as well"),
    "two of one name, in a first preview": Case(
        containers(FIRST_PREVIEW, task(), task(name="agent"), task()), on="tasks", says='containerDefinitions["web"]'
    ),
    "three of one name": Case(containers(BLUE_GREEN, task(), task(), task()), on="tasks"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "one container": BLUE_GREEN,
    "two of different names": containers(BLUE_GREEN, task(), task(name="agent")),
    "names that differ in case": containers(BLUE_GREEN, task(), task(name="Web")),
    "containers without a name": containers(BLUE_GREEN, task(name=""), task(name="")),
}

UNDECIDED: dict[str, Case] = {
    "unknown containers": Case(change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN), on="tasks"),
}
