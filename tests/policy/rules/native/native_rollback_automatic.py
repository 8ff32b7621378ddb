"""native-rollback-automatic: what it stops, lets through and cannot tell."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, NATIVE, NATIVE_PREVIEW, ROLLING, linear
from tests.policy.rules.rule_case import Case, Pass


def told(alarms: Any, breaker: Any, program: Program = NATIVE) -> Program:
    """With these blocks on alarms and the circuit breaker; None removes one."""
    return change(change(program, "service", "alarms", to=alarms), "service", "deploymentCircuitBreaker", to=breaker)


ON: dict[str, Any] = {"enable": True, "rollback": True}
STAYS: dict[str, Any] = {"enable": True, "rollback": False}
OFF: dict[str, Any] = {"enable": False, "rollback": True}
NAMED = {"alarmNames": ["errors"]}

STOPS: dict[str, Case] = {
    "neither": Case(told(None, None), on="service", says="roll"),
    "neither, in a first preview": Case(told(None, None, NATIVE_PREVIEW), on="service"),
    "neither, moving traffic in steps": Case(told(None, None, linear(NATIVE)), on="service"),
    "a circuit breaker that only stops": Case(told(None, STAYS), on="service"),
    "alarms that only stop": Case(told(NAMED | STAYS, None), on="service"),
    "both turned off": Case(told(NAMED | OFF, OFF), on="service"),
    "alarms without names": Case(told({"alarmNames": [], **ON}, STAYS), on="service"),
    "a hook, and neither": Case(
        change(
            told(None, None),
            "service",
            "deploymentConfiguration",
            "lifecycleHooks",
            to=[{"targetType": "PAUSE", "lifecycleStages": ["POST_SCALE_UP"]}],
        ),
        on="service",
    ),
    "one off, the other without a rollback, and one switch unknown": Case(
        told(NAMED | {"enable": False, "rollback": UNKNOWN}, STAYS), on="service"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "both": NATIVE,
    "both, in a first preview": NATIVE_PREVIEW,
    "alarms only": told(NAMED | ON, None),
    "a circuit breaker only": told(None, ON),
    "switches as text": told(None, {"enable": "true", "rollback": "true"}),
    "a circuit breaker, and unknown alarms": told(UNKNOWN, ON),
    "alarms of which only the names are unknown": told({"alarmNames": [UNKNOWN], **ON}, None),
    "a rolling service": ROLLING,
    "a service of CodeDeploy": BLUE_GREEN,
}

UNDECIDED: dict[str, Case] = {
    "unknown alarms": Case(told(UNKNOWN, STAYS), on="service"),
    "an unknown switch": Case(told(NAMED | {"enable": True, "rollback": UNKNOWN}, None), on="service"),
    "an unknown strategy": Case(
        change(told(None, None), "service", "deploymentConfiguration", "strategy", to=UNKNOWN), on="service"
    ),
}
