"""bake-time-bounded: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, NATIVE, NATIVE_PREVIEW, ROLLING, linear
from tests.policy.rules.rule_case import Case, Pass

CONFIGURATION = "deploymentConfiguration"


def baking(minutes: Any, program: Program = NATIVE) -> Program:
    return change(program, "service", CONFIGURATION, "bakeTimeInMinutes", to=minutes)


CANARY = change(NATIVE, "service", CONFIGURATION, "strategy", to="CANARY")

STOPS: dict[str, Case] = {
    "an hour and a minute": Case(baking("61"), on="service", says="61 minutes"),
    "a day": Case(baking("1440"), on="service"),
    "no time at all": Case(baking("0"), on="service"),
    "too short to look": Case(baking("4"), on="service"),
    "a number instead of a text": Case(baking(600), on="service"),
    "a time that is not set": Case(baking(None), on="service", says="not set"),
    "a time that is not set, with steps": Case(baking(None, linear(NATIVE)), on="service", says="LINEAR"),
    "no number": Case(baking("10m"), on="service"),
    "half a minute": Case(baking("10.5"), on="service"),
    "too long, in a first preview": Case(baking("600", NATIVE_PREVIEW), on="service"),
    "too long, with a canary": Case(baking("600", CANARY), on="service"),
    "too long, under a controller that is not set": Case(
        change(baking("600"), "service", "deploymentController", to=None), on="service"
    ),
    "too long for a stricter pack": Case(NATIVE, on="service", options={"maxMinutes": 9}),
    "too short for a stricter pack": Case(NATIVE, on="service", options={"minMinutes": 15}),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "ten minutes": NATIVE,
    "ten minutes, in a first preview": NATIVE_PREVIEW,
    "ten minutes, written as a fraction": baking("10.0"),
    "the shortest and the longest": baking("60"),
    "a rolling service without a strategy": ROLLING,
    "a rolling service that says so": change(baking("0"), "service", CONFIGURATION, "strategy", to="ROLLING"),
    "a service of CodeDeploy": BLUE_GREEN,
    "a day, where the pack allows it": Pass(baking("1440"), {"maxMinutes": 1440}),
    "no time, where the pack allows it": Pass(baking("0"), {"minMinutes": 0}),
    "a longest time below the shortest": Pass(baking("3"), {"maxMinutes": 3}),
}

UNDECIDED: dict[str, Case] = {
    "an unknown time": Case(baking(UNKNOWN), on="service"),
    "an unknown configuration": Case(change(NATIVE, "service", CONFIGURATION, to=UNKNOWN), on="service"),
    "an unknown strategy": Case(change(NATIVE, "service", CONFIGURATION, "strategy", to=UNKNOWN), on="service"),
    "an unknown controller": Case(change(NATIVE, "service", "deploymentController", "type", to=UNKNOWN), on="service"),
}
