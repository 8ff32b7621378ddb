"""rollback-alarms-set: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW
from tests.policy.rules.rule_case import Case, Pass

BLOCK = "alarmConfiguration"
SERVERS = Declared("aws:codedeploy/deploymentGroup:DeploymentGroup", "servers", {"ec2TagFilters": [{"key": "web"}]})


def alarms(*path: str, to: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "release", BLOCK, *path, to=to)


STOPS: dict[str, Case] = {
    "no alarms": Case(alarms(to=None), on="release", says="no alarms"),
    "no alarms, in a first preview": Case(alarms(to=None, program=FIRST_PREVIEW), on="release"),
    "alarms turned off": Case(alarms("enabled", to=False), on="release", says="2 named, but alarms are not enabled"),
    "alarms, and nothing turned on": Case(alarms("enabled", to=None), on="release", says="not enabled"),
    "turned on, and none named": Case(
        alarms("alarms", to=[]), on="release", says="“Deployment Groups need to have at least one alarms attached"
    ),
    "turned on, and the names not set": Case(alarms("alarms", to=None), on="release"),
    "more than CodeDeploy takes": Case(
        alarms("alarms", to=[f"alarm-{number}" for number in range(11)]), on="release", says="11 alarms"
    ),
    "more than allowed": Case(BLUE_GREEN, on="release", says="more than the 1", options={"maxAlarms": 1}),
    "alarms that may be unreadable": Case(alarms("ignorePollAlarmFailure", to=True), on="release", says="true"),
    "alarms that may be unreadable, and whose names are unknown": Case(
        change(alarms("ignorePollAlarmFailure", to=True), "release", BLOCK, "alarms", to=[UNKNOWN]), on="release"
    ),
    "alarms turned off, as text": Case(alarms("enabled", to="false"), on="release", says="not enabled"),
    "alarms turned off, whatever their names are": Case(
        change(alarms("enabled", to=False), "release", BLOCK, "alarms", to=UNKNOWN), on="release", says="no alarms"
    ),
    "alarms that may be unreadable, as text": Case(alarms("ignorePollAlarmFailure", to="true"), on="release"),
    "turned on as text, and none named": Case(
        change(alarms("enabled", to="true"), "release", BLOCK, "alarms", to=[]), on="release", says="none is named"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "alarms on both groups": BLUE_GREEN,
    "alarms on both groups, in a first preview": FIRST_PREVIEW,
    "one alarm without a name yet": alarms("alarms", to=[UNKNOWN]),
    "a failure to read them that counts by default": alarms("ignorePollAlarmFailure", to=None),
    "more, with a raised quota": Pass(alarms("alarms", to=[f"a-{n}" for n in range(20)]), {"maxAlarms": 20}),
    "a deployment group for servers": (SERVERS,),
}

UNDECIDED: dict[str, Case] = {
    "all of it unknown": Case(alarms(to=UNKNOWN), on="release"),
    "unknown names": Case(alarms("alarms", to=UNKNOWN), on="release"),
    "an unknown switch": Case(alarms("enabled", to=UNKNOWN), on="release"),
    "an unknown answer to unreadable alarms": Case(alarms("ignorePollAlarmFailure", to=UNKNOWN), on="release"),
    "an unknown switch, and no names": Case(
        change(alarms("enabled", to=UNKNOWN), "release", BLOCK, "alarms", to=[]), on="release"
    ),
}
