"""capacity-strategy-valid: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, unknown
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING
from tests.policy.rules.rule_case import Case, Pass


def strategy(*names: Any, program: Program = BLUE_GREEN) -> Program:
    """The service with these capacity providers."""
    entries = [{"capacityProvider": name, "weight": 1} for name in names]
    return change(program, "service", "capacityProviderStrategies", to=entries)


def default(*names: Any) -> Program:
    """The cluster with these by default."""
    entries = [{"capacityProvider": name, "weight": 1} for name in names]
    return change(BLUE_GREEN, "cluster-providers", "defaultCapacityProviderStrategies", to=entries)


BY_PROVIDER = change(NATIVE, "service", "launchType", to=None)

STOPS: dict[str, Case] = {
    "a launch type and a strategy": Case(
        change(BLUE_GREEN, "service", "launchType", to="EC2"), on="service", says="“Specifying both a launch type and"
    ),
    "a launch type and a strategy, in a first preview": Case(
        change(FIRST_PREVIEW, "service", "launchType", to="EC2"), on="service", says="remove launchType"
    ),
    "Fargate and a strategy": Case(strategy("FARGATE", program=NATIVE), on="service", says="FARGATE, and"),
    "Fargate and a strategy, in a rolling service": Case(strategy("FARGATE_SPOT", program=ROLLING), on="service"),
    "a daemon": Case(
        change(BLUE_GREEN, "service", "schedulingStrategy", to="DAEMON"), on="service", says="set launchType to EC2"
    ),
    "a daemon, in a first preview": Case(
        change(FIRST_PREVIEW, "service", "schedulingStrategy", to="DAEMON"), on="service", says="DAEMON scheduling"
    ),
    "hosts and Fargate": Case(strategy("provider", "FARGATE"), on="service", says="FARGATE beside provider"),
    "hosts and Fargate Spot, in a first preview": Case(
        strategy("provider", "FARGATE_SPOT", program=FIRST_PREVIEW), on="service", says="cannot contain a mix"
    ),
    "hosts and Fargate by default": Case(default("FARGATE", "provider"), on="cluster-providers"),
    "hosts and Fargate, beside one that is not known": Case(strategy("FARGATE", UNKNOWN, "provider"), on="service"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a capacity provider": BLUE_GREEN,
    "a launch type": NATIVE,
    "two of one's own": strategy("provider", "another"),
    "Fargate and Fargate Spot": strategy("FARGATE", "FARGATE_SPOT", program=BY_PROVIDER),
    "Fargate and Fargate Spot by default": default("FARGATE", "FARGATE_SPOT"),
    "a strategy that is not known": strategy(UNKNOWN),
    "a launch type, and a strategy that is not known": change(
        NATIVE, "service", "capacityProviderStrategies", to=UNKNOWN
    ),
    "a launch type that is not known, and a strategy": unknown(BLUE_GREEN, "service", "launchType", of="logs"),
    "neither": BY_PROVIDER,
    "a daemon by launch type": change(
        change(strategy(), "service", "launchType", to="EC2"), "service", "schedulingStrategy", to="DAEMON"
    ),
    "no entries, and a launch type": strategy(program=NATIVE),
    "a launch type that is read back as empty": change(BLUE_GREEN, "service", "launchType", to=""),
}

UNDECIDED: dict[str, Case] = {
    "Fargate beside one that is not known": Case(
        strategy("FARGATE", UNKNOWN, program=BY_PROVIDER), on="service", says="beside Fargate's"
    ),
    "Fargate beside one that a resource gives": Case(
        unknown(
            strategy("FARGATE", "x", program=BY_PROVIDER),
            "service",
            "capacityProviderStrategies",
            1,
            "capacityProvider",
            of="cluster",
        ),
        on="service",
    ),
}
