"""listener-ports-differ: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING, arn, before_create, listener
from tests.policy.rules.rule_case import Case, Pass


def with_another(port: Any, program: Program = NATIVE, **about: Any) -> Program:
    return (*program, listener("another", port, **about))


OTHER = Declared(
    "aws:lb/loadBalancer:LoadBalancer", "other", {"arn": arn("elasticloadbalancing", "loadbalancer/app/other/1")}
)
ON_OTHER = replace(
    listener("another", 443, loadBalancerArn=OTHER.props["arn"]),
    edges={"loadBalancerArn": ["other"], "defaultActions": ["blue"]},
)
OF_ANOTHER_PROGRAM = arn("elasticloadbalancing", "loadbalancer/app/theirs/1")

STOPS: dict[str, Case] = {
    "two listeners on a port": Case(with_another(443), on="another", says="443, and so has production on balancer"),
    "two listeners on a port, in a first preview": Case(before_create(with_another(443)), on="another", says="443"),
    "the port of the listener for tests": Case(change(BLUE_GREEN, "test", "port", to=443), on="test", says="443"),
    "the port of the listener for tests, in a first preview": Case(
        change(FIRST_PREVIEW, "test", "port", to="443"), on="test", says="443"
    ),
    "a port as a text": Case(with_another("443"), on="another"),
    "another protocol": Case(with_another(443, protocol="HTTP"), on="another"),
    "a load balancer of another program": Case(
        (
            *NATIVE,
            replace(listener("one", 443, loadBalancerArn=OF_ANOTHER_PROGRAM), edges={}),
            replace(listener("two", 443, loadBalancerArn=OF_ANOTHER_PROGRAM), edges={}),
        ),
        on="two",
        says="theirs",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "each its own": BLUE_GREEN,
    "each its own, in a first preview": FIRST_PREVIEW,
    "the same port of another load balancer": (*NATIVE, OTHER, ON_OTHER),
    "the same port of another load balancer, in a first preview": before_create((*NATIVE, OTHER, ON_OTHER)),
    "a load balancer of unknown origin": (
        *NATIVE,
        replace(listener("another", 443, loadBalancerArn=UNKNOWN), edges={}),
    ),
    "no port, as for a Gateway Load Balancer": change(NATIVE, "test", "port", to=None),
    "no listener": ROLLING,
}

UNDECIDED: dict[str, Case] = {
    "an unknown port beside another": Case(with_another(UNKNOWN), on="another", says="port"),
}
