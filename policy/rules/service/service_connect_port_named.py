"""Service Connect knows ports by the names that containers give them."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, flag, items, read
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.containers import containers
from policy.views.topology import task_definitions

BLOCK = "serviceConnectConfiguration"


@stack_rule(
    remedy="Give the container's port mapping a name, and use the same one as portName.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceConnectService.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost="ECS refuses the service: the name is of no port mapping of its task definition.",
)
def service_connect_port_named(stack: Stack, options: Options) -> Findings:
    """Every port that a service offers by Service Connect is one that its container names.

    The name is on the port mapping, beside `containerPort`, and no other part of a program needs it. So it is left
    out, or is that of the container.

    Looks at services with Service Connect on whose task definition the program has.
    """
    for service in stack.of(SERVICE):
        if flag(service.get(BLOCK, "enabled")) is not True:
            continue
        offered = list(items(service.get(BLOCK, "services")))
        found = [containers(one) for one in known(task_definitions(stack, service))] if offered else []
        if not found:
            continue
        if UNKNOWN in found:
            yield Undecided(
                resource=service, path=f"{BLOCK}.services", reason="what its containers name their ports is not known"
            )
            continue
        mappings = [one for inside in found if inside is not UNKNOWN for container in inside for one in container.names]
        for index, one in offered:
            name = read(one, "portName")
            if name is UNKNOWN:
                reason = "whether a container has it is not known yet"
                yield Undecided(resource=service, path=f"{BLOCK}.services[{index}].portName", reason=reason)
            elif name not in mappings:
                yield Violation(
                    resource=service,
                    path=f"{BLOCK}.services[{index}].portName",
                    wrong=f"{name} is no port of its containers, which name: {', '.join(sorted(mappings)) or 'none'}",
                    fix="set it as the name of the port mapping.",
                )
