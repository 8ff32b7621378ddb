"""Between releases one target group takes the traffic; only CodeDeploy and ECS may split it."""

from collections.abc import Iterator
from typing import Any

from model.texts.codedeploy import GREEN_HAS_WEIGHT
from policy.finding import Findings, Undecided, Violation
from policy.reading import LISTENER, LISTENER_RULE, SERVICE, TARGET_GROUP, UNKNOWN, Resource, items, read, whole
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.reach import without_tasks
from policy.views.strategies import moves_traffic
from policy.views.topology import actions, deployment_groups, pair, target_groups


@stack_rule(
    remedy="Forward to one target group, or give every other one weight 0; let deployments move the weights.",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-ecs.html",
    severity="high",
    symptoms=(Symptom.RELEASE_FAILS,),
    cost=f"{GREEN_HAS_WEIGHT.quote()}: no release starts.",
)
def single_forward_at_rest(stack: Stack, options: Options) -> Findings:
    """A listener sends its traffic to one target group between releases.

    CodeDeploy starts a deployment only when the idle group gets no traffic, and ECS's own blue/green only
    when exactly one group gets any. Both move the weights themselves, and end with weights such as 100 and 0.

    Looks at the default actions of listeners and the actions of their rules. One group with a weight above 0 is
    correct, however many have 0: that is what CodeDeploy leaves behind, what a program with ignore_changes reads
    back, and what ECS's own strategy wants. Redirects and fixed responses are not checked.

    Lets a split through where the program shows that it is intended: every group in it serves something else (a
    rolling service, attached instances, functions or an Auto Scaling group), and none is a blue/green service's or
    a deployment group's. Where the program does not show who uses the groups, as in a stack of its own for the
    load balancer, a split is stopped.
    """
    others = _serving_others(stack)
    for resource in stack.of(LISTENER, LISTENER_RULE):
        prop = actions(resource)
        for path, forward in _forwards(resource, prop):
            groups = [group for _, group in items(forward)]
            weights = [whole(read(group, "weight", default=1)) for group in groups]
            busy = sum(1 for weight in weights if isinstance(weight, int) and weight > 0)
            arns = [read(group, "arn") for group in groups]
            links = [stack.linked(resource, prop, arn, TARGET_GROUP, by="arn") for arn in arns]
            intended = all(linked is not UNKNOWN and linked and others.issuperset(linked) for linked in links)
            if not intended and busy < 2 and UNKNOWN in weights:
                yield Undecided(
                    resource=resource, path=path, reason="the weights of its target groups are not known yet"
                )
            elif not intended and busy != 1:
                yield _violation(resource, prop, path, weights, busy)


def _forwards(resource: Resource, prop: str) -> Iterator[tuple[str, Any]]:
    """The target groups of each forward; one to a single `targetGroupArn` has no list, and is always right."""
    for index, action in items(resource.get(prop)):
        kind, groups = read(action, "type"), read(action, "forward", "targetGroups")
        if str(kind).lower() == "forward":
            yield f"{prop}[{index}].forward.targetGroups", groups
        elif kind is UNKNOWN:
            yield f"{prop}[{index}]", UNKNOWN


def _violation(resource: Resource, prop: str, path: str, weights: list[Any], busy: int) -> Violation:
    split = ", ".join("unknown" if weight is UNKNOWN else str(weight) for weight in weights)
    waits = " If a deployment is moving traffic now, wait for its end." if resource.ignores(prop) else ""
    if busy:
        wrong = f"weights {split}: more than one target group gets traffic"
        cost = f"{GREEN_HAS_WEIGHT.quote()}: no release starts."
    else:
        wrong, cost = f"weights {split}: no target group gets traffic", "every request is answered with an error."
    return Violation(
        resource=resource,
        path=path,
        wrong=wrong,
        cost=cost,
        fix=f"forward to the live target group only, or give every other one weight 0.{waits}",
    )


def _serving_others(stack: Stack) -> set[Resource]:
    """The target groups that are known to serve something else than blue/green releases."""
    others = set(without_tasks(stack))
    releases: set[Resource] = set()
    for service in stack.of(SERVICE):
        users = others if moves_traffic(service) is False else releases
        for _, entry in items(service.get("loadBalancers")):
            users.update(known(*(linked for _, linked in target_groups(stack, service, entry))))
    for group in deployment_groups(stack):
        releases.update(known(*(linked for _, linked in pair(stack, group))))
    return others - releases
