"""deployment-group-shape: what it stops, lets through and cannot tell."""

from typing import Any

from analyzer import UNKNOWN, Declared, Program, change
from policy_programs import BLUE_GREEN, FIRST_PREVIEW, PRODUCTION, TEST
from rule_case import Case, Pass

PAIR = ("loadBalancerInfo", "targetGroupPairInfo")
TAG = {"key": "Name", "type": "KEY_AND_VALUE", "value": "web"}


def group(*path: str | int, to: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "release", *path, to=to)


SERVERS = Declared(
    "aws:codedeploy/deploymentGroup:DeploymentGroup",
    "servers",
    {
        "appName": "servers",
        "deploymentGroupName": "servers",
        "deploymentStyle": {"deploymentType": "IN_PLACE", "deploymentOption": "WITHOUT_TRAFFIC_CONTROL"},
        "autoscalingGroups": ["servers"],
        "ec2TagFilters": [TAG],
        "loadBalancerInfo": {"targetGroupInfos": [{"name": "servers"}]},
    },
)
FUNCTIONS = Declared(
    "aws:codedeploy/deploymentGroup:DeploymentGroup",
    "functions",
    {
        "appName": "functions",
        "deploymentGroupName": "functions",
        "deploymentStyle": {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"},
    },
)

STOPS: dict[str, Case] = {
    "no style": Case(
        group("deploymentStyle", to=None),
        on="release",
        says="it is not set, which is IN_PLACE and WITHOUT_TRAFFIC_CONTROL\n",
    ),
    "in place, in AWS's words": Case(
        group("deploymentStyle", "deploymentType", to="IN_PLACE"),
        on="release",
        says="deploymentStyle: IN_PLACE\nOn AWS: “For ECS deployment, the deployment type must be BLUE_GREEN",
    ),
    "a style without traffic control": Case(
        group("deploymentStyle", "deploymentOption", to="WITHOUT_TRAFFIC_CONTROL"),
        on="release",
        says="“BLUE_GREEN deployment type not supported with WITHOUT_TRAFFIC_CONTROL option”",
    ),
    "in place, in a first preview": Case(
        group("deploymentStyle", "deploymentType", to="IN_PLACE", program=FIRST_PREVIEW), on="release"
    ),
    "a style of which only the type is set": Case(
        group("deploymentStyle", to={"deploymentType": "BLUE_GREEN"}), on="release", says="WITHOUT_TRAFFIC_CONTROL"
    ),
    "in place, with the option unknown": Case(
        group("deploymentStyle", to={"deploymentType": "IN_PLACE", "deploymentOption": UNKNOWN}), on="release"
    ),
    "a pair without a service": Case(group("ecsService", to=None), on="release", says="serviceName"),
    "a service without a cluster": Case(
        group("ecsService", "clusterName", to=None), on="release", says="clusterName not"
    ),
    "a service without a name": Case(group("ecsService", "serviceName", to=""), on="release", says="serviceName"),
    "no load balancer": Case(
        group("loadBalancerInfo", to=None), on="release", says="loadBalancerInfo must be specified”"
    ),
    "a classic load balancer": Case(
        group("loadBalancerInfo", "elbInfos", to=[{"name": "classic"}]), on="release", says="elbInfo list”"
    ),
    "the target group of servers": Case(
        group("loadBalancerInfo", to={"targetGroupInfos": [{"name": "shop-blue"}]}),
        on="release",
        says="targetGroupInfo list”",
        count=2,
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
    "an Auto Scaling group": Case(
        group("autoscalingGroups", to=["hosts"]), on="release", says="autoScalingGroups can not be specified”"
    ),
    **{
        f"{name}, which choose servers": Case(group(name, to=[value]), on="release", says=name)
        for name, value in (
            ("ec2TagFilters", TAG),
            ("ec2TagSets", {"ec2TagFilters": [TAG]}),
            ("onPremisesInstanceTagFilters", TAG),
        )
    },
    "two faults at once": Case(
        group("deploymentStyle", to=None, program=group("autoscalingGroups", to=["hosts"])), on="release", count=2
    ),
    "a style of which only the option is set": Case(
        group("deploymentStyle", to={"deploymentOption": "WITH_TRAFFIC_CONTROL"}),
        on="release",
        says="deploymentStyle: IN_PLACE",
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
    "empty lists of what chooses servers": group(
        "autoscalingGroups", to=[], program=group("loadBalancerInfo", "elbInfos", to=[])
    ),
    "a group for servers": (SERVERS,),
    "a group for functions": (FUNCTIONS,),
    "names that another resource gives": group("ecsService", to={"clusterName": UNKNOWN, "serviceName": UNKNOWN}),
}

UNDECIDED: dict[str, Case] = {
    "an unknown style": Case(group("deploymentStyle", to=UNKNOWN), on="release"),
    "an unknown option": Case(group("deploymentStyle", "deploymentOption", to=UNKNOWN), on="release"),
    "an unknown load balancer": Case(
        group("loadBalancerInfo", to=UNKNOWN), on="release", says=", loadBalancerInfo: it"
    ),
    "an unknown pair": Case(group(*PAIR, to=UNKNOWN), on="release", says=", loadBalancerInfo.targetGroupPairInfo: it"),
    "unknown target groups": Case(group(*PAIR, "targetGroups", to=UNKNOWN), on="release"),
    "a target group without a name yet": Case(group(*PAIR, "targetGroups", 0, "name", to=UNKNOWN), on="release"),
    "unknown listeners": Case(group(*PAIR, "prodTrafficRoute", "listenerArns", to=UNKNOWN), on="release"),
    "unknown Auto Scaling groups": Case(group("autoscalingGroups", to=UNKNOWN), on="release"),
}
