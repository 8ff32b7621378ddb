"""Behind a Network Load Balancer CodeDeploy can't move traffic in steps."""

from model.texts.codedeploy import NO_GRADUAL_SHIFT
from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN, Resource, Unknown
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.release import shift
from policy.views.topology import balancers, deployment_groups, pair, routes

# The protocols of target groups and listeners, by the load balancer that they go with.
APPLICATION = ("HTTP", "HTTPS")
NETWORK = ("TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC")


@stack_rule(
    remedy="Name CodeDeployDefault.ECSAllAtOnce, or put the service behind an Application Load Balancer.",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=NO_GRADUAL_SHIFT.quote(),
)
def network_load_balancer_all_at_once(stack: Stack, options: Options) -> Findings:
    """Behind a Network Load Balancer all traffic moves at once.

    CodeDeploy moves traffic in steps by the weights of an Application Load Balancer. Those that a Network Load
    Balancer has since November 2025 it does not use; ECS's own strategies do.

    Looks at deployment groups for ECS whose configuration is a canary or linear. The protocols of the target
    groups and listeners, or the load balancer itself, show which type it is. A group without a configuration for
    ECS is checked by deployment-config-known.
    """
    for group in deployment_groups(stack):
        moves = shift(stack, group)
        if moves is None or (moves is not UNKNOWN and moves.kind == "AllAtOnce"):
            continue
        network = _behind_network(stack, group)
        if network is UNKNOWN:
            yield Undecided(
                resource=group,
                path="loadBalancerInfo",
                reason="whether it is an Application or a Network Load Balancer cannot be seen in this program",
            )
        elif network and moves is UNKNOWN:
            yield Undecided(
                resource=group,
                path="deploymentConfigName",
                reason="whether it moves all traffic at once, as a Network Load Balancer requires, is not known",
            )
        elif network:
            yield Violation(
                resource=group,
                path="deploymentConfigName",
                wrong=f"traffic moves in steps ({moves}) behind a Network Load Balancer",
                fix="set CodeDeployDefault.ECSAllAtOnce.",
            )


def _behind_network(stack: Stack, group: Resource) -> bool | Unknown:
    """Whether it is a Network Load Balancer."""
    ends = known(*(linked for _, linked in (*pair(stack, group), *routes(stack, group))))
    for end in ends:
        protocol = str(end.get("protocol")).upper()
        if protocol in (*APPLICATION, *NETWORK):
            return protocol in NETWORK
    for end in ends:
        for balancer in known(balancers(stack, end)):
            kind = balancer.get("loadBalancerType")
            if kind is not UNKNOWN:
                return kind == "network"
    return UNKNOWN
