"""container-dependencies-met: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING, task
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.task.image_pinned import in_component
from tests.policy.rules.task.task_sized import containers

CHECK = {"command": ["CMD-SHELL", "curl -f http://localhost/"]}


def waits(*on: tuple[str, str], name: str = "web", **more: Any) -> str:
    """A container that waits for others: by name, and the condition."""
    entries = [{"containerName": other, "condition": condition} for other, condition in on]
    return task(name=name, dependsOn=entries, **more)


def program(*definitions: str, base: Program = BLUE_GREEN) -> Program:
    return containers(base, *definitions)


STOPS: dict[str, Case] = {
    "a name that is not there": Case(
        program(waits(("proxy", "START"))), on="tasks", says="“Cannot depend on container 'proxy' because"
    ),
    "a name in another case": Case(program(waits(("Proxy", "START")), task(name="proxy")), on="tasks", says="proxy"),
    "healthy without a check": Case(
        program(waits(("proxy", "HEALTHY")), task(name="proxy")), on="tasks", says="must have health check configured”"
    ),
    "healthy without a check, in a first preview": Case(
        program(waits(("proxy", "HEALTHY")), task(name="proxy"), base=FIRST_PREVIEW), on="tasks", says="healthCheck"
    ),
    "healthy, of a check that is turned off": Case(
        program(waits(("proxy", "HEALTHY")), task(name="proxy", healthCheck={"command": ["NONE"]})), on="tasks"
    ),
    "healthy, of a check without a command": Case(
        program(waits(("proxy", "HEALTHY")), task(name="proxy", healthCheck={"command": []})), on="tasks"
    ),
    "the end of an essential one": Case(
        program(waits(("setup", "SUCCESS")), task(name="setup")), on="tasks", says="cannot be an essential container”"
    ),
    "the end of one that does not say whether it is essential": Case(
        program(waits(("setup", "COMPLETE")), task(name="setup", essential=None)), on="tasks", says="essential: false"
    ),
    "itself": Case(program(waits(("web", "START"))), on="tasks", says="web waits for web"),
    "a circle of two": Case(
        program(waits(("proxy", "START")), waits(("web", "START"), name="proxy")),
        on="tasks",
        says="proxy waits for web waits for proxy",
    ),
    "a circle of three, beside one that only leads into it": Case(
        program(
            waits(("a", "START"), name="outside"),
            waits(("b", "START"), name="a"),
            waits(("c", "START"), name="b"),
            waits(("a", "START"), name="c"),
        ),
        on="tasks",
        says="a waits for b waits for c waits for a",
    ),
    "two faults": Case(
        program(waits(("proxy", "HEALTHY"), ("gone", "START")), task(name="proxy")), on="tasks", count=2
    ),
    "keys in another case, as the provider reads them": Case(
        program(task(name="web", DependsOn=[{"ContainerName": "gone", "Condition": "START"}])), on="tasks", says="gone"
    ),
    "in ECS's own strategy": Case(program(waits(("gone", "START")), base=NATIVE), on="tasks"),
    "in a rolling service": Case(program(waits(("gone", "START")), base=ROLLING), on="tasks"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "no dependencies": BLUE_GREEN,
    "an empty list": program(task(dependsOn=[])),
    "the start of another": program(waits(("proxy", "START")), task(name="proxy")),
    "healthy with a check": program(waits(("proxy", "HEALTHY")), task(name="proxy", healthCheck=CHECK)),
    "healthy, of an essential one": program(
        waits(("proxy", "HEALTHY")), task(name="proxy", healthCheck=CHECK, essential=True)
    ),
    "the end of one that is not essential": program(waits(("setup", "SUCCESS")), task(name="setup", essential=False)),
    "a diamond, which is no circle": program(
        waits(("left", "START"), ("right", "START")),
        waits(("base", "START"), name="left"),
        waits(("base", "START"), name="right"),
        task(name="base"),
    ),
}

UNDECIDED: dict[str, Case] = {
    "unknown containers": Case(change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN), on="tasks"),
    "a dependency that not even the component knows": Case(
        in_component(FIRST_PREVIEW, dependsOn=[{"containerName": UNKNOWN, "condition": "START"}]), on="tasks"
    ),
    "a condition that not even the component knows": Case(
        change(
            in_component(FIRST_PREVIEW),
            "component",
            "containerDefinitions",
            to=[
                {"name": "web", "dependsOn": [{"containerName": "proxy", "condition": UNKNOWN}]},
                {"name": "proxy"},
            ],
        ),
        on="tasks",
    ),
}
