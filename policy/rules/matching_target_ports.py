"""Container, service and both target groups must agree on one port."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from containers import containers
from finding import Findings, Undecided, Violation
from reading import SERVICE, UNKNOWN, Resource, Unknown, items, read, whole
from rule import Options, stack_rule
from stack import Linked, Stack
from topology import blue_green, deployment_groups, pair, services, target_groups, task_definitions


@stack_rule(
    remedy="Give the service, the container's portMappings and both target groups the same container port.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html",
    severity="high",
)
def matching_target_ports(stack: Stack, options: Options) -> Findings:
    """Container, service and both target groups name the same port.

    ECS and CodeDeploy refuse a container port that the task definition doesn't define, the latter only in the
    middle of a deployment. A target group's own port is only a default, which ECS overrides for each task; in
    a blue/green release a wrong one is what people copy into the AppSpec, and what a health check on a fixed
    port is compared with. The roles of the two groups swap, so both must be right.

    Of every service with a load balancer, the container and its port must be in the task definition. The port
    of the target groups is looked at for blue/green services only: under the CODE_DEPLOY controller, under
    ECS's own blue/green, linear and canary strategies, and where a deployment group names the service. A
    rolling service with container port 8080 behind a target group on port 80 works, and is left alone, as is
    every target group that belongs to no blue/green service.
    """
    deployed_by: dict[str, list[Resource]] = defaultdict(list)
    for group in deployment_groups(stack):
        released = services(stack, group)
        if released is UNKNOWN or not released:
            yield Undecided(
                resource=group, path="ecsService", reason="the service it releases is not part of this program"
            )
        else:
            for service in released:
                deployed_by[service.urn].append(group)

    for service in stack.of(SERVICE):
        yield from _container_defines_port(stack, service)
        yield from _groups_have_port(stack, service, deployed_by.get(service.urn, []))


def _container_defines_port(stack: Stack, service: Resource) -> Findings:
    for index, entry in items(service.get("loadBalancers")):
        path = f"loadBalancers[{index}]"
        name, port = read(entry, "containerName"), whole(read(entry, "containerPort"))
        definitions = task_definitions(stack, service)
        if definitions is UNKNOWN or not definitions:
            yield Undecided(
                resource=service,
                path="taskDefinition",
                reason="it is not part of this program, so nobody knows whether it has this container and port",
            )
            continue
        defined = [found for one in definitions if (found := containers(one)) is not UNKNOWN]
        if name is UNKNOWN or not isinstance(port, int) or len(defined) < len(definitions):
            yield Undecided(
                resource=service,
                path=path,
                reason="its container and port, or the containers of its task definition, are not known yet",
            )
            continue
        origin = definitions[0].name
        alike = [container for found in defined for container in found if container.name == name]
        if not alike:
            yield Violation(
                resource=service,
                path=f"{path}.containerName",
                wrong=f"task definition {origin} has no container {name}",
                cost=f"“The container {name} does not exist in the task definition.”",
                fix=f"name one of its containers: {_listed(one.name for found in defined for one in found)}.",
            )
        elif not any(mapping.covers(port) for container in alike for mapping in container.ports):
            listens = _listed(mapping.container_port for one in alike for mapping in one.ports)
            yield Violation(
                resource=service,
                path=f"{path}.containerPort",
                wrong=f"container {name} of task definition {origin} does not define port {port}, it has: {listens}",
                cost=f"“The container {name} did not have a container port {port} defined.”",
                fix="name the port that the container listens on here, in its portMappings and in both target groups.",
            )


def _groups_have_port(stack: Stack, service: Resource, groups: list[Resource]) -> Findings:
    """Both target groups of a blue/green service: the service's own, and the pair of its deployment groups."""
    releases = True if groups else blue_green(service)
    if releases is False:
        return
    if releases is UNKNOWN:
        yield Undecided(resource=service, path="deploymentController", reason="it is not known yet")
        return

    entries = dict(items(service.get("loadBalancers")))
    ports = {index: _port(entry) for index, entry in entries.items()}
    wanted: dict[Resource, set[int | Unknown]] = defaultdict(set)
    for index, entry in entries.items():
        for path, linked in target_groups(stack, service, entry):
            yield from _missing(service, f"loadBalancers[{index}].{path}", linked)
            for target_group in () if linked is UNKNOWN else linked:
                # An unknown ARN leads to the groups of all entries; then any of their ports may be meant.
                known = read(entry, *path.split(".")) is not UNKNOWN
                wanted[target_group] |= {ports[index]} if known else set(ports.values())
    for group in groups:
        for path, linked in pair(stack, group):
            yield from _missing(group, path, linked)
            for target_group in () if linked is UNKNOWN else linked:
                wanted[target_group] = wanted[target_group] or set(ports.values()) or {UNKNOWN}
    yield from _compare(service, wanted)


def _compare(service: Resource, wanted: Mapping[Resource, set[int | Unknown]]) -> Findings:
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
                cost="blue and green swap roles at each release, and a deployment told this port ends with “The"
                f" container … did not have a container port {port} defined.”",
                fix=f"set port to {_listed(ports)} on both target groups (a new port replaces the target group).",
            )


def _port(entry: object) -> int | Unknown:
    port = whole(read(entry, "containerPort"))
    return UNKNOWN if port is None else port


def _missing(resource: Resource, path: str, linked: Linked) -> Findings:
    if linked is UNKNOWN or not linked:
        yield Undecided(resource=resource, path=path, reason="this target group is not part of the program")


def _listed(values: Iterable[object]) -> str:
    return ", ".join(sorted({str(value) for value in values if value is not None})) or "none"
