"""A host or a task that refuses its load balancer never becomes healthy."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_network

from model.networks import is_ipv6
from model.ports import LAST_PORT, LINUX_DYNAMIC_PORTS
from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN, Resource
from policy.rule import Option, Options, stack_rule
from policy.stack import Stack, remembered
from policy.symptom import Symptom
from policy.views.firewall import (
    EVERY_PORT,
    SecurityGroups,
    permitted,
    prefix_length,
    security_groups,
    spanned,
    text,
    unguarded,
)
from policy.views.networks import Network, addresses, subnets
from policy.views.strategies import moves_traffic
from policy.views.targets import OF_APPLICATION, OF_NETWORK, Target, callers, holders, targets

# AWS: a subnet has from /16 to /28; no smaller network has all addresses of a load balancer.
SMALLEST_SUBNET = {4: 28, 6: 64}

Ports = tuple[int, int]


@dataclass(frozen=True)
class Caller:
    """A load balancer, and by what a firewall knows its requests."""

    balancer: Resource
    passes: SecurityGroups
    addresses: tuple[Network, ...]
    """Those of its subnets; empty when they are not known."""

    @property
    def named(self) -> str:
        """What to let in."""
        return f"the {'security group' if self.passes.groups else 'addresses of the subnets'} of {self.balancer.name}"

    def may_come_from(self, cidr: str) -> bool:
        """Whether its requests may come from this network: a whole subnet fits in, and has an address of its own."""
        length = prefix_length(cidr)
        if length is None or length > SMALLEST_SUBNET[6 if is_ipv6(cidr) else 4]:
            return False
        network = ip_network(cidr, strict=False)
        own = [one for one in self.addresses if one.version == network.version]
        return not own or any(one.overlaps(network) for one in own)


@stack_rule(
    remedy="Let the load balancer's security group in, on the ports where the service's tasks are.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html",
    severity="high",
    symptoms=(Symptom.UNHEALTHY, Symptom.INSTALL_HANGS),
    cost="health checks time out, so ECS stops each new task and starts another, and the release fails after its wait.",
    options=(
        Option(
            name="firstHostPort",
            description="The first port that hosts give to containers without a fixed one.",
            default=LINUX_DYNAMIC_PORTS[0],
            minimum=1024,
            maximum=LAST_PORT,
        ),
        Option(
            name="lastHostPort",
            description="The last port that hosts give to containers without a fixed one.",
            default=LINUX_DYNAMIC_PORTS[1],
            minimum=1024,
            maximum=LAST_PORT,
        ),
    ),
)
def targets_open_to_load_balancer(stack: Stack, options: Options) -> Findings:
    """Hosts and tasks let their load balancer in.

    On a bridge network ECS puts a container on whatever port of its host is free, so a permission for the
    container's port is the wrong one: the first task may be reached by chance, the next one is not. A task with an
    address of its own (awsvpc) is reached on the container's port. Either way a security group of the hosts or the
    tasks must let the load balancer's in.

    Looks at services behind an Application Load Balancer, or a Network Load Balancer that calls them over TCP, and at
    the hosts of their capacity providers, or those whose user data names the cluster of the service. Dynamic ports
    are Linux's by default, 32768 to 60999. A Network Load Balancer without a security group is let in by its
    addresses alone.

    Lets through whatever may let the load balancer in: its security group, or any network as large as a subnet, since
    AWS chooses the addresses of the load balancer; where its subnets are known, a network must have some of theirs. On
    a service that ECS rolls it reports nothing before the program shows both ends. Health checks on a port of their own
    need that one as well. What goes out is `security-groups-let-out`'s. Users whose own addresses a Network Load
    Balancer may pass on are not checked.
    """
    called_by = callers(stack)
    for target in targets(stack, (options["firstHostPort"], options["lastHostPort"]), (*OF_APPLICATION, *OF_NETWORK)):
        balancers = {one for group in target.target_groups for one in called_by.get(group, ())}
        callers_of = sorted(balancers, key=str)
        found = [one for call in (target, *target.checks()) for one in _closed(stack, call, callers_of)]
        certain = [one for one in found if isinstance(one, Violation)]
        yield from certain if moves_traffic(target.service) is False else found


def _closed(stack: Stack, target: Target, balancers: Sequence[Resource]) -> Findings:
    called = holders(stack, target)
    if not balancers or not called:
        missing = "its hosts are" if balancers else "its load balancer is"
        yield Undecided(resource=target.service, path=target.path, reason=f"{missing} not part of the program")
    for balancer in balancers:
        caller = _caller(stack, balancer)
        for one in called:
            yield from _between(stack, target, caller, one, security_groups(stack, one))


@remembered
def _caller(stack: Stack, balancer: Resource) -> Caller:
    """A load balancer as the firewall of its targets sees it."""
    passes = security_groups(stack, balancer)
    if unguarded(balancer):
        passes = SecurityGroups(groups=(), others=False)
    inside = [addresses(one) for one in subnets(stack, balancer, "subnets", balancer.declared("subnets"))]
    known = tuple(one for one in inside if one is not UNKNOWN)
    return Caller(balancer, passes, known if len(known) == len(inside) else ())


@remembered
def _let_in(stack: Stack, balancer: Resource, guards: tuple[Resource, ...]) -> tuple[set[Ports], set[Ports]]:
    """The ports on which these groups surely let a load balancer in, and those on which they may."""
    caller = _caller(stack, balancer)
    own = set(caller.passes.groups)
    sure: set[Ports] = set()
    maybe: set[Ports] = set()
    for permission in permitted(stack, guards):
        ports = permission.tcp
        lets_in = not own.isdisjoint(permission.groups) or any(map(caller.may_come_from, permission.cidrs))
        if lets_in and isinstance(ports, tuple):
            sure.add(ports)
        elif ports is not None and (lets_in or permission.others):
            maybe.add(EVERY_PORT if ports is UNKNOWN else ports)
    return sure, maybe


def _between(stack: Stack, target: Target, caller: Caller, called: Resource, guards: SecurityGroups) -> Findings:
    balancer, passes = caller.balancer, caller.passes
    wanted = EVERY_PORT if target.ports is UNKNOWN else target.ports
    sure, maybe = _let_in(stack, balancer, guards.groups)
    if spanned(wanted, sure):
        return
    if target.ports is UNKNOWN or passes.others or guards.others or spanned(wanted, [*sure, *maybe]):
        yield Undecided(
            resource=target.service,
            path=target.path,
            reason=f"whether {called.name} lets {balancer.name} in is not known: "
            + ("on which port" if target.ports is UNKNOWN else "not all security groups and permissions are"),
        )
        return
    now = ", ".join(map(text, sorted(sure)))
    yield Violation(
        resource=guards.groups[0],
        path="ingress",
        wrong=f"load balancer {balancer.name} is not let in on TCP {text(wanted)}, where the tasks of service"
        f" {target.service.name} are" + (" checked" if target.checked else "") + (f" (only on {now})" if now else ""),
        fix=f"let {caller.named} in on TCP {text(wanted)}.",
    )
