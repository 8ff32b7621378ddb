"""native-release-bounded: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, unknown
from tests.policy.programs import BLUE_GREEN, NATIVE, NATIVE_PREVIEW, ROLLING
from tests.policy.rules.native.native_fits_provider_wait import BAKE, canary
from tests.policy.rules.rule_case import Case, Pass

BLOCK = ("service", "deploymentConfiguration")


def linear(percent: Any, minutes: Any, bake: Any = "10", program: Program = NATIVE) -> Program:
    steps = {"stepPercent": percent, "stepBakeTimeInMinutes": minutes}
    return change(
        program,
        *BLOCK,
        to={"strategy": "LINEAR", "linearConfiguration": steps, "bakeTimeInMinutes": bake},
    )


def pausing(minutes: Any, *stages: str, program: Program = NATIVE, **more: Any) -> Program:
    timeout = {"timeoutInMinutes": minutes} if minutes else {}
    hook = {"targetType": "PAUSE", "lifecycleStages": [*stages], "timeoutConfiguration": timeout, **more}
    return change(program, *BLOCK, "lifecycleHooks", to=[hook])


TWO_WEEKS = "20160"
BEFORE = ("PRE_SCALE_UP", "POST_SCALE_UP", "POST_TEST_TRAFFIC_SHIFT")
EACH_STEP = "PRE_PRODUCTION_TRAFFIC_SHIFT"

STOPS: dict[str, Case] = {
    "33 steps of almost a day": Case(
        linear(3, "1310"), on="service", says="43240 minutes (steps 43230, bake time 10), and ECS gives it 43200"
    ),
    "30 days, to the minute": Case(linear(3.3, "1439", "30"), on="service", says="43200 minutes"),
    "the same, in a first preview": Case(linear(3, 1310, program=NATIVE_PREVIEW), on="service"),
    "a bake time of a day": Case(
        change(NATIVE, *BAKE, to="1440"), on="service", says="bakeTimeInMinutes: 1440 minutes", advised=True
    ),
    "steps of a day": Case(
        linear(50, "1440"), on="service", says="linearConfiguration.stepBakeTimeInMinutes", advised=True
    ),
    "a canary of a day": Case(
        canary(10, "1440"), on="service", says="canaryConfiguration.canaryBakeTimeInMinutes", advised=True
    ),
    "three pauses of two weeks": Case(
        pausing(TWO_WEEKS, *BEFORE), on="service", says="(bake time 10, pauses 60480)", advised=True
    ),
    "a pause of five days at each of ten steps": Case(
        pausing("7200", EACH_STEP, program=linear(10, "5")), on="service", says="pauses 72000", advised=True
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "minutes": NATIVE,
    "minutes, in a first preview": NATIVE_PREVIEW,
    "a minute less than 30 days": linear(3.3, "1439", "29"),
    "a minute less than a day": linear(50, "1439", "1439"),
    "a wait of a day after the only step": linear(100, "1440"),
    "two pauses of two weeks": pausing(TWO_WEEKS, *BEFORE[1:]),
    "pauses of a day, as AWS sets them, at each of ten steps": pausing(None, EACH_STEP, program=linear(10, "5")),
    "a function at each step": pausing("20160", EACH_STEP, program=linear(10, "5"), targetType="AWS_LAMBDA"),
    "an unknown bake time": change(NATIVE, *BAKE, to=UNKNOWN),
    "a share that AWS refuses": linear(0, "1439"),
    "a service that ECS rolls": ROLLING,
    "a service that ECS rolls, with a bake time for later": change(
        change(NATIVE, *BAKE, to="1440"), *BLOCK, "strategy", to="ROLLING"
    ),
    "a service that CodeDeploy releases": BLUE_GREEN,
}

UNDECIDED: dict[str, Case] = {
    "an unknown wait": Case(linear(3, UNKNOWN), on="service", says="its steps and pauses"),
    "an unknown pause": Case(pausing(UNKNOWN, *BEFORE), on="service"),
    "pauses at unknown stages": Case(pausing(TWO_WEEKS, UNKNOWN), on="service"),
    "a strategy that is not known": Case(
        unknown(pausing(TWO_WEEKS, *BEFORE), "service", "deploymentController", "type", of="images"), on="service"
    ),
}
