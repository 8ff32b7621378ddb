"""A fixed host port lets one task live on a host, so the new one never starts beside the old one."""

from collections import defaultdict
from collections.abc import Mapping

from containers import PortMapping, containers
from finding import Findings, Undecided, Violation
from reading import SERVICE, TASK_DEFINITION, UNKNOWN, Resource, Unknown, whole
from rule import Options, stack_rule
from stack import Stack
from topology import blue_green, task_definitions

# The modes in which Docker maps a port of the host to one of the container. In `awsvpc` and `host` there is
# no mapping: AWS wants the host port absent or equal to the container port.
MAPPING_MODES = ("bridge", "nat", "default")


@stack_rule(
    remedy="Set hostPort to 0, or leave it out; or give each task its own address with network mode awsvpc.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",
    severity="high",
)
def host_port_zero(stack: Stack, options: Options) -> Findings:
    """Tasks on a bridge network leave the host port to ECS.

    During a release the new tasks run beside the old ones. A fixed host port can be taken once on a host, so
    the new task waits for a free host, and a deployment by CodeDeploy gives up after an hour.

    Looks at task definitions in network mode `bridge` (also when none is set) and, on Windows, `nat`. In
    `awsvpc` every task has its own address; in `host` no port can be dynamic, AWS refuses 0 there.

    Stops a fixed port when a service that starts the new task first uses the task definition, behind whatever
    load balancer, or when no service of the program does: then a deployment group, a pipeline or another
    stack may. Lets it through when every service of the program that uses it ends the old task first: with
    `DAEMON` (agents that listen on a known port of each host), and with the rolling controller at a
    `deploymentMaximumPercent` of at most 100.
    """
    users = _users(stack)
    for task_definition in stack.of(TASK_DEFINITION):
        mode = task_definition.declared("networkMode", default="bridge")
        if mode is not UNKNOWN and mode not in MAPPING_MODES:
            continue
        found = containers(task_definition)
        if found is UNKNOWN:
            yield Undecided(
                resource=task_definition,
                path="containerDefinitions",
                reason="its JSON is not known before the resources it mentions exist, or is not a list of containers",
            )
            continue
        fixed = [(container.name, port) for container in found for port in container.ports if port.host_port]
        beside = _starts_beside(users.get(task_definition.urn, []))
        if fixed and (mode is UNKNOWN or beside is UNKNOWN):
            yield Undecided(
                resource=task_definition,
                path=fixed[0][1].path,
                reason=f"host port {fixed[0][1].host_port} is fixed, but "
                + ("the network mode" if mode is UNKNOWN else "how its service replaces tasks")
                + " is not known yet",
            )
        elif beside is True:
            for name, port in fixed:
                yield _violation(task_definition, name, port)


def _violation(task_definition: Resource, container: str, port: PortMapping) -> Violation:
    return Violation(
        resource=task_definition,
        path=f"{port.path}.hostPort",
        wrong=f"container {container} takes port {port.host_port} of its host, which only one task a host can have",
        cost="the new task finds no host: “unable to place a task because no container instance met all of its"
        " requirements. The closest matching container-instance … is already using a port required by your task.”",
        fix="set hostPort to 0: ECS picks a free port and registers it with the target group.",
    )


def _users(stack: Stack) -> Mapping[str, list[Resource]]:
    """The services of each task definition, by its URN."""
    users: dict[str, list[Resource]] = defaultdict(list)
    for service in stack.of(SERVICE):
        found = task_definitions(stack, service)
        for task_definition in () if found is UNKNOWN else found:
            users[task_definition.urn].append(service)
    return users


def _starts_beside(services: list[Resource]) -> bool | Unknown:
    """Whether a new task may have to start while an old one still runs; True when no service is known."""
    answers = [_starts_first(service) for service in services] or [True]
    if any(answer is True for answer in answers):
        return True
    return UNKNOWN if any(answer is UNKNOWN for answer in answers) else False


def _starts_first(service: Resource) -> bool | Unknown:
    scheduling = service.get("schedulingStrategy", default="REPLICA")
    if scheduling == "DAEMON":
        return False
    moves = blue_green(service)
    maximum = whole(service.get("deploymentMaximumPercent", default=200))
    if moves is True or service.get("deploymentController", "type") == "EXTERNAL":
        return True
    if UNKNOWN in (scheduling, moves, maximum):
        return UNKNOWN
    return maximum is None or not isinstance(maximum, int) or maximum > 100
