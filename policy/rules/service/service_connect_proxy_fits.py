"""Service Connect's proxy is one container more in each task."""

from model.service_connect import NETWORK_MODES, PROXY_MEMORY_MIB
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, flag
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.topology import task_definitions

BLOCK = "serviceConnectConfiguration"


@stack_rule(
    remedy="Give the task definition a memory of the task, above those of its containers, and the network mode awsvpc"
    " or bridge.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost="ECS refuses the service: its tasks have no place for the proxy.",
)
def service_connect_proxy_fits(stack: Stack, options: Options) -> Findings:
    """A service with Service Connect has tasks that its proxy fits in.

    ECS adds the proxy to each task; no task definition has it. It takes what the task's own memory leaves, so that
    the task must have one, which is optional on hosts. And it stands between a network and the container, where in
    network mode `host` there is nothing between.

    Looks at services with Service Connect on whose task definition the program has: at its `memory` and its
    `networkMode`. How much of the task's memory and CPU the containers leave is not looked at.
    """
    for service in stack.of(SERVICE):
        if flag(service.get(BLOCK, "enabled")) is True:
            for definition in known(task_definitions(stack, service)):
                yield from _misfits(service, definition)


def _misfits(service: Resource, definition: Resource) -> Findings:
    mode = definition.declared("networkMode", default="bridge")
    if mode is UNKNOWN:
        reason = f"the network mode of {definition.name} is not known yet"
        yield Undecided(resource=service, path=BLOCK, reason=reason)
    elif (mode or "bridge") not in NETWORK_MODES:
        yield Violation(
            resource=service,
            path=BLOCK,
            wrong=f"on, and the network mode of {definition.name} is {mode}",
            fix=f"set networkMode of {definition.name} to awsvpc or bridge.",
        )
    if definition.declared("memory") in (None, ""):
        yield Violation(
            resource=service,
            path=BLOCK,
            wrong=f"on, and {definition.name} has no memory of the task",
            fix=f"set memory of {definition.name}, {PROXY_MEMORY_MIB} MiB or more above those of its containers.",
        )
