"""termination-wait-bounded: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW
from tests.policy.rules.rule_case import Case, Pass

TERMINATION = ("blueGreenDeploymentConfig", "terminateBlueInstancesOnDeploymentSuccess")


def waiting(minutes: Any) -> Program:
    return change(BLUE_GREEN, "release", *TERMINATION, "terminationWaitTimeInMinutes", to=minutes)


SERVERS = Declared(
    "aws:codedeploy/deploymentGroup:DeploymentGroup",
    "servers",
    {"blueGreenDeploymentConfig": {TERMINATION[1]: {"action": "KEEP_ALIVE"}}},
)

STOPS: dict[str, Case] = {
    "an hour and a minute": Case(waiting(61), on="release", says="such as 5."),
    "the longest that AWS takes": Case(waiting(2880), on="release", says="takes 2880 minutes longer"),
    "longer than AWS takes": Case(waiting(2881), on="release", says="cannot be more than 2 days"),
    "no wait at all": Case(waiting(0), on="release", says="0 minutes, less than the 5"),
    "too short to look": Case(waiting(4), on="release"),
    "a wait that is not set": Case(waiting(None), on="release"),
    "a wait that is not a whole number": Case(waiting("5m"), on="release"),
    "KEEP_ALIVE": Case(
        change(BLUE_GREEN, "release", *TERMINATION, "action", to="KEEP_ALIVE"), on="release", says="action KEEP_ALIVE"
    ),
    "an action that is not set": Case(
        change(BLUE_GREEN, "release", *TERMINATION, "action", to=None), on="release", says="action is not set"
    ),
    "nothing on the old tasks": Case(
        change(BLUE_GREEN, "release", *TERMINATION, to=None),
        on="release",
        says="blueGreenDeploymentConfig.terminateBlueInstancesOnDeploymentSuccess: what",
    ),
    "nothing on blue/green": Case(change(BLUE_GREEN, "release", TERMINATION[0], to=None), on="release"),
    "too long, in a first preview": Case(
        change(FIRST_PREVIEW, "release", *TERMINATION, "terminationWaitTimeInMinutes", to=600), on="release"
    ),
    "too long, with the action unknown": Case(
        change(waiting(600), "release", *TERMINATION, "action", to=UNKNOWN), on="release"
    ),
    "too long, with the service unknown": Case(change(waiting(600), "release", "ecsService", to=UNKNOWN), on="release"),
    "longer than a maximum below five": Case(
        BLUE_GREEN, on="release", says="between 3 and 3, such as 3.", options={"maxMinutes": 3}
    ),
    "shorter than a minimum above five": Case(
        BLUE_GREEN, on="release", says="between 10 and 60, such as 10.", options={"minMinutes": 10}
    ),
    "a pair, with no service": Case(change(waiting(61), "release", "ecsService", to=None), on="release"),
    "too long, where nothing is too short": Case(
        waiting(61), on="release", says="between 0 and 60, such as 5. https", options={"minMinutes": 0}
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "five minutes": BLUE_GREEN,
    "five minutes, in a first preview": FIRST_PREVIEW,
    "an hour": waiting(60),
    "an hour, as text": waiting("60"),
    "a deployment group for servers": (SERVERS,),
    "two days, where they are allowed": Pass(waiting(2880), {"maxMinutes": 2880}),
    "no wait, where it is allowed": Pass(waiting(0), {"minMinutes": 0}),
    "a group of which nothing says that it is for ECS": change(
        change(waiting(61), "release", "ecsService", to=None), "release", "loadBalancerInfo", to=UNKNOWN
    ),
}

UNDECIDED: dict[str, Case] = {
    "an unknown wait": Case(waiting(UNKNOWN), on="release"),
    "an unknown block": Case(change(BLUE_GREEN, "release", *TERMINATION, to=UNKNOWN), on="release"),
    "all of it unknown": Case(change(BLUE_GREEN, "release", TERMINATION[0], to=UNKNOWN), on="release"),
    "an unknown action": Case(change(BLUE_GREEN, "release", *TERMINATION, "action", to=UNKNOWN), on="release"),
}
