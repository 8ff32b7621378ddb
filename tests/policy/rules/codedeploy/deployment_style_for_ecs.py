"""deployment-style-for-ecs: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, FUNCTIONS_GROUP, SERVERS_GROUP
from tests.policy.rules.rule_case import Case, Pass


def group(*path: str | int, to: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "release", *path, to=to)


STOPS: dict[str, Case] = {
    "no style": Case(
        group("deploymentStyle", to=None),
        on="release",
        says="it is not set, which is IN_PLACE and WITHOUT_TRAFFIC_CONTROL\n",
    ),
    "in place, in AWS's words": Case(
        group("deploymentStyle", "deploymentType", to="IN_PLACE"),
        on="release",
        says="deploymentStyle: IN_PLACE\nOn AWS: “For ECS deployment, the deployment type must be BLUE_GREEN",
    ),
    "a style without traffic control": Case(
        group("deploymentStyle", "deploymentOption", to="WITHOUT_TRAFFIC_CONTROL"),
        on="release",
        says="“BLUE_GREEN deployment type not supported with WITHOUT_TRAFFIC_CONTROL option”",
    ),
    "in place, in a first preview": Case(
        group("deploymentStyle", "deploymentType", to="IN_PLACE", program=FIRST_PREVIEW), on="release"
    ),
    "a style of which only the type is set": Case(
        group("deploymentStyle", to={"deploymentType": "BLUE_GREEN"}), on="release", says="WITHOUT_TRAFFIC_CONTROL"
    ),
    "in place, with the option unknown": Case(
        group("deploymentStyle", to={"deploymentType": "IN_PLACE", "deploymentOption": UNKNOWN}), on="release"
    ),
    "a style of which only the option is set": Case(
        group("deploymentStyle", to={"deploymentOption": "WITH_TRAFFIC_CONTROL"}),
        on="release",
        says="deploymentStyle: IN_PLACE",
    ),
    "in place, with a pair and no service": Case(
        group("ecsService", to=None, program=group("deploymentStyle", "deploymentType", to="IN_PLACE")), on="release"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "blue/green with traffic control": BLUE_GREEN,
    "the same in a first preview": FIRST_PREVIEW,
    "a group for servers": (SERVERS_GROUP,),
    "a group for functions": (FUNCTIONS_GROUP,),
}

UNDECIDED: dict[str, Case] = {
    "an unknown style": Case(group("deploymentStyle", to=UNKNOWN), on="release"),
    "an unknown option": Case(group("deploymentStyle", "deploymentOption", to=UNKNOWN), on="release"),
}
