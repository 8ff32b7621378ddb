"""CodeDeploy has two forms of deployment groups, and the one for ECS has no use for what the other needs."""

from typing import Any

from finding import Findings, Undecided, Violation
from reading import DEPLOYMENT_GROUP, UNKNOWN, Resource, items, read
from rule import Options, resource_rule
from subjects.release import for_ecs

STYLE = (
    "“For ECS deployment, the deployment type must be BLUE_GREEN, and deployment option must be WITH_TRAFFIC_CONTROL.”"
)
NO_CONTROL = "“BLUE_GREEN deployment type not supported with WITHOUT_TRAFFIC_CONTROL option”"
BAD_PAIR = (
    "“A deployment group associated with an application that uses the ECS compute platform must contain a valid pair"
    " of target groups that identify a load balancer.”"
)
NOT_SERVERS = "CodeDeploy refuses the group: these choose servers, and a group for ECS has none."
# What says which servers to deploy to, and AWS's answer to it in a group for ECS.
SERVERS = {
    "autoscalingGroups": "“For ECS deployment group, autoScalingGroups can not be specified”",
    "ec2TagFilters": NOT_SERVERS,
    "ec2TagSets": NOT_SERVERS,
    "onPremisesInstanceTagFilters": NOT_SERVERS,
}
BALANCING = {
    "elbInfos": "“For ECS deployment group, loadBalancerInfo must not contain elbInfo list”",
    "targetGroupInfos": "“For ECS deployment group, loadBalancerInfo must not contain targetGroupInfo list”",
}
PAIR = "loadBalancerInfo.targetGroupPairInfo"


@resource_rule(
    DEPLOYMENT_GROUP,
    remedy="Give the group a deployment style, a service and a pair of target groups with one production listener,"
    " and nothing that chooses servers.",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-create-ecs.html",
    severity="high",
    cost=STYLE,
    example="""
 release:
   type: aws:codedeploy:DeploymentGroup
   properties:
     appName: web
     deploymentGroupName: web
     serviceRoleArn: arn:aws:iam::123456789012:role/codedeploy
-    deploymentStyle: {deploymentType: IN_PLACE, deploymentOption: WITH_TRAFFIC_CONTROL}
+    deploymentStyle: {deploymentType: BLUE_GREEN, deploymentOption: WITH_TRAFFIC_CONTROL}
     ecsService: {clusterName: web, serviceName: web}
     loadBalancerInfo:
       targetGroupPairInfo:
         prodTrafficRoute: {listenerArns: ["${production.arn}"]}
         targetGroups: [{name: web-blue}, {name: web-green}]
 production:
   type: aws:lb:Listener
""",
)
def deployment_group_shape(group: Resource, options: Options) -> Findings:
    """A deployment group for ECS has a service, a pair of target groups and one production listener.

    The same resource describes groups for servers and for ECS, AWS's provider takes any mixture, and its defaults
    are those for servers. CodeDeploy refuses the mixture, after everything before it has been created.

    Looks at deployment groups that have an `ecsService` or a pair of target groups: the style, the service's
    names, two different target groups, one listener a route, and nothing that chooses servers. The listeners
    and target groups themselves are the business of other rules, and so is how long the group waits. Groups for
    servers and functions are left alone.
    """
    if not for_ecs(group):
        return
    yield from _style(group)
    yield from _service(group)
    for name, cost in SERVERS.items():
        yield from _absent(group, name, cost)

    balancing = group.get("loadBalancerInfo")
    if balancing is UNKNOWN:
        yield Undecided(resource=group, path="loadBalancerInfo", reason="it is not known yet")
    else:
        yield from _balancing(group, balancing)


