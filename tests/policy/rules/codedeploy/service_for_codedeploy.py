"""service-for-codedeploy: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change, unknown, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING, SERVERS_GROUP
from tests.policy.rules.rule_case import Case, Pass

CONTROLLER = ("service", "deploymentController")

STOPS: dict[str, Case] = {
    "a service that ECS rolls": Case(
        change(BLUE_GREEN, *CONTROLLER, to={"type": "ECS"}), on="service", says="ECS, while deployment group release"
    ),
    "a service that does not say": Case(change(BLUE_GREEN, *CONTROLLER, to=None), on="service", says="ECS, while"),
    "a service that does not say, in a first preview": Case(change(FIRST_PREVIEW, *CONTROLLER, to=None), on="service"),
    "a service with ECS's own strategy": Case(
        change(
            change(BLUE_GREEN, *CONTROLLER, to={"type": "ECS"}),
            "service",
            "deploymentConfiguration",
            to={"strategy": "BLUE_GREEN", "bakeTimeInMinutes": "10"},
        ),
        on="service",
    ),
    "a service of task sets": Case(
        change(BLUE_GREEN, *CONTROLLER, "type", to="EXTERNAL"), on="service", says="EXTERNAL, while"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a service for CodeDeploy": BLUE_GREEN,
    "a service for CodeDeploy, in a first preview": FIRST_PREVIEW,
    "a service of another program": without(BLUE_GREEN, "service"),
    "a service that nothing leads to": unlinked(
        change(change(BLUE_GREEN, *CONTROLLER, "type", to="ECS"), "release", "ecsService", "serviceName", to=UNKNOWN),
        "release",
    ),
    "services without deployment groups": NATIVE,
    "a group for servers": (*ROLLING, SERVERS_GROUP),
}

UNDECIDED: dict[str, Case] = {
    "an unknown controller": Case(
        unknown(BLUE_GREEN, *CONTROLLER, "type", of="images"), on="service", says="deploymentController.type"
    ),
    "an unknown block": Case(unknown(BLUE_GREEN, *CONTROLLER, of="images"), on="service"),
}
