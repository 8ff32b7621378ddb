"""capacity-provider-on-cluster: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.service.capacity_strategy_valid import BY_PROVIDER, default, strategy


def of_cluster(*names: Any, program: Program = BLUE_GREEN) -> Program:
    """The cluster with these capacity providers, and none by default."""
    program = change(program, "cluster-providers", "defaultCapacityProviderStrategies", to=None)
    return change(program, "cluster-providers", "capacityProviders", to=list(names))


STOPS: dict[str, Case] = {
    "another one": Case(strategy("another"), on="service", says="another, which is none of the capacity providers of"),
    "another one, in a first preview": Case(strategy("another", program=FIRST_PREVIEW), on="service", says="provider"),
    "Fargate, which is not associated": Case(strategy("FARGATE"), on="service", says="cluster cluster: provider"),
    "one of two": Case(strategy("provider", "another"), on="service", says="[1].capacityProvider"),
    "no association": Case(without(BLUE_GREEN, "cluster-providers"), on="service", says="as it has none"),
    "no association, for Fargate": Case(strategy("FARGATE", program=BY_PROVIDER), on="service"),
    "no association, beside one of another program's cluster": Case(
        change(unlinked(BLUE_GREEN, "cluster-providers"), "cluster-providers", "clusterName", to="elsewhere"),
        on="service",
        says="as it has none",
    ),
    "another one, while the name of the cluster is not known": Case(
        change(strategy("another"), "cluster-providers", "clusterName", to=UNKNOWN), on="service"
    ),
    "an association without it": Case(of_cluster("FARGATE"), on="service", says="FARGATE"),
    "by default, another one": Case(default("another"), on="cluster-providers", says="cluster-providers: provider"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "its own": BLUE_GREEN,
    "its own, in a first preview": FIRST_PREVIEW,
    "one of several": of_cluster("FARGATE", "provider"),
    "a launch type": NATIVE,
    "a cluster of another program": without(strategy("another"), "cluster", "cluster-providers"),
    "a capacity provider that is not known": strategy(UNKNOWN),
    "an association with an unknown cluster": unlinked(
        change(strategy("another"), "cluster-providers", "clusterName", to=UNKNOWN), "cluster-providers"
    ),
    "a strategy that is not known": change(BLUE_GREEN, "service", "capacityProviderStrategies", to=UNKNOWN),
}

UNDECIDED: dict[str, Case] = {
    "an association with one that is not known": Case(of_cluster("FARGATE", UNKNOWN), on="service", says="not all"),
    "by default, beside one that is not known": Case(
        change(default("another"), "cluster-providers", "capacityProviders", to=UNKNOWN), on="cluster-providers"
    ),
}
