"""With dynamic host ports nobody knows the port beforehand, so no health check on a fixed port finds the task."""

from model.network_modes import MAPPING_MODES, UNMAPPED_MODES
from model.texts.codedeploy import NOT_HEALTHY
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, Unknown, whole
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.containers import containers
from policy.views.topology import deployers, groups_of, task_definitions


@stack_rule(
    remedy="Leave the health check's port out, or set it to traffic-port or to a port that a container has.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/load-balancer-healthcheck.html",
    severity="high",
    symptoms=(Symptom.UNHEALTHY, Symptom.INSTALL_HANGS),
    cost=f"no task becomes healthy: {NOT_HEALTHY.quote()}",
)
def health_check_on_traffic_port(stack: Stack, options: Options) -> Findings:
    """Tasks are checked on a port that they have: on dynamic host ports on the one that takes their traffic.

    ECS picks a free port of the host for each task and registers it. A health check on a fixed port, such as the
    container's own, asks a port of the host on which nothing listens: no new task ever becomes healthy, and a
    deployment gives up after an hour.

    Looks at every target group of services whose tasks are in network mode `bridge` (also when none is set) or, on
    Windows, `nat`. Lets a fixed port through where a container of the same task definition takes that very port of the
    host. A check that something else on the host answers, such as an agent, says nothing about the task, and is
    stopped. In the modes `awsvpc` and `host` a fixed port is right if a container has it, whichever of the task. One
    that no container names in its port mappings is only advice there, since a container may listen on it all the same.
    """
    deployed_by = deployers(stack)
    for service in stack.of(SERVICE):
        own_address = service.get("networkConfiguration") not in (None, UNKNOWN)  # ECS takes it with awsvpc only.
        for owner, path, linked in groups_of(stack, service, deployed_by):
            if linked is UNKNOWN or not linked:
                if not own_address:
                    yield Undecided(resource=owner, path=path, reason="this target group is not part of the program")
                continue
            for target_group in linked:
                if not own_address:
                    yield from _checked(stack, service, target_group)
                yield from _named(stack, service, target_group)


def _named(stack: Stack, service: Resource, target_group: Resource) -> Findings:
    """On networks where a container has its port for itself: whether any names the one that is checked."""
    number = whole(target_group.declared("healthCheck", "port", default="traffic-port"))
    definitions = known(task_definitions(stack, service))
    inside = [containers(one) for one in definitions if one.declared("networkMode") in UNMAPPED_MODES]
    if not isinstance(number, int) or not inside or len(inside) < len(definitions) or UNKNOWN in inside:
        return
    mappings = [
        mapping for found in inside if found is not UNKNOWN for container in found for mapping in container.ports
    ]
    if not any(mapping.covers(number) for mapping in mappings):
        yield Violation(
            resource=target_group,
            path="healthCheck.port",
            wrong=f"{number}, a port that no container of service {service.name} names in its port mappings",
            cost="unless a container listens there all the same, no task becomes healthy.",
            fix="set it to traffic-port or to a port of a container, or add the port to the container's mappings.",
            advice=True,
        )


def _checked(stack: Stack, service: Resource, target_group: Resource) -> Findings:
    port = target_group.declared("healthCheck", "port", default="traffic-port")
    if port == "traffic-port":
        return
    number = whole(port)
    answered = _answered(stack, service, number)
    if answered is UNKNOWN:
        yield Undecided(
            resource=target_group,
            path="healthCheck.port",
            reason=f"whether a container of service {service.name} takes that port of its host is not known",
        )
    elif not answered:
        yield Violation(
            resource=target_group,
            path="healthCheck.port",
            wrong=f"{port if number is None else number}, a port of the host that no container of service"
            f" {service.name} takes: ECS picks another one for each task",
            fix="leave it out or set it to traffic-port, and each task is checked on the port it got.",
        )


def _answered(stack: Stack, service: Resource, port: int | Unknown | None) -> bool | Unknown:
    """Whether tasks of the service answer on a fixed port where the load balancer asks them."""
    definitions = task_definitions(stack, service)
    if definitions is UNKNOWN:
        return UNKNOWN
    answers = {_answers(definition, port) for definition in definitions}
    return answers.pop() if len(answers) == 1 else UNKNOWN


def _answers(definition: Resource, port: int | Unknown | None) -> bool | Unknown:
    mode = definition.declared("networkMode", default="bridge")
    if mode not in MAPPING_MODES:
        return UNKNOWN if mode is UNKNOWN else True
    found = containers(definition)
    if found is UNKNOWN or port is UNKNOWN:
        return UNKNOWN
    return any(mapping.host_port == port for container in found for mapping in container.ports)
