"""hosts-join-cluster: what it stops, lets through and leaves undecided."""

import base64

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE
from tests.policy.rules.rule_case import Case, Pass


def started(*lines: str, program: Program = BLUE_GREEN, plain: bool = False) -> Program:
    """With hosts of this user data."""
    text = "\n".join(lines)
    return change(program, "host", "userData", to=text if plain else base64.b64encode(text.encode()).decode())


SCRIPT = ("#!/bin/bash", "echo ECS_CLUSTER={} >> /etc/ecs/ecs.config")
FILE = ("#!/bin/bash", "cat <<'EOF' >> /etc/ecs/ecs.config", "ECS_CLUSTER={}", "ECS_ENABLE_SPOT_DRAINING=true", "EOF")
BOTTLEROCKET = ("[settings.ecs]", 'cluster = "{}"')
WINDOWS = ("<powershell>", "Initialize-ECSAgent -Cluster {} -EnableTaskIAMRole", "</powershell>")


def naming(script: tuple[str, ...], name: str, program: Program = BLUE_GREEN) -> Program:
    return started(*(line.replace("{}", name) for line in script), program=program)


BY_SERVICE = change(without(BLUE_GREEN, "cluster-providers"), "cluster", "settings", to=[])

STOPS: dict[str, Case] = {
    "another cluster": Case(
        naming(SCRIPT, "web"), on="host", says="join cluster web, and capacity provider provider is of shop"
    ),
    "another cluster, in a first preview": Case(
        naming(SCRIPT, "web", FIRST_PREVIEW), on="host", says="ECS_CLUSTER to shop"
    ),
    "another cluster, in a file": Case(naming(FILE, "web"), on="host"),
    "another cluster, in quotes": Case(naming(FILE, '"web"'), on="host"),
    "another cluster, on Bottlerocket": Case(naming(BOTTLEROCKET, "web"), on="host"),
    "another cluster, on Windows": Case(naming(WINDOWS, "web"), on="host"),
    "another cluster, not encoded": Case(started("ECS_CLUSTER=web", plain=True), on="host"),
    "a name that begins alike": Case(naming(SCRIPT, "shop-old"), on="host", says="shop-old"),
    "a name in another case": Case(naming(SCRIPT, "Shop-2"), on="host"),
    "another cluster than the service's": Case(naming(SCRIPT, "web", BY_SERVICE), on="host"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "no user data": BLUE_GREEN,
    "the cluster": naming(SCRIPT, "shop"),
    "the cluster, in a first preview": naming(SCRIPT, "shop", FIRST_PREVIEW),
    "the cluster, in a file": naming(FILE, "shop"),
    "the cluster, on Bottlerocket": naming(BOTTLEROCKET, "shop"),
    "the cluster, on Windows": naming(WINDOWS, "shop"),
    "one of two clusters that use the capacity provider": (
        *naming(SCRIPT, "shop"),
        Declared(
            "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
            "others",
            {"clusterName": "other", "capacityProviders": ["provider"]},
        ),
    ),
    "no cluster": started("#!/bin/bash", "yum update -y"),
    "a variable of the script": started("#!/bin/bash", "echo ECS_CLUSTER=$NAME >> /etc/ecs/ecs.config"),
    "two names": started("ECS_CLUSTER=web", "ECS_CLUSTER=shop"),
    "user data that is not known": change(BLUE_GREEN, "host", "userData", to=UNKNOWN),
    "hosts of no capacity provider": without(naming(SCRIPT, "web"), "provider", "cluster-providers"),
    "Fargate": NATIVE,
    "a capacity provider whose name is not known, and a service's that is not either": change(
        change(naming(SCRIPT, "web", BY_SERVICE), "provider", "name", to=UNKNOWN),
        *("service", "capacityProviderStrategies", 0, "capacityProvider"),
        to=UNKNOWN,
    ),
    "a capacity provider that nobody uses": change(
        without(naming(SCRIPT, "web"), "cluster-providers"), "service", "capacityProviderStrategies", to=None
    ),
}

UNDECIDED: dict[str, Case] = {
    "a cluster whose name is not known": Case(
        change(
            change(naming(SCRIPT, "web"), "cluster", "name", to=UNKNOWN), "cluster-providers", "clusterName", to=UNKNOWN
        ),
        on="host",
        says="names cluster web",
    ),
}
