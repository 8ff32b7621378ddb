"""The subnets of a load balancer with IPv6 addresses have some to give."""

from typing import Final

from model.load_balancers import DUAL_STACK
from model.texts.elbv2 import NO_IPV6
from policy.finding import Findings, Undecided, Violation
from policy.reading import LOAD_BALANCER, UNKNOWN
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.networks import subnets

BLOCKS: Final = ("ipv6CidrBlock", "ipv6NetmaskLength", "ipv6Native")
"""Any of these gives a subnet IPv6 addresses."""
BLOCK_OF_ITS_OWN: Final = "aws-native:ec2:SubnetCidrBlock"
"""CloudFormation's and Cloud Control's, beside the subnet."""


@stack_rule(
    remedy="Give each of the subnets an ipv6CidrBlock, a /64 of the VPC's.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=NO_IPV6.quote(),
)
def dual_stack_subnets_have_ipv6(stack: Stack, options: Options) -> Findings:
    """A dual-stack load balancer is in subnets that have a block of IPv6.

    The block of a VPC gives its subnets none: each must be told which part of it is its own.

    Looks at load balancers of the types dualstack and dualstack-without-public-ipv4 with a list of subnets that are
    part of the program. A block that is not known yet is one. Silent where a program gives subnets blocks by resources
    of their own, which CloudFormation has.
    """
    if stack.of(BLOCK_OF_ITS_OWN):
        return
    for balancer in stack.of(LOAD_BALANCER):
        kind = balancer.declared("ipAddressType")
        if kind is not UNKNOWN and kind not in DUAL_STACK:
            continue
        for subnet in subnets(stack, balancer, "subnets", balancer.declared("subnets")):
            if any(subnet.declared(block) not in (None, "", False) for block in BLOCKS):
                continue
            if kind is UNKNOWN:
                reason = f"whether it is dual-stack is not known yet, and {subnet.name} has no block of IPv6"
                yield Undecided(resource=balancer, path="ipAddressType", reason=reason)
            else:
                yield Violation(
                    resource=balancer,
                    path="subnets",
                    wrong=f"{subnet.name} has no block of IPv6, and ipAddressType is {kind}",
                    cost=NO_IPV6.quote(),
                    fix=f"give {subnet.name} an ipv6CidrBlock, or set ipAddressType to ipv4.",
                )
