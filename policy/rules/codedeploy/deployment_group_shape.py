"""What a deployment group for ECS has to name: a service, two target groups, and listeners."""

from typing import Any

from model.texts.codedeploy import BAD_PAIR, NO_LOAD_BALANCER_INFO
from policy.finding import Findings, Undecided, Violation
from policy.reading import DEPLOYMENT_GROUP, UNKNOWN, Resource, items, read
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.release import for_ecs

PAIR = "loadBalancerInfo.targetGroupPairInfo"


@resource_rule(
    DEPLOYMENT_GROUP,
    remedy="Give the group a service with its cluster, and a pair of target groups with one production listener.",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-create-ecs.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=BAD_PAIR.quote(),
)
def deployment_group_shape(group: Resource, options: Options) -> Findings:
    """A deployment group for ECS has a service, a pair of target groups and one production listener.

    The provider accepts a group without any of these, as groups for servers and functions have none. CodeDeploy
    refuses it, after everything before it has been created.

    Looks at deployment groups that have an `ecsService` or a pair of target groups: the service's names, two
    different target groups, and one listener for each route. Other rules check the listeners and target groups
    themselves. Groups for servers and functions are left alone.
    """
    if not for_ecs(group):
        return
    yield from _service(group)
    balancing = group.get("loadBalancerInfo")
    if balancing is UNKNOWN:
        yield Undecided(resource=group, path="loadBalancerInfo", reason="it is not known yet")
    else:
        yield from _balancing(group, balancing)


def _balancing(group: Resource, balancing: Any) -> Findings:
    pair = read(balancing, "targetGroupPairInfo")
    if pair is UNKNOWN:
        yield Undecided(resource=group, path=PAIR, reason="it is not known yet")
    elif pair is None:
        missing = NO_LOAD_BALANCER_INFO.quote()
        yield Violation(
            resource=group,
            path=PAIR,
            wrong="no target groups are set for the releases of an ECS service",
            cost=BAD_PAIR.quote() if balancing else missing,
            fix="set prodTrafficRoute and two targetGroups.",
        )
    else:
        yield from _target_groups(group, read(pair, "targetGroups"))
        yield from _route(group, "prodTrafficRoute", read(pair, "prodTrafficRoute"))
        if (test := read(pair, "testTrafficRoute")) is not None:
            yield from _route(group, "testTrafficRoute", test)


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


def _target_groups(group: Resource, targets: Any) -> Findings:
    path = f"{PAIR}.targetGroups"
    names = [read(one, "name") for _, one in items(targets)]
    if targets is UNKNOWN or (len(names) == 2 and UNKNOWN in names):
        yield Undecided(resource=group, path=path, reason="whether they are two different ones is not known yet")
    elif len(names) != 2 or names[0] == names[1]:
        wrong = f"both are {names[0]}" if len(names) == 2 else f"{len(names)} target groups, not two"
        yield Violation(
            resource=group, path=path, wrong=wrong, cost=BAD_PAIR.quote(), fix="name two different target groups."
        )


def _route(group: Resource, name: str, route: Any) -> Findings:
    path = f"{PAIR}.{name}.listenerArns"
    arns = [one for _, one in items(read(route, "listenerArns"))]
    if read(route, "listenerArns") is UNKNOWN:
        yield Undecided(resource=group, path=path, reason="how many there are is not known yet")
    elif len(arns) != 1:
        yield Violation(
            resource=group,
            path=path,
            wrong=f"{len(arns)} listeners, not one",
            cost="CodeDeploy refuses the group: it moves the traffic of one listener for each route.",
            fix="name one listener; CodeDeploy moves all its rules that forward to the pair.",
        )
