"""Tasks with addresses of their own are registered by address, others by their host."""

from model.texts.ecs import TARGET_TYPE
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, Unknown
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.topology import deployers, groups_of, task_definitions


@stack_rule(
    remedy="Set targetType to ip where the network mode is awsvpc, to instance where it is bridge or host.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LoadBalancer.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=TARGET_TYPE.quote(),
)
def target_type_fits_network(stack: Stack, options: Options) -> Findings:
    """A target group's target type fits the network mode of its tasks.

    In `awsvpc` every task has an address of its own, which a group of type `ip` takes; in the other modes it is
    reached through its host, which a group of type `instance` takes. ECS refuses a service with the wrong type. It
    sees the other group of a pair only in a release, which then fails.

    Looks at every target group of every service, and at the pair of its deployment groups. Where the task
    definition is not known, a service with a network configuration is one with `awsvpc`, since ECS takes it
    with no other mode. What is left out counts as AWS's default: `bridge`, and `instance`.
    """
    deployed_by = deployers(stack)
    for service in stack.of(SERVICE):
        groups = list(groups_of(stack, service, deployed_by))
        mode = _network_mode(stack, service) if groups else UNKNOWN
        if groups and mode is UNKNOWN:
            yield Undecided(
                resource=service, path="taskDefinition", reason="the network mode of its tasks is not known"
            )
        for owner, path, linked in groups:
            if linked is UNKNOWN or not linked:
                yield Undecided(resource=owner, path=path, reason="this target group is not part of the program")
            elif mode is not UNKNOWN:
                for target_group in linked:
                    yield from _fits(target_group, mode, service)


def _fits(target_group: Resource, mode: str, service: Resource) -> Findings:
    wanted = "ip" if mode == "awsvpc" else "instance"
    kind = target_group.declared("targetType", default="instance")
    if kind is UNKNOWN:
        yield Undecided(resource=target_group, path="targetType", reason="it is not known yet")
    elif kind != wanted:
        yield Violation(
            resource=target_group,
            path="targetType",
            wrong=f"{kind}, but the tasks of service {service.name} have network mode {mode}",
            cost=TARGET_TYPE.quote(kind=kind, mode=mode),
            fix=f"set targetType to {wanted} (this replaces the target group).",
        )


def _mode(definition: Resource) -> str | Unknown:
    mode = definition.declared("networkMode", default="bridge")
    return mode if mode is UNKNOWN else str(mode)


def _network_mode(stack: Stack, service: Resource) -> str | Unknown:
    definitions = task_definitions(stack, service)
    if definitions is not UNKNOWN:
        modes = {_mode(definition) for definition in definitions}
        if len(modes) == 1 and UNKNOWN not in modes:
            return modes.pop()
    return "awsvpc" if service.get("networkConfiguration") not in (None, UNKNOWN) else UNKNOWN
