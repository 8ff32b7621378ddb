"""release-judged: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import Declared, Program, change, unknown
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, ROLLING, before_create, linear
from tests.policy.rules.rule_case import Case, Pass


def express(name: str) -> Declared:
    return Declared("aws:ecs/expressGatewayService:ExpressGatewayService", name, {"serviceName": name})


def proxied(kind: Any) -> Program:
    return change(
        ROLLING, "tasks", "proxyConfiguration", to={"containerName": "envoy", **({"type": kind} if kind else {})}
    )


EXTERNAL = change(ROLLING, "service", "deploymentController", to={"type": "EXTERNAL"})
TASK_SET = Declared("aws:ecs/taskSet:TaskSet", "green", {"service": "web", "cluster": "shop"})
LATTICE = change(NATIVE, "service", "vpcLatticeConfigurations", to=[{"portName": "web", "targetGroupArn": "arn"}])

STOPS: dict[str, Case] = {
    "an Express service": Case((express("front"),), on="front", says="Express service"),
    "Express services, once": Case((express("front"), express("back")), on="front", says="(2 in this program)"),
    "the EXTERNAL controller": Case(EXTERNAL, on="service", says="no rule judges its releases"),
    "the EXTERNAL controller, in a first preview": Case(before_create(EXTERNAL), on="service", says="EXTERNAL"),
    "the EXTERNAL controller and its task sets, once": Case((*EXTERNAL, TASK_SET), on="service", says="(2 in"),
    "task sets of a service of another program": Case((TASK_SET,), on="green", says="task sets"),
    "VPC Lattice": Case(LATTICE, on="service", says="releases are judged, but not what this adds"),
    "App Mesh": Case(proxied("APPMESH"), on="tasks", says="releases are judged, but not what this adds"),
    "App Mesh by default": Case(proxied(None), on="tasks", says="App Mesh"),
    "two kinds": Case((*LATTICE, express("front")), on="front", count=2),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "CodeDeploy": BLUE_GREEN,
    "CodeDeploy, in a first preview": FIRST_PREVIEW,
    "ECS's own strategy": linear(NATIVE),
    "ECS's own strategy, in a first preview": NATIVE_PREVIEW,
    "a service that ECS rolls": ROLLING,
    "Service Connect": change(
        NATIVE, "service", "serviceConnectConfiguration", to={"enabled": True, "namespace": "shop"}
    ),
    "a proxy of which nothing is known yet": unknown(ROLLING, "tasks", "proxyConfiguration", of="group"),
    "an empty list": change(NATIVE, "service", "vpcLatticeConfigurations", to=[]),
}

UNDECIDED: dict[str, Case] = {
    "a controller that another resource decides": Case(
        unknown(ROLLING, "service", "deploymentController", "type", of="tasks"), on="service", says="EXTERNAL"
    ),
}
