"""no-servers-in-ecs-group: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, FUNCTIONS_GROUP, SERVERS_GROUP
from tests.policy.rules.rule_case import Case, Pass

TAG = {"key": "Name", "type": "KEY_AND_VALUE", "value": "web"}


def group(*path: str | int, to: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "release", *path, to=to)


STOPS: dict[str, Case] = {
    "a classic load balancer": Case(
        group("loadBalancerInfo", "elbInfos", to=[{"name": "classic"}]), on="release", says="elbInfo list”"
    ),
    "the target group of servers": Case(
        group("loadBalancerInfo", "targetGroupInfos", to=[{"name": "shop-blue"}]),
        on="release",
        says="loadBalancerInfo.targetGroupInfos: 1 set",
    ),
    "the target group of servers, in AWS's words": Case(
        group("loadBalancerInfo", "targetGroupInfos", to=[{"name": "shop-blue"}]),
        on="release",
        says="targetGroupInfo list”",
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
    "an Auto Scaling group, in a first preview": Case(
        group("autoscalingGroups", to=["hosts"], program=FIRST_PREVIEW), on="release"
    ),
    "an Auto Scaling group that is not known yet": Case(group("autoscalingGroups", to=[UNKNOWN]), on="release"),
    "two of them": Case(
        group("ec2TagFilters", to=[TAG], program=group("autoscalingGroups", to=["hosts"])), on="release", count=2
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "no servers": BLUE_GREEN,
    "the same in a first preview": FIRST_PREVIEW,
    "empty lists of what chooses servers": group(
        "autoscalingGroups", to=[], program=group("loadBalancerInfo", "elbInfos", to=[])
    ),
    "a group for servers": (SERVERS_GROUP,),
    "a group for functions": (FUNCTIONS_GROUP,),
}

UNDECIDED: dict[str, Case] = {
    "unknown Auto Scaling groups": Case(group("autoscalingGroups", to=UNKNOWN), on="release"),
    "an unknown load balancer": Case(group("loadBalancerInfo", to=UNKNOWN), on="release", says="elbInfos"),
}
