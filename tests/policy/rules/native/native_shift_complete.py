"""native-shift-complete: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, NATIVE, NATIVE_PREVIEW, ROLLING, before_create, linear
from tests.policy.rules.rule_case import Case, Pass

CONFIGURATION = "deploymentConfiguration"
LINEAR = linear(NATIVE)
STEPS = "linearConfiguration"


def step(name: str, value: Any) -> Program:
    return change(LINEAR, "service", CONFIGURATION, STEPS, name, to=value)


def canary(**values: Any) -> Program:
    without_steps = change(LINEAR, "service", CONFIGURATION, STEPS, to=None)
    program = change(without_steps, "service", CONFIGURATION, "strategy", to="CANARY")
    return change(program, "service", CONFIGURATION, "canaryConfiguration", to=values) if values else program


STOPS: dict[str, Case] = {
    "LINEAR without its steps": Case(
        change(LINEAR, "service", CONFIGURATION, STEPS, to=None), on="service", says="linearConfiguration"
    ),
    "LINEAR without its steps, in a first preview": Case(
        change(before_create(LINEAR), "service", CONFIGURATION, STEPS, to=None), on="service"
    ),
    "BLUE_GREEN with steps, as a provider checks them": Case(
        change(
            change(LINEAR, "service", CONFIGURATION, "strategy", to="BLUE_GREEN"),
            "service",
            CONFIGURATION,
            STEPS,
            "__defaults",
            to=[],
        ),
        on="service",
    ),
    "a wait of less than nothing": Case(step("stepBakeTimeInMinutes", "-1"), on="service"),
    "CANARY without its share": Case(canary(), on="service", says="canaryConfiguration"),
    "CANARY with the steps of LINEAR": Case(
        change(LINEAR, "service", CONFIGURATION, "strategy", to="CANARY"), on="service", count=2
    ),
    "BLUE_GREEN with steps": Case(
        change(LINEAR, "service", CONFIGURATION, "strategy", to="BLUE_GREEN"), on="service", says="BLUE_GREEN"
    ),
    "steps that are too small": Case(step("stepPercent", 2.9), on="service", says="2.9 percent"),
    "steps above everything": Case(step("stepPercent", 101), on="service"),
    "steps in hundredths": Case(step("stepPercent", 12.34), on="service"),
    "a canary of nothing": Case(canary(canaryPercent=0), on="service"),
    "a wait of more than a day": Case(step("stepBakeTimeInMinutes", "1441"), on="service"),
    "a wait that is not a number": Case(step("stepBakeTimeInMinutes", "3m"), on="service"),
    "a canary that waits for half a minute": Case(canary(canaryBakeTimeInMinutes="0.5"), on="service"),
    "a rolling service with steps for later": Case(
        change(LINEAR, "service", CONFIGURATION, "strategy", to="ROLLING"), on="service", says="the strategy is ROLLING"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "BLUE_GREEN": NATIVE,
    "BLUE_GREEN, in a first preview": NATIVE_PREVIEW,
    "LINEAR": LINEAR,
    "the whole in one step": step("stepPercent", 100),
    "no wait, and a wait of a day": canary(canaryPercent=10, canaryBakeTimeInMinutes="0"),
    "a wait of a day": step("stepBakeTimeInMinutes", "1440"),
    "a share that is not a number, which AWS's provider refuses": step("stepPercent", "a tenth"),
    "no steps, and an unknown strategy": change(NATIVE, "service", CONFIGURATION, "strategy", to=UNKNOWN),
    "steps of a tenth": step("stepPercent", 3.3),
    "steps as text": step("stepPercent", "12.5"),
    "steps whose size is AWS's default": step("stepPercent", None),
    "CANARY": canary(canaryPercent=0.1, canaryBakeTimeInMinutes="10"),
    "a block in which only the provider wrote": change(
        NATIVE, "service", CONFIGURATION, "canaryConfiguration", to={"__defaults": []}
    ),
    "steps for later, without a strategy": change(LINEAR, "service", CONFIGURATION, "strategy", to=None),
    "a rolling service": ROLLING,
    "a service of CodeDeploy": BLUE_GREEN,
}

UNDECIDED: dict[str, Case] = {
    "unknown steps": Case(change(LINEAR, "service", CONFIGURATION, STEPS, to=UNKNOWN), on="service"),
    "a step of unknown size": Case(step("stepPercent", UNKNOWN), on="service"),
    "unknown steps of another strategy": Case(
        change(NATIVE, "service", CONFIGURATION, STEPS, to=UNKNOWN), on="service", says=STEPS
    ),
    "an unknown wait": Case(step("stepBakeTimeInMinutes", UNKNOWN), on="service"),
    "an unknown strategy": Case(change(LINEAR, "service", CONFIGURATION, "strategy", to=UNKNOWN), on="service"),
}
