"""native-rollback-automatic: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, NATIVE, NATIVE_PREVIEW, ROLLING, linear
from tests.policy.rules.rule_case import Case, Pass


def configured(alarms: Any, breaker: Any, program: Program = NATIVE) -> Program:
    """With these blocks on alarms and the circuit breaker; None removes one."""
    return change(change(program, "service", "alarms", to=alarms), "service", "deploymentCircuitBreaker", to=breaker)


ON: dict[str, Any] = {"enable": True, "rollback": True}
STAYS: dict[str, Any] = {"enable": True, "rollback": False}
OFF: dict[str, Any] = {"enable": False, "rollback": True}
NAMED = {"alarmNames": ["errors"]}

STOPS: dict[str, Case] = {
    "neither": Case(configured(None, None), on="service", says="roll"),
    "neither, in a first preview": Case(configured(None, None, NATIVE_PREVIEW), on="service"),
    "neither, moving traffic in steps": Case(configured(None, None, linear(NATIVE)), on="service"),
    "a circuit breaker that only stops": Case(configured(None, STAYS), on="service"),
    "alarms that only stop": Case(configured(NAMED | STAYS, None), on="service"),
    "both turned off": Case(configured(NAMED | OFF, OFF), on="service"),
    "alarms without names": Case(configured({"alarmNames": [], **ON}, STAYS), on="service"),
    "a hook, and neither": Case(
        change(
            configured(None, None),
            "service",
            "deploymentConfiguration",
            "lifecycleHooks",
            to=[{"targetType": "PAUSE", "lifecycleStages": ["POST_SCALE_UP"]}],
        ),
        on="service",
    ),
    "one off, the other without a rollback, and one switch unknown": Case(
        configured(NAMED | {"enable": False, "rollback": UNKNOWN}, STAYS), on="service"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "both": NATIVE,
    "both, in a first preview": NATIVE_PREVIEW,
    "alarms only": configured(NAMED | ON, None),
    "a circuit breaker only": configured(None, ON),
    "switches as text": configured(None, {"enable": "true", "rollback": "true"}),
    "a circuit breaker, and unknown alarms": configured(UNKNOWN, ON),
    "alarms of which only the names are unknown": configured({"alarmNames": [UNKNOWN], **ON}, None),
    "a rolling service": ROLLING,
    "a service of CodeDeploy": BLUE_GREEN,
}

UNDECIDED: dict[str, Case] = {
    "unknown alarms": Case(configured(UNKNOWN, STAYS), on="service"),
    "an unknown switch": Case(configured(NAMED | {"enable": True, "rollback": UNKNOWN}, None), on="service"),
    "an unknown strategy": Case(
        change(configured(None, None), "service", "deploymentConfiguration", "strategy", to=UNKNOWN), on="service"
    ),
}
