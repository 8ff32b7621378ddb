"""health-check-valid: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import Program, change, unknown
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE
from tests.policy.rules.rule_case import Case, Pass


def checked(program: Program = BLUE_GREEN, **check: Any) -> Program:
    """With blue checked like this."""
    for name, value in check.items():
        program = change(program, "blue", "healthCheck", name, to=value)
    return program


def grpc(matcher: Any) -> Program:
    return change(checked(matcher=matcher), "blue", "protocolVersion", to="GRPC")


STOPS: dict[str, Case] = {
    "a timeout as long as the interval": Case(checked(timeout=15), on="blue", says="15 seconds, and the next check"),
    "a timeout as long as the interval, in a first preview": Case(
        checked(FIRST_PREVIEW, timeout=15), on="blue", says="below 15"
    ),
    "a timeout longer than the interval": Case(checked(interval=5, timeout=6), on="blue", says="such as 4"),
    "a timeout longer than the default interval": Case(
        checked(NATIVE, interval=None, timeout=60), on="blue", says="30"
    ),
    "a timeout longer than the interval, for a Network Load Balancer": Case(
        change(checked(interval=10, timeout=11), "blue", "protocol", to="TCP"), on="blue", says="below 10"
    ),
    "numbers as text": Case(checked(interval="10", timeout="10"), on="blue"),
    "HTTP codes for gRPC": Case(grpc("200"), on="blue", says="such as 0 (OK)"),
    "a range of HTTP codes for gRPC": Case(
        grpc("0,200-299"), on="blue", says="200-299, and gRPC has codes from 0 to 99"
    ),
    "gRPC codes for HTTP": Case(checked(matcher="12"), on="blue", says="“Health check matcher HTTP code '12' must be"),
    "gRPC codes for HTTP, in a first preview": Case(checked(FIRST_PREVIEW, matcher="0-99"), on="blue", says="HTTP has"),
    "codes above 499": Case(
        change(checked(matcher="200-500"), "blue", "protocol", to="HTTPS"),
        on="blue",
        says="200-500, and HTTP has codes from 200 to 499",
    ),
    "one of several": Case(checked(matcher="200, 100"), on="blue", says="matcher: 100, and"),
    "both faults": Case(checked(timeout=15, matcher="12"), on="blue", count=2),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "five of fifteen seconds": BLUE_GREEN,
    "in ECS's own strategy": NATIVE,
    "a timeout as long as the interval, for a Network Load Balancer": change(
        checked(interval=10, timeout=10), "blue", "protocol", to="TCP"
    ),
    "a timeout as long as the interval, while the protocol is not known": unknown(
        checked(timeout=15), "blue", "protocol", of="balancer"
    ),
    "one second less": checked(interval=5, timeout=4),
    "no timeout": checked(timeout=None),
    "no interval": checked(interval=None, timeout=29),
    "no health check": change(BLUE_GREEN, "blue", "healthCheck", to=None),
    "gRPC codes for gRPC": grpc("0,12-99"),
    "any HTTP codes": checked(matcher="200-499,404"),
    "no matcher": checked(matcher=None),
    "a matcher of TCP, which is none": change(checked(matcher="12"), "blue", "protocol", to="TCP"),
    "a matcher that is no number": checked(matcher="OK"),
    "an interval that is no number": checked(interval="often"),
    "gRPC codes, while the version of the protocol is not known": unknown(
        checked(matcher="12"), "blue", "protocolVersion", of="balancer"
    ),
}

UNDECIDED: dict[str, Case] = {
    **{
        f"an unknown {name}": Case(
            unknown(BLUE_GREEN, "blue", "healthCheck", name, of="balancer"), on="blue", says="healthCheck.timeout"
        )
        for name in ("timeout", "interval")
    },
}
