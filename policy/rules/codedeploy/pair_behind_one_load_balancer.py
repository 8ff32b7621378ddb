"""A target group can be behind one load balancer, and the pair must be behind production's."""

from collections.abc import Iterator

from model.texts.codedeploy import BAD_PAIR
from policy.finding import Findings, Undecided, Violation
from policy.reading import LISTENER, LISTENER_RULE, UNKNOWN, Resource, Unknown
from policy.rule import Options, stack_rule
from policy.stack import Stack, known, only
from policy.symptom import Symptom
from policy.views.behind import load_balancer
from policy.views.topology import deployment_groups, forwards, listeners, pair, routes


@stack_rule(
    remedy="Keep both target groups of the pair behind the load balancer of the production listener.",
    source="https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_TargetGroupPairInfo.html",
    severity="high",
    symptoms=(Symptom.REFUSED, Symptom.RELEASE_FAILS),
    cost=BAD_PAIR.quote(),
)
def pair_behind_one_load_balancer(stack: Stack, options: Options) -> Findings:
    """Both target groups of a pair are behind the load balancer of the production listener.

    A release moves the weights of one listener from one target group to the other, which only works behind the
    same load balancer; and AWS allows a target group behind one load balancer only.

    Looks at every listener and rule of the program that forwards to a target group of a deployment group's pair:
    its load balancer must be that of the group's production listener. A group of the pair behind no listener at
    all is let through, as the idle one is until the first release. The group's own test listener is not checked
    here.
    """
    forwarders = list(_forwarders(stack))
    for group in deployment_groups(stack):
        pairs = set(known(*(linked for _, linked in pair(stack, group))))
        tests = known(*(linked for _, linked in routes(stack, group, ("test",))))
        production = known(*(linked for _, linked in routes(stack, group, ("production",))))
        wanted = {load_balancer(stack, listener) for listener in production} or {UNKNOWN}
        for forwarder, listener, balancer, links in forwarders:
            if listener in tests or balancer in wanted or not any(pairs.issuperset(linked) for linked in links):
                continue
            if UNKNOWN in (balancer, *wanted):
                reason = f"whether it is the load balancer of {group.name}'s production listener is not known yet"
                yield Undecided(resource=listener, path="loadBalancerArn", reason=reason)
            else:
                yield Violation(
                    resource=forwarder,
                    path="loadBalancerArn" if forwarder is listener else "listenerArn",
                    wrong=f"on {_name(balancer)} it leads to a target group of the pair of {group.name}, whose"
                    f" production listener is on {' or '.join(sorted(map(_name, wanted)))}",
                    fix="forward to this target group from the load balancer of the production listener alone.",
                )


def _forwarders(
    stack: Stack,
) -> Iterator[tuple[Resource, Resource, Resource | str | Unknown | None, list[tuple[Resource, ...]]]]:
    """Every listener and rule, with its listener, its load balancer, and the target groups that it forwards to."""
    for forwarder in stack.of(LISTENER, LISTENER_RULE):
        if listener := only(listeners(stack, forwarder)):
            links = [linked for _, linked in forwards(stack, forwarder) if linked is not UNKNOWN and linked]
            yield forwarder, listener, load_balancer(stack, listener), links


def _name(balancer: Resource | str | Unknown | None) -> str:
    return balancer.name if isinstance(balancer, Resource) else f"load balancer {balancer}"
