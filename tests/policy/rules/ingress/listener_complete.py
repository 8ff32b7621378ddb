"""listener-complete: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, unknown
from tests.policy.programs import (
    BLUE_GREEN,
    FIRST_PREVIEW,
    NATIVE,
    NATIVE_PREVIEW,
    NOT_FOUND,
    ROLLING,
    before_create,
    forward,
)
from tests.policy.rules.rule_case import Case, Pass


def acting(actions: Any, name: str = "production", program: Program = BLUE_GREEN) -> Program:
    """A listener, or a rule, with these actions, which no release has moved."""
    return moved_by_nobody(change(program, name, "actions" if "rule" in name else "defaultActions", to=actions))


def weighted(*weights: Any) -> Program:
    return acting(forward(*weights), "test-rule", NATIVE)


def moved_by_nobody(program: Program) -> Program:
    return tuple(replace(one, ignore_changes=()) for one in program)


STOPS: dict[str, Case] = {
    "HTTPS without a certificate": Case(
        change(BLUE_GREEN, "test", "certificateArn", to=""), on="test", says="the protocol is HTTPS"
    ),
    "TLS without a certificate, in a first preview": Case(
        change(change(FIRST_PREVIEW, "test", "certificateArn", to=None), "test", "protocol", to="tls"), on="test"
    ),
    "a forward to nothing": Case(acting([{"type": "forward"}]), on="production", says="no target group"),
    "a forward to an empty list": Case(
        acting([{"type": "Forward", "targetGroupArn": "", "forward": {"targetGroups": []}}]),
        on="production",
        says="no target group",
    ),
    "a target group twice": Case(
        acting(forward(1, 0, groups=("blue", "blue")), "test-rule", NATIVE), on="test-rule", says="named before"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a certificate": BLUE_GREEN,
    "a certificate, in a first preview": FIRST_PREVIEW,
    "two target groups": weighted(1, 0),
    "two target groups that are not known yet": before_create(weighted(1, 0)),
    "a certificate that is not known yet": change(NATIVE_PREVIEW, "test", "certificateArn", to=UNKNOWN),
    "plain HTTP": change(change(BLUE_GREEN, "test", "certificateArn", to=None), "test", "protocol", to="HTTP"),
    "an answer": acting(NOT_FOUND),
    "what a release has left": change(BLUE_GREEN, "production", "defaultActions", to=[{"type": "forward"}]),
    "no listener": ROLLING,
}

UNDECIDED: dict[str, Case] = {
    "a protocol that another resource decides, and no certificate": Case(
        change(unknown(BLUE_GREEN, "test", "protocol", of="cluster"), "test", "certificateArn", to=None),
        on="test",
        says="certificateArn",
    ),
}
