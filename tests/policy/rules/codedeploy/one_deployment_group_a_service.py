"""one-deployment-group-a-service: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, find, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, arn
from tests.policy.rules.rule_case import Case, Pass


def group(cluster: Any = "shop", service: Any = "web", *made_of: str, **props: Any) -> Declared:
    """Another deployment group."""
    about = {
        "appName": "web",
        "deploymentGroupName": "fast",
        "ecsService": {"clusterName": cluster, "serviceName": service},
        **props,
    }
    return Declared("aws:codedeploy/deploymentGroup:DeploymentGroup", "fast", about, {"ecsService": made_of})


def service(name: str, cluster: str = "shop", **props: Any) -> Declared:
    """Another service."""
    about = {"name": name, "cluster": arn("ecs", f"cluster/{cluster}"), **props}
    return Declared("aws:ecs/service:Service", f"other-{name}", about)


HERE: Program = without(BLUE_GREEN, "service")

TWO: Program = (group("shop", "api"), replace(group("shop", "api", deploymentGroupName="slow"), name="slow"))
CLUSTERS: Program = (Declared("aws:ecs/cluster:Cluster", "new", {"name": UNKNOWN}),)
FAR = service("web", region="us-east-1")
NEAR = change(BLUE_GREEN, "service", "region", to="eu-west-1")


def of_new(name: str, *clusters: str) -> Declared:
    """A group of a service of another program, in a cluster that has no name yet."""
    return replace(group(UNKNOWN, "api", *clusters, deploymentGroupName=name), name=name)


STOPS: dict[str, Case] = {
    "two groups of one service": Case((*BLUE_GREEN, group()), on="fast", says="release"),
    "in a first preview": Case((*FIRST_PREVIEW, group()), on="fast"),
    "in a first preview, by its references": Case(
        (*FIRST_PREVIEW, group(UNKNOWN, UNKNOWN, "cluster", "service")), on="fast"
    ),
    "in two applications": Case((*BLUE_GREEN, group(appName="other")), on="fast"),
    "of a service of another program": Case((*HERE, group()), on="fast"),
    "of a service of another program, in a cluster of this one": Case(
        (
            *change(unlinked(HERE, "release"), "release", "ecsService", "serviceName", to="api"),
            group("shop", "api"),
        ),
        on="fast",
    ),
    "beside a service of the name in another cluster": Case(
        (*unlinked(BLUE_GREEN, "release"), service("web", "other"), group()), on="fast"
    ),
    "one by reference and one by name": Case((*BLUE_GREEN, group("shop", UNKNOWN, "service")), on="fast"),
    "three": Case((*BLUE_GREEN, group(), replace(group(deploymentGroupName="slow"), name="slow")), on="fast", count=2),
    "after one of an unknown service": Case(
        (
            group(UNKNOWN, UNKNOWN),
            *TWO[1:],
            replace(TWO[1], name="last", props={**TWO[1].props, "deploymentGroupName": "last"}),
        ),
        on="last",
    ),
    "in two applications, by one name": Case(
        (*BLUE_GREEN, group(appName="other", deploymentGroupName="web")), on="fast"
    ),
    "in applications that have no name yet": Case(
        (
            *change(change(BLUE_GREEN, "release", "appName", to=UNKNOWN), "release", "deploymentGroupName", to="x"),
            group(appName=UNKNOWN, deploymentGroupName="x"),
        ),
        on="fast",
    ),
    "of a service of another program, in a cluster that has no name yet": Case(
        (*CLUSTERS, of_new("one", "new"), of_new("two", "new")), on="two"
    ),
    "of a service that knows its region": Case((*NEAR, FAR, group(region="eu-west-1")), on="fast"),
    "of a service of another program, one of them in a region that is not known yet": Case(
        (*change(TWO[:1], "fast", "region", to=UNKNOWN), *change(TWO[1:], "slow", "region", to="eu-west-1")), on="slow"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "one group": BLUE_GREEN,
    "one group, in a first preview": FIRST_PREVIEW,
    "no group": NATIVE,
    "one group of an unknown service": unlinked(change(BLUE_GREEN, "release", "ecsService", to=UNKNOWN), "release"),
    "two services": (*BLUE_GREEN, service("api"), group(service="api")),
    "two services of other programs": (*HERE, group(service="api")),
    "services of one name in two clusters": (*BLUE_GREEN, group("other")),
    "services of one name in two clusters, both here": (*BLUE_GREEN, service("web", "other"), group("other")),
    "services of one name in two regions": (
        *change(HERE, "release", "region", to="eu-west-1"),
        group(region="us-east-1"),
    ),
    "the same program in two regions": (
        *change(HERE, "release", "region", to=UNKNOWN),
        replace(find(change(HERE, "release", "region", to=UNKNOWN), "release"), name="release-2"),
    ),
    "the same services in two regions, by their references": (
        *FIRST_PREVIEW,
        replace(find(FIRST_PREVIEW, "service"), name="far"),
        group("shop", "web", "far"),
    ),
    "a group for servers": (*BLUE_GREEN, Declared(group().type, "servers", {"appName": "x"})),
    "services of other programs, of one name in two clusters": (
        TWO[0],
        *change(TWO[1:], "slow", "ecsService", "clusterName", to="x"),
    ),
    "services of other programs, in two clusters that have no name yet": (
        *CLUSTERS,
        replace(CLUSTERS[0], name="newer"),
        of_new("one", "new"),
        of_new("two", "newer"),
    ),
    "services of one name in two regions, both here": (
        *unlinked(change(NEAR, "release", "region", to="eu-west-1"), "release"),
        FAR,
        group(region="us-east-1"),
    ),
}

UNDECIDED: dict[str, Case] = {
    "a service that nothing leads to": Case((*BLUE_GREEN, group(UNKNOWN, UNKNOWN)), on="fast"),
    "an unknown block": Case((*BLUE_GREEN, group(ecsService=UNKNOWN)), on="fast"),
    "a service of another program, in an unknown cluster": Case((*HERE, group(UNKNOWN, "web")), on="fast"),
    "one of two services": Case(
        (*FIRST_PREVIEW, service("api"), group(UNKNOWN, UNKNOWN, "service", "other-api")), on="fast"
    ),
    "two services that nothing leads to, in one cluster": Case(
        (group("shop", UNKNOWN), replace(group("shop", UNKNOWN, deploymentGroupName="slow"), name="slow")), on="slow"
    ),
    "one of two services of the name": Case(
        (
            *unlinked(BLUE_GREEN, "release"),
            replace(service("web"), props={"name": "web", "cluster": UNKNOWN}, edges={"cluster": ["images"]}),
            group(),
        ),
        on="fast",
    ),
    "a service of another program, in one of two clusters that have no name yet": Case(
        (*CLUSTERS, replace(CLUSTERS[0], name="newer"), of_new("one", "new", "newer"), of_new("two", "new")), on="one"
    ),
}
