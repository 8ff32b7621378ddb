"""A load balancer sends nothing to zones in which it has no subnet."""

from typing import Any

from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, read
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.fleets import Fleet, fleet
from policy.views.targets import callers
from policy.views.topology import deployers, groups_of
from policy.views.ways_out import zones

NETWORK = "networkConfiguration"
HOSTS = "vpcZoneIdentifiers"


@stack_rule(
    remedy="Give the load balancer a subnet in each zone where the service has tasks.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-subnets.html",
    severity="high",
    symptoms=(Symptom.UNHEALTHY, Symptom.INSTALL_HANGS),
    cost="tasks in that zone stay `unused`: “Target is in an Availability Zone that is not enabled for the load"
    " balancer”, so a release never has all of its tasks healthy.",
)
def zones_enabled(stack: Stack, options: Options) -> Findings:
    """A load balancer has a subnet in every zone where its service has tasks.

    A load balancer is enabled for the zones of its subnets. Tasks in another zone are registered and never checked,
    whichever way cross-zone load balancing is set.

    Looks at services whose subnets, or those of their hosts, are the program's with their zones, and at the load
    balancers that forward to their target groups, likewise. Subnets of other programs are let through.
    """
    called_by, deployed_by = callers(stack), deployers(stack)
    for service in stack.of(SERVICE):
        where = _zones_of_tasks(stack, service)
        groups = known(*(linked for _, _, linked in groups_of(stack, service, deployed_by))) if where else ()
        for balancer in sorted({one for group in groups for one in called_by.get(group, ())}, key=str):
            yield from _judged(stack, service, where, balancer)


def _judged(stack: Stack, service: Resource, where: dict[Any, str], balancer: Resource) -> Findings:
    enabled = zones(stack, balancer, "subnets", balancer.declared("subnets"))
    if not enabled or set(where) <= set(enabled):
        return
    if UNKNOWN in enabled or UNKNOWN in where:
        yield Undecided(
            resource=balancer,
            path="subnets",
            reason=f"whether it has all zones of service {service.name} is not known, as not all of its subnets' are",
        )
        return
    missing = sorted(set(where) - set(enabled))
    yield Violation(
        resource=balancer,
        path="subnets",
        wrong=f"it has no subnet in {', '.join(missing)}, where {', '.join(where[zone] for zone in missing)} of service"
        f" {service.name} is",
        fix=f"add a subnet in {', '.join(missing)}, or take that zone from the service.",
    )


def _zones_of_tasks(stack: Stack, service: Resource) -> dict[Any, str]:
    """The zones where its tasks run, each with a subnet there; empty when not all are known to be meant."""
    network = service.get(NETWORK)
    if network is not None:
        return zones(stack, service, NETWORK, read(network, "subnets"))
    hosts = fleet(stack, service)
    return zones(stack, hosts.group, HOSTS, hosts.group.get(HOSTS)) if isinstance(hosts, Fleet) else {}
