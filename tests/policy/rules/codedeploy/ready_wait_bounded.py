"""ready-wait-bounded: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW
from tests.policy.rules.rule_case import Case, Pass

READY = ("blueGreenDeploymentConfig", "deploymentReadyOption")


def ready(action: Any, minutes: Any = None, program: Program = BLUE_GREEN) -> Program:
    option = {"actionOnTimeout": action, "waitTimeInMinutes": minutes}
    return change(program, "release", *READY, to={name: value for name, value in option.items() if value is not None})


SERVERS = Declared(
    "aws:codedeploy/deploymentGroup:DeploymentGroup",
    "servers",
    {"blueGreenDeploymentConfig": {READY[1]: {"actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": 5000}}},
)

STOPS: dict[str, Case] = {
    "approval without time for it": Case(
        ready("STOP_DEPLOYMENT", 0), on="release", says="timeout is set to 0 minutes.”"
    ),
    "approval with no time set": Case(
        ready("STOP_DEPLOYMENT"), on="release", says="set a waitTimeInMinutes of 1 to 1440, such as 60."
    ),
    "approval without time, in a first preview": Case(ready("STOP_DEPLOYMENT", 0, FIRST_PREVIEW), on="release"),
    "approval in less than no time": Case(ready("STOP_DEPLOYMENT", -5), on="release"),
    "a wait that nothing uses": Case(
        ready("CONTINUE_DEPLOYMENT", 10), on="release", says="'CONTINUE_DEPLOYMENT' when timeout is specified”"
    ),
    "a day and a minute": Case(ready("STOP_DEPLOYMENT", 1441), on="release", says="1440 allowed"),
    "an hour where half an hour is allowed": Case(
        ready("STOP_DEPLOYMENT", 60), on="release", says="such as 30", options={"maxMinutes": 30}
    ),
    "too long, with the action unknown": Case(ready(UNKNOWN, 5000), on="release"),
    "a wait that is not a whole number": Case(ready("STOP_DEPLOYMENT", "1h"), on="release", says="1h"),
    "no action": Case(ready(None, 0), on="release", says="actionOnTimeout"),
    "nothing on it": Case(
        change(BLUE_GREEN, "release", *READY, to=None), on="release", says="“Deployment ready option cannot be null"
    ),
    "nothing on blue/green": Case(change(BLUE_GREEN, "release", READY[0], to=None), on="release"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "no approval": BLUE_GREEN,
    "no approval, in a first preview": FIRST_PREVIEW,
    "no approval, and no wait": ready("CONTINUE_DEPLOYMENT"),
    "an hour for approval": ready("STOP_DEPLOYMENT", 60),
    "an hour, as text": ready("STOP_DEPLOYMENT", "60"),
    "two days where they are allowed": Pass(ready("STOP_DEPLOYMENT", 2880), {"maxMinutes": 2880}),
    "a deployment group for servers": (SERVERS,),
    "a minute for approval": ready("STOP_DEPLOYMENT", 1),
    "as long as AWS waits, where it is allowed": Pass(ready("STOP_DEPLOYMENT", 7200), {"maxMinutes": 7200}),
}

UNDECIDED: dict[str, Case] = {
    "an unknown wait": Case(ready("STOP_DEPLOYMENT", UNKNOWN), on="release"),
    "an unknown action": Case(ready(UNKNOWN, 0), on="release"),
    "an unknown block": Case(change(BLUE_GREEN, "release", *READY, to=UNKNOWN), on="release"),
    "all of it unknown": Case(change(BLUE_GREEN, "release", READY[0], to=UNKNOWN), on="release"),
}
