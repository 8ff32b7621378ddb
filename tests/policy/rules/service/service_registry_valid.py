"""service-registry-valid: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unknown, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, ROLLING, arn, task
from tests.policy.rules.rule_case import Case, Pass

ARN, NAMESPACE = arn("servicediscovery", "service/srv-1"), arn("servicediscovery", "namespace/ns-1")
PORT = {"containerName": "web", "containerPort": 4000}


def registered(program: Program, *records: str, registry: Any = ARN, **more: Any) -> Program:
    """In a service of Cloud Map with these records."""
    props = {"name": "web", "arn": registry}
    if records:
        props["dnsConfig"] = {"namespaceId": "ns-1", "dnsRecords": [{"ttl": 10, "type": one} for one in records]}
    program = change(program, "tasks", "containerDefinitions", to=task({"containerPort": 4000}))
    program = change(program, "service", "serviceRegistries", to={"registryArn": registry, **more})
    program = (
        unknown(program, "service", "serviceRegistries", "registryArn", of="registry")
        if registry is UNKNOWN
        else program
    )
    return (*program, Declared("aws:servicediscovery/service:Service", "registry", props))


def in_a_namespace(kind: str, registry: Any = NAMESPACE) -> Program:
    program = change(NATIVE, "service", "serviceRegistries", to={"registryArn": registry})
    return (*program, Declared(f"aws:servicediscovery/{kind}", "shop", {"name": "shop", "arn": registry}))


HOST = change(ROLLING, "tasks", "networkMode", to="host")
BRIDGE = change(BLUE_GREEN, "tasks", "networkMode", to="bridge")

STOPS: dict[str, Case] = {
    "a bridge without a port": Case(registered(BRIDGE, "SRV"), on="service", says="'containerPort' must be specified"),
    "no network mode without a port": Case(
        registered(change(BRIDGE, "tasks", "networkMode", to=None), "SRV"), on="service", says="is bridge"
    ),
    "a bridge with half of it": Case(registered(BRIDGE, "SRV", containerName="web"), on="service"),
    "a bridge without a port, of a registry of another program": Case(
        without(registered(BRIDGE), "registry"), on="service", says="containerName or containerPort"
    ),
    "the network of the host with A records": Case(registered(HOST, "A", **PORT), on="service", says="records are A"),
    "A records and a port": Case(
        registered(NATIVE, "A", **PORT), on="service", says="do not require a value for 'containerName'"
    ),
    "A records and a port of the service": Case(registered(NATIVE, "A", port=80), on="service", says="have no port"),
    "SRV records without a port": Case(registered(NATIVE, "SRV"), on="service", says="names no port"),
    "addresses and ports, and half of it": Case(registered(NATIVE, "A", "SRV", containerPort=4000), on="service"),
    "two ports": Case(registered(NATIVE, "SRV", port=80, **PORT), on="service", says="keep one"),
    "a container that is not there": Case(
        registered(BRIDGE, "SRV", containerName="api", containerPort=4000), on="service", says="api is no container"
    ),
    "the ARN of a namespace": Case(
        change(NATIVE, "service", "serviceRegistries", to={"registryArn": NAMESPACE}),
        on="service",
        says="is a namespace",
    ),
    "a namespace of calls": Case(in_a_namespace("httpNamespace:HttpNamespace"), on="service", says="shop is a"),
    "a namespace of DNS": Case(in_a_namespace("privateDnsNamespace:PrivateDnsNamespace"), on="service"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a bridge with a port": registered(BRIDGE, "SRV", **PORT),
    "a bridge with a port, in a first preview": registered(FIRST_PREVIEW, "SRV", **PORT),
    "addresses": registered(NATIVE, "A"),
    "addresses, in a first preview": registered(NATIVE_PREVIEW, "A"),
    "addresses and ports": registered(NATIVE, "A", "SRV", **PORT),
    "a port of the service": registered(NATIVE, "SRV", port=80),
    "a port that is not known": registered(NATIVE, "SRV", port=UNKNOWN),
    "a port of a registry whose records are not known": registered(NATIVE, **PORT),
    "a port of a registry of another program": without(registered(NATIVE, "A", **PORT), "registry"),
    "a task definition of another program": without(registered(BRIDGE, "A"), "tasks"),
    "no registry": NATIVE,
    "a registry that is not known": change(NATIVE, "service", "serviceRegistries", to=UNKNOWN),
}

UNDECIDED: dict[str, Case] = {
    "a network mode that is not known": Case(
        unknown(registered(BRIDGE, "SRV"), "tasks", "networkMode", of="logs"),
        on="service",
        says="addresses of their own",
    ),
}
