"""Between releases one target group takes the traffic; only CodeDeploy and ECS may split it."""

from collections.abc import Iterable, Iterator
from typing import Any

from finding import Findings, Undecided, Violation
from reading import LISTENER, LISTENER_RULE, SERVICE, TARGET_GROUP, UNKNOWN, Resource, items, read, whole
from rule import Options, stack_rule
from stack import Linked, Stack
from topology import blue_green, deployment_groups, pair, target_groups

# What else a target group can serve, and the property that names the group.
OTHER_USERS = {
    "aws:lb/targetGroupAttachment:TargetGroupAttachment": "targetGroupArn",
    "aws:autoscaling/attachment:Attachment": "lbTargetGroupArn",
    "aws:autoscaling/group:Group": "targetGroupArns",
}


@stack_rule(
    remedy="Forward to one target group, or give every other one weight 0; let deployments move the weights.",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html",
    severity="high",
)
def single_forward_at_rest(stack: Stack, options: Options) -> Findings:
    """A listener sends its traffic to one target group between releases.

    CodeDeploy starts a deployment only when the idle group gets no traffic, and ECS's own blue/green only
    when exactly one group gets any. Both move the weights themselves, and end with weights such as 100 and 0.

    Looks at the default actions of listeners and the actions of their rules. One group with a weight above 0
    is right, however many have 0: that is what CodeDeploy leaves behind, what a program with ignore_changes
    reads back, and what ECS's own strategy wants. Redirects and fixed responses are not looked at.

    Lets a split through where the program shows that it is meant: every group in it serves something else (a
    rolling service, attached instances, functions or an Auto Scaling group), and no deployment group and no
    blue/green service uses the listener or a group in it. Where the program does not show who uses the
    groups, as in a stack of its own for the load balancer, a split is stopped.
    """
    parties = _Parties(stack)
    for resource in stack.of(LISTENER, LISTENER_RULE):
        prop = "defaultActions" if resource.type == LISTENER else "actions"
        for path, forward in _forwards(resource, prop):
            groups = [group for _, group in items(forward)]
            weights = [UNKNOWN if group is UNKNOWN else whole(read(group, "weight", default=1)) for group in groups]
            busy = sum(1 for weight in weights if isinstance(weight, int) and weight > 0)
            if busy == 1 and UNKNOWN not in weights:
                continue
            if parties.meant(resource, prop, groups):
                continue
            if busy < 2 and UNKNOWN in weights:
                yield Undecided(
                    resource=resource, path=path, reason="the weights of its target groups are not known yet"
                )
            else:
                yield _violation(resource, prop, path, weights)


def _forwards(resource: Resource, prop: str) -> Iterator[tuple[str, Any]]:
    """The target groups of each weighted forward; a forward to a single `targetGroupArn` is always right."""
    for index, action in items(resource.get(prop)):
        groups = read(action, "forward", "targetGroups")
        if str(read(action, "type", default="")).lower() == "forward" and groups is not None:
            yield f"{prop}[{index}].forward.targetGroups", groups
        elif UNKNOWN in (action, read(action, "type")):
            yield f"{prop}[{index}]", UNKNOWN


def _violation(resource: Resource, prop: str, path: str, weights: list[Any]) -> Violation:
    split = ", ".join("unknown" if weight is UNKNOWN else str(weight) for weight in weights)
    waits = " If a deployment is moving traffic now, wait for its end." if prop in resource.ignored else ""
    if any(isinstance(weight, int) and weight > 0 for weight in weights):
        wrong = f"weights {split}: more than one target group gets traffic"
        cost = "“Green taskset target group cannot have non-zero weight prior to traffic shifting”: no release starts."
    else:
        wrong, cost = f"weights {split}: no target group gets traffic", "every request is answered with an error."
    return Violation(
        resource=resource,
        path=path,
        wrong=wrong,
        cost=cost,
        fix=f"forward to the live target group only, or give every other one weight 0.{waits}",
    )


class _Parties:
    """Which listeners and target groups take part in blue/green releases, and which serve something else."""

    def __init__(self, stack: Stack) -> None:
        self._stack = stack
        self._listeners: set[str] = set()
        self._blue_green: set[str] = set()
        self._others: set[str] = set()
        for group in deployment_groups(stack):
            self._add(self._blue_green, (linked for _, linked in pair(stack, group)))
            self._add(self._listeners, _routes(stack, group))
        for service in stack.of(SERVICE):
            users = self._others if blue_green(service) is False else self._blue_green
            for _, entry in items(service.get("loadBalancers")):
                self._add(users, (linked for _, linked in target_groups(stack, service, entry)))
        for kind, prop in OTHER_USERS.items():
            for user in stack.of(kind):
                arns = [arn for _, arn in items(user.get(prop))] or [user.get(prop)]
                self._add(self._others, (stack.linked(user, prop, arn, TARGET_GROUP, by="arn") for arn in arns))

    @staticmethod
    def _add(urns: set[str], links: Iterable[Linked]) -> None:
        urns |= {resource.urn for linked in links if linked is not UNKNOWN for resource in linked}

    def meant(self, resource: Resource, prop: str, groups: list[Any]) -> bool:
        """Whether a split is meant: every group in it is known to serve something else than blue/green."""
        listeners = self._stack.linked(resource, "listenerArn", resource.get("listenerArn"), LISTENER, by="arn")
        behind = {resource.urn} | {one.urn for one in (() if listeners is UNKNOWN else listeners)}
        links = [self._stack.linked(resource, prop, read(group, "arn"), TARGET_GROUP, by="arn") for group in groups]
        urns: set[str] = set()
        self._add(urns, links)
        found = bool(links) and all(linked is not UNKNOWN and linked for linked in links)
        return found and urns <= self._others - self._blue_green and not behind & self._listeners


def _routes(stack: Stack, group: Resource) -> Iterator[Linked]:
    """The listeners of a deployment group."""
    for route in ("prodTrafficRoute", "testTrafficRoute"):
        for _, arn in items(group.get("loadBalancerInfo", "targetGroupPairInfo", route, "listenerArns")):
            yield stack.linked(group, "loadBalancerInfo", arn, LISTENER, by="arn")
