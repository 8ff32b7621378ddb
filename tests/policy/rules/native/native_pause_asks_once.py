"""native-pause-asks-once: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, NATIVE, NATIVE_PREVIEW, linear
from tests.policy.rules.rule_case import Case, Pass

HOOKS = ("service", "deploymentConfiguration", "lifecycleHooks")


def pausing(stage: str, program: Program = NATIVE, timeout: dict[str, Any] | None = None) -> Program:
    hook = {"targetType": "PAUSE", "lifecycleStages": [stage]}
    return change(program, *HOOKS, to=[hook | ({"timeoutConfiguration": timeout} if timeout else {})])


SILENT = {"timeoutInMinutes": "60", "action": "CONTINUE"}

STOPS: dict[str, Case] = {
    "silence that is a yes": Case(
        pausing("POST_TEST_TRAFFIC_SHIFT", timeout=SILENT), on="service", says="approved when time is up"
    ),
    "the same, in a first preview": Case(pausing("POST_SCALE_UP", NATIVE_PREVIEW, timeout=SILENT), on="service"),
    "a pause at each step": Case(
        pausing("PRE_PRODUCTION_TRAFFIC_SHIFT", linear(NATIVE)), on="service", says="at each step of LINEAR"
    ),
    "both, with a canary": Case(
        change(
            pausing("PRE_PRODUCTION_TRAFFIC_SHIFT", timeout=SILENT),
            *("service", "deploymentConfiguration", "strategy"),
            to="CANARY",
        ),
        on="service",
        says="at each step of CANARY",
        count=2,
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "no hooks": NATIVE,
    "a pause": pausing("POST_TEST_TRAFFIC_SHIFT", linear(NATIVE)),
    "a pause that rolls back": pausing("POST_TEST_TRAFFIC_SHIFT", timeout={"action": "ROLLBACK"}),
    "a pause before all traffic moves at once": pausing("PRE_PRODUCTION_TRAFFIC_SHIFT"),
    "a pause before any step, and an unknown strategy": change(
        pausing("POST_SCALE_UP"), "service", "deploymentConfiguration", "strategy", to=UNKNOWN
    ),
    "a function at each step": change(
        linear(NATIVE), *HOOKS, to=[{"targetType": "AWS_LAMBDA", "lifecycleStages": ["PRODUCTION_TRAFFIC_SHIFT"]}]
    ),
    "a service that CodeDeploy releases": pausing("PRE_PRODUCTION_TRAFFIC_SHIFT", BLUE_GREEN, timeout=SILENT),
}

UNDECIDED: dict[str, Case] = {
    "an unknown action": Case(pausing("POST_SCALE_UP", timeout={"action": UNKNOWN}), on="service"),
    "unknown stages": Case(pausing(UNKNOWN), on="service"),
    "an unknown strategy": Case(
        change(pausing("PRE_PRODUCTION_TRAFFIC_SHIFT"), "service", "deploymentConfiguration", "strategy", to=UNKNOWN),
        on="service",
    ),
}
