"""With a fixed host port a host has room for one task only, so the new one never starts beside the old one."""

from collections import defaultdict
from collections.abc import Mapping

from model.hosts import Scarce
from model.network_modes import MAPPING_MODES
from model.percents import fewest
from model.strategy import MOVING_TRAFFIC, Strategy
from model.texts.ecs import unplaced
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, TASK_DEFINITION, UNKNOWN, Resource, Unknown, whole
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.containers import NOT_KNOWN, PortMapping, containers
from policy.views.strategies import released_by
from policy.views.topology import task_definitions


@stack_rule(
    remedy="Set hostPort to 0, or leave it out; or give each task its own address with network mode awsvpc.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html",
    severity="high",
    symptoms=(Symptom.PENDING, Symptom.INSTALL_HANGS),
    cost=f"the new task finds no host: “{unplaced(Scarce.PORTS)}”",
)
def host_port_zero(stack: Stack, options: Options) -> Findings:
    """Tasks on a bridge network leave the host port to ECS.

    During a release the new tasks run beside the old ones. A fixed host port can be taken once on a host, so
    the new task waits for a free host, and a deployment by CodeDeploy gives up after an hour.

    Looks at task definitions in network mode `bridge` (also when none is set) and, on Windows, `nat`. In
    `awsvpc` every task has its own address; in `host` no port can be dynamic, AWS refuses 0 there.

    Stops a fixed port when a service with blue/green releases or task sets uses the task definition, behind
    whatever load balancer, or when no service of the program does: then a deployment group, a pipeline or another
    stack may. Lets it through when every service of the program that uses it may end an old task first: with
    `DAEMON` (agents that listen on a known port of each host), and with the rolling controller where its percents
    allow it. Where they don't, a rolling service needs a spare host, and whether it has one is undecided.
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
                reason=NOT_KNOWN,
            )
            continue
        fixed = [(container.name, port) for container in found for port in container.ports if port.host_port]
        beside = _starts_beside(users.get(task_definition.urn, []))
        if fixed and (mode is UNKNOWN or beside is UNKNOWN):
            yield Undecided(
                resource=task_definition,
                path=fixed[0][1].path,
                reason=f"host port {fixed[0][1].host_port} is fixed, and "
                + ("the network mode" if mode is UNKNOWN else "whether a new task gets a host without an old one")
                + " is not known",
            )
        elif beside is True:
            for name, port in fixed:
                yield _violation(task_definition, name, port)


def _violation(task_definition: Resource, container: str, port: PortMapping) -> Violation:
    return Violation(
        resource=task_definition,
        path=f"{port.path}.hostPort",
        wrong=f"container {container} takes port {port.host_port} of its host, which only one task a host can have",
        fix="set hostPort to 0: ECS picks a free port and registers it with the target group.",
    )


def _users(stack: Stack) -> Mapping[str, list[Resource]]:
    """The services of each task definition, by its URN."""
    users: dict[str, list[Resource]] = defaultdict(list)
    for service in stack.of(SERVICE):
        found = task_definitions(stack, service)
        for task_definition in known(found):
            users[task_definition.urn].append(service)
    return users


def _starts_beside(services: list[Resource]) -> bool | Unknown:
    """Whether new tasks have to start while all old ones still run; True when no service is known."""
    answers = [_starts_first(service) for service in services] or [True]
    if any(answer is True for answer in answers):
        return True
    return UNKNOWN if any(answer is UNKNOWN for answer in answers) else False


def _starts_first(service: Resource) -> bool | Unknown:
    if service.get("schedulingStrategy") == "DAEMON":
        return False
    beside = released_by(service, MOVING_TRAFFIC | {Strategy.EXTERNAL})
    if beside is not False:
        return beside
    desired = whole(service.get("desiredCount", default=1))
    minimum = whole(service.get("deploymentMinimumHealthyPercent"))
    maximum = whole(service.get("deploymentMaximumPercent"))
    if isinstance(maximum, int) and maximum <= 100:
        return False
    if isinstance(desired, int) and isinstance(minimum, int) and fewest(desired, minimum) < desired:
        return False
    return UNKNOWN
