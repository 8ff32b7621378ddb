"""Container, service and both target groups must agree on one port."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from model.texts.ecs import CONTAINER_NOT_FOUND, PORT_NOT_FOUND
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, Unknown, whole
from policy.rule import Options, stack_rule
from policy.stack import Linked, Stack, known
from policy.symptom import Symptom
from policy.views.entries import LoadBalancerEntry, entries
from policy.views.strategies import moves_traffic
from policy.views.topology import deployers, deployment_groups, pair, target_groups

Ports = set[int | Unknown]


@stack_rule(
    remedy="Give the service, the container's portMappings and both target groups the same container port.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html",
    severity="high",
    symptoms=(Symptom.REFUSED, Symptom.UNHEALTHY, Symptom.RELEASE_FAILS),
    cost=PORT_NOT_FOUND.quote(),
)
def matching_target_ports(stack: Stack, options: Options) -> Findings:
    """Container, service and both target groups name the same port.

    ECS and CodeDeploy refuse a container port that the task definition doesn't define, the latter only in the
    middle of a deployment. A target group's own port is only a default, which ECS overrides for each task; in a
    blue/green release people copy a wrong one into the AppSpec, and into a health check on a fixed port. The roles
    of the two groups swap, so both must be right.

    Of every service with a load balancer, the container and its port must be in the task definition. The port
    of the target groups is looked at for blue/green services only: under the CODE_DEPLOY controller, under
    ECS's own blue/green, linear and canary strategies, and where a deployment group names the service. A
    rolling service with container port 8080 behind a target group on port 80 works, and is left alone, as is
    every target group that belongs to no blue/green service.

    A service that ignores changes of `loadBalancers` has the port of its last release. Where the program has a later
    task definition on another port, the next release moves the service there, and the target groups must be ready.
    """
    deployed_by = deployers(stack)
    deploying = {group for groups in deployed_by.values() for group in groups}
    for group in deployment_groups(stack):
        if group not in deploying:
            reason = "the service it releases is not part of this program"
            yield Undecided(resource=group, path="ecsService", reason=reason)
    for service in stack.of(SERVICE):
        found = entries(stack, service)
        for entry in found:
            yield from _container_defines_port(service, entry)
        yield from _groups_have_port(stack, service, found, deployed_by.get(service.urn, []))


def _container_defines_port(service: Resource, entry: LoadBalancerEntry) -> Findings:
    listens = _listed(entry.listens)
    if entry.containers is UNKNOWN or UNKNOWN in (entry.name, entry.port):
        reason = "its container and port, or the containers of its task definition, are not known from this program"
        yield Undecided(resource=service, path=entry.path, reason=reason)
    elif not entry.alike:
        yield Violation(
            resource=service,
            path=f"{entry.path}.containerName",
            wrong=f"task definition {entry.origin} has no container {entry.name}",
            cost=CONTAINER_NOT_FOUND.quote(container=entry.name),
            fix=f"name one of its containers: {_listed(one.name for one in entry.containers)}.",
        )
    elif entry.released and not entry.defined:
        reason = f"port {entry.port} is its last release's; container {entry.name} now has: {listens}"
        yield Undecided(resource=service, path=f"{entry.path}.containerPort", reason=reason)
    elif not entry.defined:
        yield Violation(
            resource=service,
            path=f"{entry.path}.containerPort",
            wrong=f"container {entry.name} of task definition {entry.origin} does not define port"
            f" {entry.port}, it has: {listens}",
            cost=PORT_NOT_FOUND.quote(container=entry.name, port=entry.port),
            fix="name the port that the container listens on here, in its portMappings and in both target groups.",
        )


def _groups_have_port(
    stack: Stack, service: Resource, found: list[LoadBalancerEntry], groups: Sequence[Resource]
) -> Findings:
    """Both target groups of a blue/green service: the service's own, and the pair of its deployment groups."""
    releases = True if groups else moves_traffic(service)
    if releases is False:
        return
    if releases is UNKNOWN:
        yield Undecided(resource=service, path="deploymentController", reason="it is not known yet")
        return

    wanted: dict[Resource, Ports] = defaultdict(set)
    for entry in found:
        for path, linked in target_groups(stack, service, entry.value):
            yield from _missing(service, f"{entry.path}.{path}", linked)
            for target_group in known(linked):
                # An unknown ARN leads to the groups of all entries; so each gets the ports of all.
                wanted[target_group] |= _next_ports(entry)
    every = {port for entry in found for port in _next_ports(entry)} or {UNKNOWN}
    for group in groups:
        for path, linked in pair(stack, group):
            yield from _missing(group, path, linked)
            for target_group in known(linked):
                wanted[target_group] |= every
    yield from _compare(service, wanted)


def _next_ports(entry: LoadBalancerEntry) -> Ports:
    """The container port of the next release; several where the program does not show which."""
    if entry.released and not entry.defined:
        return set(entry.listens) or {UNKNOWN}
    return {entry.port}


def _compare(service: Resource, wanted: Mapping[Resource, Ports]) -> Findings:
    for target_group, ports in wanted.items():
        port = whole(target_group.get("port"))
        if port is UNKNOWN or UNKNOWN in ports or (port in ports and len(ports) > 1):
            yield Undecided(
                resource=target_group,
                path="port",
                reason=f"which container port of service {service.name} it is for is not known yet",
            )
        elif port is not None and port not in ports:
            yield Violation(
                resource=target_group,
                path="port",
                wrong=f"{port}, but service {service.name} sends its traffic to container port {_listed(ports)}",
                cost="blue and green swap roles at each release, and a deployment with this port ends with"
                f" {PORT_NOT_FOUND.quote(port=port)}",
                fix=f"set port to {_listed(ports)} on both target groups (a new port replaces the target group).",
            )


def _missing(resource: Resource, path: str, linked: Linked) -> Findings:
    if linked is UNKNOWN or not linked:
        yield Undecided(resource=resource, path=path, reason="this target group is not part of the program")


def _listed(values: Iterable[object]) -> str:
    return ", ".join(sorted(map(str, values))) or "none"
