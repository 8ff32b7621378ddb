"""The test route must be a second listener in front of the same target groups."""

from collections.abc import Iterable

from model.texts.elbv2 import GROUPS_OF_TWO_LOAD_BALANCERS
from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN, Resource, Unknown, items, text_of
from policy.rule import Options, stack_rule
from policy.stack import Stack, only
from policy.symptom import Symptom
from policy.views.topology import balancers, deployment_groups, routes

INFO = ("loadBalancerInfo", "targetGroupPairInfo")
PATH = ".".join((*INFO, "testTrafficRoute"))


@stack_rule(
    remedy="Make the test route a second listener of the production listener's load balancer, on a port of its own.",
    source="https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_TargetGroupPairInfo.html",
    severity="high",
    symptoms=(Symptom.UNTESTED,),
    cost="tests reach the tasks that users reach, or none.",
)
def listener_for_tests_apart(stack: Stack, options: Options) -> Findings:
    """The test route of a deployment group is another listener of the same load balancer.

    CodeDeploy points the test listener at the new tasks while the production listener still leads to the old ones.
    One listener cannot do both. A listener of another load balancer cannot lead to the same target groups, since
    AWS allows a target group behind one load balancer only.

    Looks at deployment groups for ECS that have both routes. The test route must name another listener than
    production, on the same load balancer. That their ports differ is left to `listener-ports-differ`. What the test
    listener leads to between releases does not matter.
    """
    for group in deployment_groups(stack):
        arns = [_arns(group, route) for route in ("prodTrafficRoute", "testTrafficRoute")]
        if not all(arns):
            continue
        named = {_named_balancer(arn) for arn in (*arns[0], *arns[1])}
        if set(arns[0]) & set(arns[1]) - {UNKNOWN}:
            yield _same(group)
        elif None in named:
            yield from _apart(stack, group)
        elif len(named) > 1:
            yield _different(group, filter(None, named))


def _apart(stack: Stack, group: Resource) -> Findings:
    """The listeners of both routes; while their ARNs are unknown it does not matter which is which."""
    found: list[Resource] = []
    for path, linked in routes(stack, group):
        if linked is UNKNOWN or not linked:
            yield Undecided(resource=group, path=path, reason="this listener is not part of the program")
            return
        found += [listener for listener in linked if listener not in found]
    behind = {_balancer(stack, listener) for listener in found}
    if len(found) == 1:
        yield _same(group)
    elif UNKNOWN in behind or len({isinstance(one, str) for one in behind}) > 1:
        yield Undecided(resource=group, path=PATH, reason="whether its load balancer is production's is not known yet")
    elif len(behind) > 1:
        yield _different(group, [one.name for one in found])


def _same(group: Resource) -> Violation:
    return Violation(
        resource=group,
        path=PATH,
        wrong="it names the listener of the production route",
        fix="name another listener of the same load balancer, such as one on port 8443.",
    )


def _different(group: Resource, listeners: Iterable[str]) -> Violation:
    return Violation(
        resource=group,
        path=PATH,
        wrong=f"the two listeners are not of one load balancer: {' and '.join(sorted(listeners))}",
        cost=GROUPS_OF_TWO_LOAD_BALANCERS.quote(),
        fix="name a listener of the production listener's load balancer.",
    )


def _named_balancer(arn: object) -> str | None:
    """The load balancer in a listener's ARN, such as `app/web/50dc6c495c0c9188`."""
    _, _, parts = str(arn).partition(":listener/")
    return parts.rpartition("/")[0] if parts.count("/") == 3 else None


def _arns(group: Resource, route: str) -> list[str | Unknown]:
    return [text_of(arn) for _, arn in items(group.get(*INFO, route, "listenerArns"))]


def _balancer(stack: Stack, listener: Resource) -> str | Resource | Unknown:
    arn = listener.get("loadBalancerArn")
    if arn is not UNKNOWN:
        return str(arn)
    return only(balancers(stack, listener)) or UNKNOWN
