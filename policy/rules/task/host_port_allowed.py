"""Where nothing maps ports, a host port can only repeat the container port."""

from model.network_modes import UNMAPPED_MODES
from model.texts.ecs import HOST_PORTS
from policy.finding import Findings, Undecided, Violation
from policy.reading import TASK_DEFINITION, UNKNOWN, Resource
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.containers import NOT_KNOWN, containers


@resource_rule(
    TASK_DEFINITION,
    remedy="Leave hostPort out, or set it to the containerPort.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"registering the task definition fails: {HOST_PORTS.quote(mode='awsvpc')}",
)
def host_port_allowed(task_definition: Resource, options: Options) -> Findings:
    """On awsvpc and host networks a host port is the container port, or not set.

    There is no mapping in these modes. A pair such as 80:4000, right on a bridge network or in a compose file,
    is refused when the task definition is registered: at the end of a pipeline rather than at its start.

    Looks at every task definition in network mode `awsvpc` or `host`, whoever uses it. Lets host port 0 through:
    AWS's documentation lists it for bridge networks only, but reports of what it does elsewhere differ. A
    `containerPortRange` is not checked. `host-port-zero` checks fixed ports on a bridge network.
    """
    mode = task_definition.get("networkMode", default="bridge")
    if mode is not UNKNOWN and mode not in UNMAPPED_MODES:
        return
    found = containers(task_definition)
    if found is UNKNOWN:
        yield Undecided(resource=task_definition, path="containerDefinitions", reason=NOT_KNOWN)
        return
    for container in found:
        for port in container.ports:
            if port.container_port is None or port.host_port in (0, port.container_port):
                continue
            pair = f"host port {port.host_port} for container port {port.container_port}"
            if mode is UNKNOWN:
                yield Undecided(
                    resource=task_definition, path=port.path, reason=f"{pair}, and the network mode is not known yet"
                )
                continue
            yield Violation(
                resource=task_definition,
                path=f"{port.path}.hostPort",
                wrong=f"{pair} in network mode {mode}",
                cost=f"registering the task definition fails: {HOST_PORTS.quote(mode=mode)}",
                fix="leave hostPort out, or set both to the port that the container listens on.",
            )
