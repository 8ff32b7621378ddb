"""service-connect-port-named: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, without
from tests.policy.programs import NATIVE, NATIVE_PREVIEW, task
from tests.policy.rules.rule_case import Case, Pass

BLOCK = "serviceConnectConfiguration"


def connected(*names: Any, program: Program = NATIVE, named: Any = "http", enabled: Any = True) -> Program:
    services = [{"portName": name, "clientAlias": [{"port": 80}]} for name in names]
    program = change(program, "service", BLOCK, to={"enabled": enabled, "namespace": "shop", "services": services})
    mapping = {"containerPort": 4000} | ({"name": named} if named else {})
    return change(program, "tasks", "containerDefinitions", to=task(mapping))


STOPS: dict[str, Case] = {
    "a name that no port has": Case(connected("web"), on="service", says="web is no port of its containers"),
    "a port without a name": Case(connected("http", named=None), on="service", says="which name: none"),
    "the same, in a first preview": Case(connected("web", program=NATIVE_PREVIEW, enabled="true"), on="service"),
    "the second of two": Case(connected("http", "admin"), on="service", says="services[1].portName"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "the name of the port": connected("http"),
    "a client, which offers nothing": connected(named=None),
    "Service Connect that is off": connected("web", enabled=False),
    "a task definition of another program": without(connected("web"), "tasks"),
    "no Service Connect": NATIVE,
}

UNDECIDED: dict[str, Case] = {
    "containers that are not known": Case(
        change(connected("web"), "tasks", "containerDefinitions", to=UNKNOWN), on="service"
    ),
    "a name that is not known": Case(connected(UNKNOWN), on="service", says="portName"),
}
