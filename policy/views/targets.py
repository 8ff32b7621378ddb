"""What a load balancer calls: the hosts or the tasks of services, on which ports."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from policy.reading import (
    CAPACITY_PROVIDER,
    LISTENER,
    LISTENER_RULE,
    SERVICE,
    UNKNOWN,
    Resource,
    Unknown,
    items,
    read,
    whole,
)
from policy.stack import Stack, known, remembered
from policy.views.clusters import cluster
from policy.views.containers import containers
from policy.views.launches import auto_scaling_groups, launched_from
from policy.views.topology import balancers, forwards, listeners, pairs, target_groups, task_definitions
from policy.views.user_data import joining

OF_APPLICATION: Final = ("HTTP", "HTTPS")
"""The protocols of target groups of an Application Load Balancer."""
OF_NETWORK: Final = ("TCP", "TLS", "TCP_UDP")
"""Those of a Network Load Balancer, as far as they are TCP."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """One entry of a service's `loadBalancers`."""

    service: Resource
    path: str
    target_groups: tuple[Resource, ...]
    """Those of the protocols asked for; empty when the program does not have them."""
    own_address: bool
    """Tasks have addresses of their own (awsvpc) instead of ports of a host."""
    ports: tuple[int, int] | Unknown
    """Where it is called: one port, or those of which ECS picks one for each task."""
    checked: bool = False
    """Whether that is a port of its own for health checks."""

    def checks(self) -> "Iterator[Target]":
        """The same on the ports where health checks call it, if they are others."""
        for group in self.target_groups:
            port = whole(group.declared("healthCheck", "port", default="traffic-port"))
            if isinstance(port, int) and (port, port) != self.ports:
                yield replace(self, ports=(port, port), checked=True)


def targets(
    stack: Stack, dynamic_host_ports: tuple[int, int], protocols: Collection[str] = OF_APPLICATION
) -> Iterator[Target]:
    """Every entry of a service but those that are known to be called by other protocols."""
    for service in stack.of(SERVICE):
        # AWS wants a network configuration for awsvpc, and for nothing else; it refuses a service without, and
        # `network-configuration-fits` says so.
        own_address = service.get("networkConfiguration") is not None
        definitions = known(task_definitions(stack, service))
        if not own_address and any(one.get("networkMode") == "awsvpc" for one in definitions):
            continue
        for index, entry in items(service.get("loadBalancers")):
            linked = [found for _, found in target_groups(stack, service, entry)]
            called = [one for one in known(*linked) if str(one.get("protocol")).upper() in protocols]
            if not called and all(groups is not UNKNOWN and groups for groups in linked):
                continue
            port = whole(read(entry, "containerPort"))
            if own_address:
                ports = (port, port) if isinstance(port, int) else UNKNOWN
            else:
                ports = _host_ports(stack, service, read(entry, "containerName"), port, dynamic_host_ports)
            yield Target(
                service=service,
                path=f"loadBalancers[{index}]",
                target_groups=tuple(called),
                own_address=own_address,
                ports=ports,
            )


@remembered
def callers(stack: Stack) -> Mapping[Resource, Set[Resource]]:
    """The load balancers that forward to a target group, or to the one that it takes turns with, by target group."""
    found: dict[Resource, set[Resource]] = defaultdict(set)
    for way in stack.of(LISTENER, LISTENER_RULE):
        calling = known(*(balancers(stack, listener) for listener in known(listeners(stack, way))))
        for group in known(*(groups for _, groups in forwards(stack, way))):
            found[group].update(calling)
    for _, links in pairs(stack):
        taking_turns = known(*(linked for _, linked in links))
        both = {balancer for group in taking_turns for balancer in found[group]}
        found |= dict.fromkeys(taking_turns, both)
    return found


def holders(stack: Stack, target: Target) -> Sequence[Resource]:
    """What holds the security groups that a request meets: the service for its tasks, or what hosts start from.

    Hosts are found through the capacity providers that the service names, or because they join its cluster. Empty when
    neither leads anywhere.
    """
    service = target.service
    if target.own_address:
        return (service,)
    found: list[Resource] = []
    prop = "capacityProviderStrategies"
    for _, strategy in items(service.declared(prop)):
        named = read(strategy, "capacityProvider")
        providers = stack.linked(service, prop, named, CAPACITY_PROVIDER, by="name")
        for provider in known(providers):
            linked = auto_scaling_groups(stack, provider)
            found += (one for group in known(linked) for one in launched_from(stack, group))
    home = cluster(stack, service)
    return tuple(dict.fromkeys(found)) or joining(stack, home)


def _host_ports(
    stack: Stack, service: Resource, name: object, port: object, dynamic: tuple[int, int]
) -> tuple[int, int] | Unknown:
    """The ports of a host at which it finds the container; UNKNOWN also on Windows, which has a range of its own."""
    found: set[tuple[int, int]] = set()
    definitions = task_definitions(stack, service)
    for definition in known(definitions):
        mode = definition.declared("networkMode", default="bridge")
        family = str(definition.get("runtimePlatform", "operatingSystemFamily", default="LINUX")).upper()
        inside = containers(definition)
        if mode not in ("bridge", "host") or not family.startswith("LINUX") or inside is UNKNOWN:
            return UNKNOWN
        for mapping in [mapping for container in inside if container.name == name for mapping in container.ports]:
            if isinstance(port, int) and mapping.covers(port):
                fixed = port if mode == "host" else mapping.host_port
                found.add((fixed, fixed) if fixed else dynamic)
    return found.pop() if len(found) == 1 else UNKNOWN
