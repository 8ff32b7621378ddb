"""native-steps-have-traffic: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import NATIVE, NATIVE_PREVIEW, ROLLING, linear
from tests.policy.rules.rule_case import Case, Pass


def entries(to: Any, program: Program = NATIVE) -> Program:
    return change(linear(program), "service", "loadBalancers", to=to)


def connected(enabled: Any) -> Program:
    return change(entries([]), "service", "serviceConnectConfiguration", to={"enabled": enabled})


STOPS: dict[str, Case] = {
    "no load balancer": Case(entries(None), on="service", says="none, and no Service Connect"),
    "no load balancer, in a first preview": Case(entries([], NATIVE_PREVIEW), on="service", says="LINEAR"),
    "Service Connect that is off": Case(connected("false"), on="service"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a load balancer": linear(NATIVE),
    "Service Connect": connected("true"),
    "all at once": change(NATIVE, "service", "loadBalancers", to=[]),
    "a service that ECS rolls": change(ROLLING, "service", "loadBalancers", to=[]),
}

UNDECIDED: dict[str, Case] = {
    "unknown load balancers": Case(entries(UNKNOWN), on="service", says="loadBalancers"),
    "unknown Service Connect": Case(connected(UNKNOWN), on="service"),
}
