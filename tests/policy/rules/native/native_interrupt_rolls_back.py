"""native-interrupt-rolls-back: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import NATIVE, NATIVE_PREVIEW, ROLLING
from tests.policy.rules.rule_case import Case, Pass


def having(program: Program = NATIVE, **props: Any) -> Program:
    for name, value in props.items():
        program = change(program, "service", name, to=value)
    return program


STOPS: dict[str, Case] = {
    "no wait": Case(having(sigintRollback=True), on="service", says="waitForSteadyState is not"),
    "a wait that is off, in a first preview": Case(
        having(NATIVE_PREVIEW, sigintRollback="true", waitForSteadyState=False), on="service"
    ),
    "a service that ECS rolls": Case(having(ROLLING, sigintRollback=True), on="service"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "both": having(sigintRollback=True, waitForSteadyState="true"),
    "neither": NATIVE,
    "the wait alone": having(waitForSteadyState=True),
    "a rollback that is off": having(sigintRollback="false"),
}

UNDECIDED: dict[str, Case] = {
    "an unknown wait": Case(having(sigintRollback=True, waitForSteadyState=UNKNOWN), on="service"),
    "an unknown wish": Case(having(sigintRollback=UNKNOWN), on="service"),
}