def _balancing(group: Resource, balancing: Any) -> Findings:
    for name, cost in BALANCING.items():
        yield from _absent(group, f"loadBalancerInfo.{name}", cost)
    pair = read(balancing, "targetGroupPairInfo")
    if pair is UNKNOWN:
        yield Undecided(resource=group, path=PAIR, reason="it is not known yet")
    elif pair is None:
        missing = "“For ECS deployment group, loadBalancerInfo must be specified”"
        yield Violation(
            resource=group,
            path=PAIR,
            wrong="no target groups are set for the releases of an ECS service",
            cost=BAD_PAIR if balancing else missing,
            fix="set prodTrafficRoute and two targetGroups.",
        )
    else:
        yield from _target_groups(group, read(pair, "targetGroups"))
        yield from _route(group, "prodTrafficRoute", read(pair, "prodTrafficRoute"))
        if (test := read(pair, "testTrafficRoute")) is not None:
            yield from _route(group, "testTrafficRoute", test)


def _style(group: Resource) -> Findings:
    kind = group.get("deploymentStyle", "deploymentType", default="IN_PLACE")
    option = group.get("deploymentStyle", "deploymentOption", default="WITHOUT_TRAFFIC_CONTROL")
    wrong = [name for name, right in ((kind, "BLUE_GREEN"), (option, "WITH_TRAFFIC_CONTROL")) if name != right]
    known = [name for name in wrong if name is not UNKNOWN]
    if known:
        unset = "it is not set, which is " if group.get("deploymentStyle") is None else ""
        yield Violation(
            resource=group,
            path="deploymentStyle",
            wrong=f"{unset}{' and '.join(known)}",
            cost=NO_CONTROL if kind == "BLUE_GREEN" else STYLE,
            fix="set deploymentType BLUE_GREEN and deploymentOption WITH_TRAFFIC_CONTROL.",
        )
    elif wrong:
        yield Undecided(resource=group, path="deploymentStyle", reason="it is not known yet")


def _service(group: Resource) -> Findings:
    names = {name: group.get("ecsService", name) for name in ("clusterName", "serviceName")}
    missing = [name for name, value in names.items() if value in (None, "")]
    if missing:
        yield Violation(
            resource=group,
            path="ecsService",
            wrong=f"{' and '.join(missing)} not set",
            cost="CodeDeploy refuses the group, as it does not know which service to release.",
            fix="set clusterName and serviceName.",
        )


def _absent(group: Resource, path: str, cost: str) -> Findings:
    value: Any = group.get(*path.split("."))
    if value is UNKNOWN:
        yield Undecided(resource=group, path=path, reason="whether it is empty is not known yet")
    elif value:
        yield Violation(
            resource=group,
            path=path,
            wrong=f"{len(value)} set, in a group that releases an ECS service",
            cost=cost,
            fix=f"remove {path.rpartition('.')[2]}.",
        )


def _target_groups(group: Resource, targets: Any) -> Findings:
    path = f"{PAIR}.targetGroups"
    names = [read(one, "name") for _, one in items(targets)]
    if targets is UNKNOWN or (len(names) == 2 and UNKNOWN in names):
        yield Undecided(resource=group, path=path, reason="whether they are two different ones is not known yet")
    elif len(names) != 2 or names[0] == names[1]:
        wrong = f"both are {names[0]}" if len(names) == 2 else f"{len(names)} target groups, not two"
        yield Violation(resource=group, path=path, wrong=wrong, cost=BAD_PAIR, fix="name two different target groups.")


def _route(group: Resource, name: str, route: Any) -> Findings:
    path = f"{PAIR}.{name}.listenerArns"
    arns = read(route, "listenerArns", default=[])
    if arns is UNKNOWN:
        yield Undecided(resource=group, path=path, reason="how many there are is not known yet")
    elif len(arns) != 1:
        yield Violation(
            resource=group,
            path=path,
            wrong=f"{len(arns)} listeners, not one",
            cost="CodeDeploy refuses the group: it moves the traffic of one listener a route.",
            fix="name one listener; CodeDeploy moves all its rules that forward to the pair.",
        )
