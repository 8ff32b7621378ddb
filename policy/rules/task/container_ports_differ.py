"""Containers of one task share its network: what one listens on, no other can."""

from collections import defaultdict
from collections.abc import Iterator

from model.network_modes import UNMAPPED_MODES
from model.texts.ecs import PORT_MAPPED_TWICE
from policy.finding import Findings, Undecided, Violation
from policy.reading import TASK_DEFINITION, UNKNOWN, Resource
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.containers import NOT_KNOWN, Container, PortMapping, containers


@resource_rule(
    TASK_DEFINITION,
    remedy="Give each container of the task a port of its own, and name each port once.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"registering the task definition fails: {PORT_MAPPED_TWICE.quote(protocol='TCP')}",
)
def container_ports_differ(task_definition: Resource, options: Options) -> Findings:
    """No two port mappings of a task take the same port.

    In network mode `awsvpc` all containers of a task share one network interface, in `host` that of the host: two
    that listen on the same port cannot both start, though each would on a bridge network, where its port is its own.
    On a bridge network a fixed port of the host is there once as well.

    Looks at every task definition: container ports in `awsvpc` and `host`, fixed host ports in any mode, each by
    protocol. Lets the same number through for TCP and UDP, and host port 0. A `containerPortRange` is not looked at.
    """
    found = containers(task_definition)
    if found is UNKNOWN:
        yield Undecided(resource=task_definition, path="containerDefinitions", reason=NOT_KNOWN)
        return
    mode = task_definition.get("networkMode", default="bridge")
    taken: dict[tuple[str, int], list[tuple[Container, PortMapping]]] = defaultdict(list)
    for container, mapping, protocol in _mappings(found):
        own = mapping.container_port if mode in UNMAPPED_MODES else mapping.host_port
        if own:
            taken[protocol, own].append((container, mapping))
    for (protocol, port), uses in taken.items():
        for container, mapping in uses[1:]:
            yield Violation(
                resource=task_definition,
                path=mapping.path,
                wrong=f"container {container.name} takes {protocol.upper()} port {port}, which"
                f" {uses[0][0].name} has already",
                cost=f"registering the task definition fails: "
                f"{PORT_MAPPED_TWICE.quote(protocol=protocol.upper(), port=port)}",
                fix="let one of them listen on another port, or remove the mapping.",
            )


def _mappings(found: tuple[Container, ...]) -> Iterator[tuple[Container, PortMapping, str]]:
    for container in found:
        for index, mapping in enumerate(container.ports):
            yield container, mapping, str(container.get("portMappings", index, "protocol", default="tcp")).lower()
