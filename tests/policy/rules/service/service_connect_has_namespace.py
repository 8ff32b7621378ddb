"""service-connect-has-namespace: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, unknown, without
from tests.policy.programs import NATIVE, NATIVE_PREVIEW
from tests.policy.rules.rule_case import Case, Pass


def connected(program: Program = NATIVE, **more: Any) -> Program:
    return change(program, "service", "serviceConnectConfiguration", to={"enabled": True, **more})


def default(namespace: Any) -> Program:
    return change(connected(), "cluster", "serviceConnectDefaults", to={"namespace": namespace})


STOPS: dict[str, Case] = {
    "no namespace": Case(connected(), on="service", says="cluster cluster has no default"),
    "no namespace, in a first preview": Case(connected(NATIVE_PREVIEW, enabled="true"), on="service"),
    "an empty namespace": Case(connected(namespace=""), on="service", says="namespace: not set"),
    "an empty default of the cluster": Case(default(""), on="service"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a namespace": connected(namespace="shop"),
    "the cluster's": default("arn:aws:servicediscovery:eu-west-1:123456789012:namespace/ns-1"),
    "a default that another resource gives": unknown(
        connected(), "cluster", "serviceConnectDefaults", "namespace", of="logs"
    ),
    "a cluster of another program": without(connected(), "cluster"),
    "Service Connect that is off": connected(enabled=False),
    "no Service Connect": NATIVE,
}

UNDECIDED: dict[str, Case] = {
    "a default that is not known": Case(default(UNKNOWN), on="service", says="cluster"),
}
