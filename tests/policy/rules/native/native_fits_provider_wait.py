"""native-fits-provider-wait: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, NATIVE, NATIVE_PREVIEW, linear
from tests.policy.rules.rule_case import Case, Pass

BAKE = ("service", "deploymentConfiguration", "bakeTimeInMinutes")


def waiting(program: Program = NATIVE, to: Any = True) -> Program:
    return change(program, "service", "waitForSteadyState", to=to)


def patient(program: Program, minutes: int) -> Program:
    return tuple(replace(one, update_minutes=minutes) if one.name == "service" else one for one in program)


def canary(percent: float, minutes: str) -> Program:
    block = {"canaryPercent": percent, "canaryBakeTimeInMinutes": minutes}
    said = {"strategy": "CANARY", "canaryConfiguration": block, "bakeTimeInMinutes": "10"}
    return change(NATIVE, "service", "deploymentConfiguration", to=said)


STOPS: dict[str, Case] = {
    "a long bake time": Case(
        change(waiting(), *BAKE, to="30"), on="service", says="more than 30 minutes (bake time 30)"
    ),
    "a long bake time, in a first preview": Case(change(waiting(NATIVE_PREVIEW), *BAKE, to="20"), on="service"),
    "steps and a bake time": Case(
        waiting(linear(NATIVE)), on="service", says="22 minutes (steps 12, bake time 10), and the provider waits for 20"
    ),
    "a canary": Case(waiting(canary(10, "15"), "true"), on="service", says="steps 15"),
    "a short time-out of its own": Case(patient(waiting(), 10), on="service", says="waits for 10"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a release that is not waited for": change(NATIVE, *BAKE, to="60"),
    "one that says so": change(waiting(to=False), *BAKE, to="60"),
    "a short release": waiting(),
    "a time-out that is long enough": patient(waiting(linear(NATIVE)), 60),
    "a release by CodeDeploy": waiting(BLUE_GREEN),
    "a rolling service, with a bake time for later": change(
        change(waiting(), *BAKE, to="60"), "service", "deploymentConfiguration", "strategy", to="ROLLING"
    ),
}

UNDECIDED: dict[str, Case] = {
    "an unknown bake time": Case(change(waiting(), *BAKE, to=UNKNOWN), on="service"),
    "an unknown wait": Case(change(waiting(to=UNKNOWN), *BAKE, to="30"), on="service"),
    "an unknown strategy": Case(
        change(change(waiting(), *BAKE, to="30"), "service", "deploymentConfiguration", "strategy", to=UNKNOWN),
        on="service",
    ),
}
