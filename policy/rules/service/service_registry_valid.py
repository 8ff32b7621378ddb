"""A registry of Cloud Map takes tasks by an address, or by an address and a port."""

from collections.abc import Iterator
from typing import Any

from model.cloud_map import RECORD_TYPES
from model.texts.ecs import REGISTRY_CONTAINER, REGISTRY_PORT, REGISTRY_WITHOUT_PORT
from policy.finding import Findings, Undecided, Violation
from policy.reading import CLOUD_MAP_SERVICE, NAMESPACES, SERVICE, UNKNOWN, Resource, items, read
from policy.rule import Options, stack_rule
from policy.stack import Stack, known, only
from policy.symptom import Symptom
from policy.views.containers import containers
from policy.views.topology import task_definitions

BLOCK = "serviceRegistries"
UNSET = (None, "", 0)


@stack_rule(
    remedy="Name a service of Cloud Map; with awsvpc one of A records and nothing else, on other networks one of SRV"
    " records with containerName and containerPort.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceRegistry.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost="ECS refuses the service: it cannot register its tasks there.",
)
def service_registry_valid(stack: Stack, options: Options) -> Findings:
    """A service is registered where its tasks can be.

    Cloud Map has namespaces, and services in them; tasks are registered in a service. A task with an address of its
    own (awsvpc) is found by an A record, for which ECS takes no port, or by an SRV record, which has one. A task that
    shares its host's address is found by an SRV record only, and ECS must be told whose port that is.

    Looks at the `serviceRegistries` of services: that the ARN is of a service, and, where the program has the task
    definition, that container and port are there or not as its network mode and the records of the program's service in
    Cloud Map want it, and that the task has the container.
    """
    for service in stack.of(SERVICE):
        registry = service.get(BLOCK)
        if registry not in (None, UNKNOWN, {}):
            yield from _judge(stack, service, registry)


def _judge(stack: Stack, service: Resource, registry: Any) -> Findings:
    arn = read(registry, "registryArn")
    namespaces = known(*(stack.linked(service, BLOCK, arn, kind, by="arn") for kind in NAMESPACES))
    service_of = stack.linked(service, BLOCK, arn, CLOUD_MAP_SERVICE, by="arn")
    of_namespace = namespaces and (service_of is UNKNOWN or not service_of)
    if of_namespace or (isinstance(arn, str) and ":namespace/" in arn):
        yield Violation(
            resource=service,
            path=f"{BLOCK}.registryArn",
            wrong=f"{namespaces[0].name if namespaces else arn} is a namespace, and tasks are registered in a service",
            fix="make a service in the namespace, and name its ARN.",
        )
        return
    definition = only(task_definitions(stack, service))
    mode = definition.declared("networkMode", default="bridge") if definition else UNKNOWN
    if definition is None:
        return
    if not isinstance(mode, str):
        reason = f"whether the tasks of {definition.name} have addresses of their own is not known yet"
        yield Undecided(resource=service, path=BLOCK, reason=reason)
        return
    yield from _records(service, registry, mode or "bridge", _types(only(service_of)))
    yield from _container(service, registry, definition)


def _types(found: Resource | None) -> set[str] | None:
    """Of the DNS records; None where nobody knows them all, or there are none."""
    records = [read(one, "type") for _, one in items(found.get("dnsConfig", "dnsRecords"))] if found else []
    return {*records} if records and all(isinstance(one, str) for one in records) else None


def _records(service: Resource, registry: Any, mode: str, types: set[str] | None) -> Findings:
    name, port, own = (read(registry, key) for key in ("containerName", "containerPort", "port"))
    if mode == "awsvpc":
        yield from _addresses(service, types, said=dict(_said(name, port, own)))
        if types and "SRV" in types and own in UNSET and (name in UNSET or port in UNSET):
            yield Violation(
                resource=service,
                path=BLOCK,
                wrong="names no port, and its records are SRV, which have one",
                fix="set containerName and containerPort, or port; or make its records A.",
            )
        return
    if mode not in RECORD_TYPES:
        return
    if types and "SRV" not in types:
        yield Violation(
            resource=service,
            path=f"{BLOCK}.registryArn",
            wrong=f"its records are {', '.join(sorted(types))}, and the network mode of the tasks is {mode}, where they"
            " have no address of their own",
            fix="make its records SRV, or the network mode awsvpc.",
        )
    if name in UNSET or port in UNSET:
        yield Violation(
            resource=service,
            path=BLOCK,
            wrong=f"containerName or containerPort is not set, and the network mode of the tasks is {mode}",
            cost=f"creating the service fails: {REGISTRY_PORT.quote()}",
            fix="set both, to the container that the name leads to.",
        )


def _said(name: Any, port: Any, own: Any) -> Iterator[tuple[str, Any]]:
    for key, value in (("containerName", name), ("containerPort", port), ("port", own)):
        if value not in UNSET and value is not UNKNOWN:
            yield key, value


def _addresses(service: Resource, types: set[str] | None, said: dict[str, Any]) -> Findings:
    """Of tasks that have their own."""
    if types and "SRV" not in types and said:
        key = next(iter(said))
        yield Violation(
            resource=service,
            path=f"{BLOCK}.{key}",
            wrong=f"{said[key]}, and its records are {', '.join(sorted(types))}, which have no port",
            cost=f"creating the service fails: {REGISTRY_WITHOUT_PORT.quote(member=key)}",
            fix="remove containerName, containerPort and port; or make its records SRV.",
        )
    elif "port" in said and len(said) > 1:
        yield Violation(
            resource=service,
            path=f"{BLOCK}.port",
            wrong=f"{said['port']}, and containerName and containerPort say a port, too",
            fix="keep one of them.",
        )


def _container(service: Resource, registry: Any, definition: Resource) -> Findings:
    name, found = read(registry, "containerName"), containers(definition)
    if isinstance(name, str) and name and found is not UNKNOWN and name not in {one.name for one in found}:
        yield Violation(
            resource=service,
            path=f"{BLOCK}.containerName",
            wrong=f"{name} is no container of {definition.name}, which has: {', '.join(one.name for one in found)}",
            cost=f"creating the service fails: {REGISTRY_CONTAINER.quote(container=name)}",
            fix="name the container that the name is to lead to.",
        )
