"""Tasks with an address of their own need subnets for it, and no others take any."""

from typing import Any

from model.texts.ecs import NETWORK_NOT_VALID, NO_NETWORK, NOT_FOR_FARGATE, PUBLIC_ADDRESS_ON_HOST
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, flag, read, text_of
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.fleets import Fleet, fleet
from policy.views.topology import task_definitions

NETWORK = "networkConfiguration"


@stack_rule(
    remedy="Give a service with awsvpc tasks a networkConfiguration with subnets, and no other service one.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"creating the service fails: {NO_NETWORK.quote()}",
)
def network_configuration_fits(stack: Stack, options: Options) -> Findings:
    """A service has a network configuration if its tasks have network interfaces of their own.

    In network mode `awsvpc`, the only one on Fargate, each task gets a network interface, and the service says in
    which subnets. In the other modes tasks share the network of their host.

    Looks at services whose task definition is the program's, and at those of launch type FARGATE. A task definition of
    another network mode does not run there, and on hosts no task gets a public address.
    """
    for service in stack.of(SERVICE):
        yield from _by_launch_type(stack, service)
        network, modes = service.get(NETWORK), _modes(stack, service)
        if network is UNKNOWN or len(modes) != 1:
            continue
        mode = modes.pop()
        if mode is UNKNOWN:
            yield Undecided(resource=service, path=NETWORK, reason="the network mode of its tasks is not known yet")
        elif mode == "awsvpc" and read(network, "subnets", default=[]) == []:
            yield Violation(
                resource=service,
                path=NETWORK,
                wrong="it has no subnets, and the network mode of the tasks is awsvpc",
                fix="set its subnets and securityGroups.",
            )
        elif mode != "awsvpc" and network is not None:
            yield _too_much(service, mode)


def _by_launch_type(stack: Stack, service: Resource) -> Findings:
    launch_type = service.declared("launchType")
    for definition in known(task_definitions(stack, service)) if launch_type == "FARGATE" else ():
        mode = definition.declared("networkMode", default="bridge")
        if mode not in ("awsvpc", UNKNOWN):
            yield Violation(
                resource=service,
                path="launchType",
                wrong=f"FARGATE, and the network mode of {definition.name} is {mode or 'bridge'}",
                cost=f"creating the service fails: {NOT_FOR_FARGATE.quote()}",
                fix=f"set networkMode of {definition.name} to awsvpc.",
            )
    by_hosts = launch_type == "EC2" or isinstance(fleet(stack, service), Fleet)
    if by_hosts and flag(service.get(NETWORK, "assignPublicIp")) is True:
        yield Violation(
            resource=service,
            path=f"{NETWORK}.assignPublicIp",
            wrong="true, and the service runs on hosts",
            cost=f"creating the service fails: {PUBLIC_ADDRESS_ON_HOST.quote()}",
            fix="remove it; route the subnets to a NAT gateway.",
        )


def _modes(stack: Stack, service: Resource) -> set[Any]:
    """The network modes that its tasks may have; empty when nothing says so."""
    if service.declared("launchType") == "FARGATE":
        return {"awsvpc"}
    definitions = known(task_definitions(stack, service))
    found = {text_of(one.declared("networkMode", default="bridge")) for one in definitions}
    return {"bridge" if mode == "" else mode for mode in found}


def _too_much(service: Resource, mode: object) -> Violation:
    return Violation(
        resource=service,
        path=NETWORK,
        wrong=f"it is set, and the network mode of the tasks is {mode}",
        cost=f"creating the service fails: {NETWORK_NOT_VALID.quote()}",
        fix="remove it, or set the task definition's networkMode to awsvpc.",
    )
