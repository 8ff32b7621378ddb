"""rollback-automatic: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW
from tests.policy.rules.rule_case import Case, Pass

BLOCK = "autoRollbackConfiguration"
FAILURE, ALARM, REQUEST = "DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"
SERVERS = Declared(
    "aws:codedeploy/deploymentGroup:DeploymentGroup", "servers", {BLOCK: {"enabled": False}, "ec2TagFilters": []}
)


def events(*names: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "release", BLOCK, "events", to=list(names))


STOPS: dict[str, Case] = {
    "no rollback": Case(change(BLUE_GREEN, "release", BLOCK, to=None), on="release", says="not enabled"),
    "rollback turned off": Case(change(BLUE_GREEN, "release", BLOCK, "enabled", to=False), on="release"),
    "events, and nothing turned on": Case(change(BLUE_GREEN, "release", BLOCK, "enabled", to=None), on="release"),
    "no events": Case(events(), on="release", says="“Deployment Groups need to have at least one event specified"),
    "events that are not set": Case(
        change(BLUE_GREEN, "release", BLOCK, "events", to=None), on="release", says="no event, without"
    ),
    "not when it fails": Case(events(ALARM), on="release", says="a release that fails stays as it is"),
    "not when an alarm stops it": Case(
        events(FAILURE, REQUEST), on="release", says="an alarm stops the release half-way"
    ),
    "not when an alarm stops it, in a first preview": Case(events(FAILURE, program=FIRST_PREVIEW), on="release"),
    "a misspelt event": Case(events(FAILURE, "DEPLOYMENT_STOPPED_ON_ALARM"), on="release", says=f"without {ALARM}"),
    "not when it fails, with alarms unknown": Case(
        change(events(ALARM), "release", "alarmConfiguration", to=UNKNOWN), on="release", says=FAILURE
    ),
    "rollback turned off, as text": Case(change(BLUE_GREEN, "release", BLOCK, "enabled", to="false"), on="release"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "both events": BLUE_GREEN,
    "both events, in a first preview": FIRST_PREVIEW,
    "all three events": events(REQUEST, ALARM, FAILURE),
    "no alarms to stop it": change(events(FAILURE), "release", "alarmConfiguration", to=None),
    "alarms that are turned off": change(events(FAILURE), "release", "alarmConfiguration", "enabled", to=False),
    "a deployment group for servers": (SERVERS,),
    "both events, whatever the alarms are": change(BLUE_GREEN, "release", "alarmConfiguration", to=UNKNOWN),
    "turned on, as text": change(BLUE_GREEN, "release", BLOCK, "enabled", to="true"),
    "alarms that are turned off, as text": change(
        events(FAILURE), "release", "alarmConfiguration", "enabled", to="false"
    ),
    "both events, and one that is not known": events(FAILURE, ALARM, UNKNOWN),
}

UNDECIDED: dict[str, Case] = {
    "all of it unknown": Case(change(BLUE_GREEN, "release", BLOCK, to=UNKNOWN), on="release"),
    "an unknown event": Case(events(FAILURE, UNKNOWN), on="release"),
    "unknown events": Case(change(BLUE_GREEN, "release", BLOCK, "events", to=UNKNOWN), on="release"),
    "no event for alarms, and alarms unknown": Case(
        change(events(FAILURE), "release", "alarmConfiguration", to=UNKNOWN), on="release"
    ),
}
