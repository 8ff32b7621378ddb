"""service-connect-proxy-fits: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import Program, change, unknown, without
from tests.policy.programs import FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, ROLLING
from tests.policy.rules.rule_case import Case, Pass

BLOCK = "serviceConnectConfiguration"


def connected(program: Program = ROLLING, enabled: Any = True, **tasks: Any) -> Program:
    program = change(program, "service", BLOCK, to={"enabled": enabled, "namespace": "shop"})
    for name, value in tasks.items():
        program = change(program, "tasks", name, to=value)
    return program


STOPS: dict[str, Case] = {
    "no memory of the task": Case(connected(memory=None), on="service", says="tasks has no memory of the task"),
    "no memory of the task, in a first preview": Case(
        connected(NATIVE_PREVIEW, "true", memory=None), on="service", says="64 MiB or more"
    ),
    "the network of the host": Case(
        connected(networkMode="host"), on="service", says="the network mode of tasks is host"
    ),
    "the network of the host, in a first preview": Case(connected(FIRST_PREVIEW, networkMode="host"), on="service"),
    "no network": Case(connected(networkMode="none"), on="service", says="awsvpc or bridge"),
    "neither": Case(connected(networkMode="host", memory=""), on="service", count=2),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a bridge, with memory": connected(networkMode="bridge", memory="1024"),
    "no network mode, which means bridge": connected(networkMode=None, memory="1024"),
    "awsvpc": connected(NATIVE),
    "Service Connect that is off": connected(enabled=False, networkMode="host", memory=None),
    "no Service Connect": change(ROLLING, "tasks", "memory", to=None),
    "a task definition of another program": without(connected(networkMode="host"), "tasks"),
}

UNDECIDED: dict[str, Case] = {
    "a network mode that is not known": Case(
        unknown(connected(), "tasks", "networkMode", of="logs"), on="service", says="network mode of tasks"
    ),
}
