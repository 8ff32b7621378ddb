"""A load balancer is in several zones, with one subnet in each."""

import re

from model.texts.elbv2 import ONE_ZONE, SAME_ZONE
from policy.finding import Findings, Undecided, Violation
from policy.reading import LOAD_BALANCER, UNKNOWN, Resource
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.networks import subnets

OF_REGION = re.compile(r"[a-z]+(-[a-z]+)+-\d[a-z]")
"""The name of an Availability Zone; a Local Zone's, such as us-west-2-lax-1a, has more parts."""


@stack_rule(
    remedy="Name one subnet for each zone, of two zones at least.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-subnets.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"{ONE_ZONE.quote()}, or {SAME_ZONE.quote()}",
)
def load_balancer_spans_zones(stack: Stack, options: Options) -> Findings:
    """An Application Load Balancer has subnets in two zones, and no load balancer has two in one.

    A list of all private subnets, or of all that have a tag, is easily one with two of a zone. AWS takes one subnet a
    zone, and for an Application Load Balancer wants two zones.

    Looks at load balancers with a list of subnets that are part of the program with their zones. A single subnet of an
    Outpost or a Local Zone is enough, and let through. So are subnets whose zone AWS is to choose.
    """
    for balancer in stack.of(LOAD_BALANCER):
        kind = balancer.declared("loadBalancerType", default="application")
        inside = subnets(stack, balancer, "subnets", balancer.declared("subnets"))
        if kind == "application" and len(inside) == 1 and _in_region(inside[0]):
            yield Violation(
                resource=balancer,
                path="subnets",
                wrong=f"{inside[0].name} alone, so one zone",
                cost=ONE_ZONE.quote(),
                fix="add a subnet of another zone.",
            )
        zones: dict[str, Resource] = {}
        for subnet in inside:
            zone = subnet.declared("availabilityZone")
            if zone is UNKNOWN:
                reason = f"whether {subnet.name} is in a zone of its own is not known yet"
                yield Undecided(resource=balancer, path="subnets", reason=reason)
            elif isinstance(zone, str) and (first := zones.setdefault(zone, subnet)) is not subnet:
                yield Violation(
                    resource=balancer,
                    path="subnets",
                    wrong=f"{first.name} and {subnet.name} are both in {zone}",
                    cost=SAME_ZONE.quote(),
                    fix="leave one of them out, and name one of each other zone.",
                )


def _in_region(subnet: Resource) -> bool:
    return subnet.get("outpostArn") is None and bool(OF_REGION.fullmatch(str(subnet.get("availabilityZone"))))
