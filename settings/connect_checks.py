"""What namespaces and names ask of the strategy, and of each other."""

from collections import Counter
from collections.abc import Iterator

from model.strategy import Strategy
from settings.settings import Settings
from settings.wording import shortened


def problems(s: Settings) -> Iterator[str]:
    """Of one service. A line for each: the key, its value, what it does not go with and what to do."""
    if s.strategy is Strategy.CODEDEPLOY:
        yield from _by_codedeploy(s)
    connect = s.service_connect
    if connect and connect.test_header and s.strategy is Strategy.ROLLING:
        yield (
            f"bluegreen:serviceConnect.testHeader = {shortened(connect.test_header.name)}: with bluegreen:strategy "
            "rolling new tasks get every request as soon as they run; take it out, or take strategy native"
        )


def _by_codedeploy(s: Settings) -> Iterator[str]:
    if s.service_connect:
        yield (
            "bluegreen:serviceConnect: ECS refuses it of a service that CodeDeploy moves (controller CODE_DEPLOY); set "
            "bluegreen:strategy to native or rolling, or take it out"
        )
    if s.service_discovery:
        yield (
            f"bluegreen:serviceDiscovery.name = {shortened(s.service_discovery.name)}: with bluegreen:strategy "
            "codedeploy the name leads to blue and green alike while a release goes on, wherever the traffic is, and "
            "ECS lets nobody change it later; set strategy to native or rolling, or take it out"
        )


def shared(s: Settings) -> Iterator[str]:
    """Of what the services share. The same of each line."""
    named = [one for one in s.services if one.service_connect or one.service_discovery]
    if named and not s.namespace:
        key = "serviceConnect" if named[0].service_connect else "serviceDiscovery"
        yield (
            f"bluegreen:namespace: is not set, and {named[0].service_name} has {key}; name the namespace, such as "
            "{name = shop.internal, type = DNS_PRIVATE}"
        )
    if s.namespace and s.namespace.type == "HTTP":
        for one in s.services:
            if one.service_discovery:
                yield (
                    f"bluegreen:namespace.type = HTTP: has no names in DNS, and {one.service_name} has "
                    "serviceDiscovery; set it to DNS_PRIVATE"
                )
    yield from _taken(s)


def _taken(s: Settings) -> Iterator[str]:
    """A name is one service's."""
    endpoints = [
        (connect.endpoint.dns_name, connect.endpoint.port)
        for one in s.services
        if (connect := one.connect) and connect.endpoint
    ]
    for (name, port), times in Counter(endpoints).items():
        if times > 1:
            yield (
                f"bluegreen:serviceConnect.dnsName = {shortened(name)}: {times} services are called so, on port "
                f"{port}; give each a name or a port of its own"
            )
    by_ecs = {one.name: one.service_name for one in s.services if (connect := one.connect) and connect.endpoint}
    names = Counter(one.service_discovery.name for one in s.services if one.service_discovery)
    for name in names.keys() & by_ecs:
        yield (
            f"bluegreen:serviceDiscovery.name = {shortened(name)}: {by_ecs[name]} has serviceConnect, for which ECS "
            "makes a service of that name in the namespace; choose another name"
        )
    for name, times in names.items():
        if times > 1:
            yield (
                f"bluegreen:serviceDiscovery.name = {shortened(name)}: {times} services have it; give each its own, in "
                "its entry of bluegreen:services"
            )
