"""deployment-group-shape: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, FUNCTIONS_GROUP, PRODUCTION, SERVERS_GROUP, TEST
from tests.policy.rules.rule_case import Case, Pass

PAIR = ("loadBalancerInfo", "targetGroupPairInfo")


def group(*path: str | int, to: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "release", *path, to=to)


STOPS: dict[str, Case] = {
    "a pair without a service": Case(group("ecsService", to=None), on="release", says="serviceName"),
    "neither a service's name nor a load balancer": Case(
        group("ecsService", "serviceName", to="", program=group("loadBalancerInfo", to=None)), on="release", count=2
    ),
    "a service without a cluster": Case(
        group("ecsService", "clusterName", to=None), on="release", says="clusterName not"
    ),
    "a service without a name": Case(group("ecsService", "serviceName", to=""), on="release", says="serviceName"),
    "no load balancer": Case(
        group("loadBalancerInfo", to=None), on="release", says="loadBalancerInfo must be specified”"
    ),
    "the target group of servers": Case(
        group("loadBalancerInfo", to={"targetGroupInfos": [{"name": "shop-blue"}]}),
        on="release",
        says="valid pair",
    ),
    "one target group": Case(
        group(*PAIR, "targetGroups", to=[{"name": "shop-blue"}]),
        on="release",
        says="targetGroupPairInfo.targetGroups: 1 target groups, not two\nOn AWS: “A deployment group associated with",
    ),
    "three target groups": Case(
        group(*PAIR, "targetGroups", to=[{"name": name} for name in ("a", "b", "c")]), on="release", says="3"
    ),
    "one target group twice": Case(
        group(*PAIR, "targetGroups", to=[{"name": "shop-blue"}] * 2), on="release", says="both are shop-blue"
    ),
    "no target groups": Case(group(*PAIR, "targetGroups", to=None), on="release", says="0"),
    "two production listeners": Case(
        group(*PAIR, "prodTrafficRoute", "listenerArns", to=[PRODUCTION, TEST]),
        on="release",
        says="loadBalancerInfo.targetGroupPairInfo.prodTrafficRoute.listenerArns: 2 listeners, not one",
    ),
    "two production listeners, in a first preview": Case(
        group(*PAIR, "prodTrafficRoute", "listenerArns", to=[UNKNOWN, UNKNOWN], program=FIRST_PREVIEW), on="release"
    ),
    "no production listener": Case(group(*PAIR, "prodTrafficRoute", to=None), on="release", says="0 listeners"),
    "two test listeners": Case(
        group(*PAIR, "testTrafficRoute", "listenerArns", to=[PRODUCTION, TEST]),
        on="release",
        says="testTrafficRoute.listenerArns: 2 listeners",
    ),
    "three target groups, one of them without a name yet": Case(
        group(*PAIR, "targetGroups", to=[{"name": "a"}, {"name": "b"}, {"name": UNKNOWN}]),
        on="release",
        says="3 target",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a pair, a service and two listeners": BLUE_GREEN,
    "all of it in a first preview": FIRST_PREVIEW,
    "no test listener": group(*PAIR, "testTrafficRoute", to=None),
    "a group for servers": (SERVERS_GROUP,),
    "a group for functions": (FUNCTIONS_GROUP,),
    "names that another resource gives": group("ecsService", to={"clusterName": UNKNOWN, "serviceName": UNKNOWN}),
}

UNDECIDED: dict[str, Case] = {
    "an unknown load balancer": Case(
        group("loadBalancerInfo", to=UNKNOWN), on="release", says=", loadBalancerInfo: it"
    ),
    "an unknown pair": Case(group(*PAIR, to=UNKNOWN), on="release", says=", loadBalancerInfo.targetGroupPairInfo: it"),
    "unknown target groups": Case(group(*PAIR, "targetGroups", to=UNKNOWN), on="release"),
    "a target group without a name yet": Case(group(*PAIR, "targetGroups", 0, "name", to=UNKNOWN), on="release"),
    "unknown listeners": Case(group(*PAIR, "prodTrafficRoute", "listenerArns", to=UNKNOWN), on="release"),
}
