"""AWS lets a target group be behind one load balancer."""

from collections import defaultdict

from model.texts.elbv2 import GROUPS_OF_TWO_LOAD_BALANCERS
from policy.finding import Findings, Undecided, Violation
from policy.reading import LISTENER, LISTENER_RULE, UNKNOWN, Resource
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.behind import Shared, forwarded, load_balancer, named
from policy.views.topology import actions, deployment_groups, pair


@stack_rule(
    remedy="Give each load balancer a target group of its own; a service may have several entries in loadBalancers.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=GROUPS_OF_TWO_LOAD_BALANCERS.quote(),
)
def target_group_behind_one_load_balancer(stack: Stack, options: Options) -> Findings:
    """A target group is behind one load balancer.

    A service that answers inside and outside has two load balancers, and the same tasks behind both. They need a
    target group each: AWS refuses the second listener or rule that leads to a group of another load balancer.

    Looks at all listeners and rules of the program that forward to target groups of the program, with whatever
    weight. Several listeners of one load balancer may lead to one group. The groups that CodeDeploy moves traffic
    between are left to `pair-behind-one-load-balancer`.
    """
    moved = {
        group for release in deployment_groups(stack) for group in known(*(one for _, one in pair(stack, release)))
    }
    behind: dict[Resource, dict[Shared, list[Resource]]] = defaultdict(lambda: defaultdict(list))
    unknown: dict[Resource, Resource] = {}
    for way in stack.of(LISTENER, LISTENER_RULE):
        balancer = load_balancer(stack, way)
        for group in forwarded(stack, way):
            if balancer is UNKNOWN:
                unknown.setdefault(group, way)
            elif group not in moved:
                behind[group][balancer].append(way)
    for group, found in behind.items():
        # The one from which most ways lead to it is the one that is meant.
        first, *others = sorted(found, key=lambda balancer: -len(found[balancer]))
        for balancer, way in [(one, way) for one in others for way in found[one]]:
            yield Violation(
                resource=way,
                path=actions(way),
                wrong=f"it forwards to {group.name} from {named(balancer)}, and {group.name} is behind {named(first)}",
                fix=f"make another target group like {group.name}, for {named(balancer)} alone.",
            )
        if group in unknown:
            reason = f"whether it is on {named(first)}, which {group.name} is behind, is not known yet"
            yield Undecided(resource=unknown[group], path=actions(unknown[group]), reason=reason)
