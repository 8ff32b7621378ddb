"""termination-wait-bounded: what it stops, lets through and cannot tell."""

from typing import Any

import pytest
from analyzer import UNKNOWN, Declared, Program, Said, analyze, change, find, stopped
from policy_programs import BLUE_GREEN, FIRST_PREVIEW

TERMINATION = ("blueGreenDeploymentConfig", "terminateBlueInstancesOnDeploymentSuccess")


def waiting(minutes: Any) -> Program:
    return change(BLUE_GREEN, "release", *TERMINATION, "terminationWaitTimeInMinutes", to=minutes)


SERVERS = Declared(
    "aws:codedeploy/deploymentGroup:DeploymentGroup",
    "servers",
    {"blueGreenDeploymentConfig": {TERMINATION[1]: {"action": "KEEP_ALIVE"}}},
)

STOPS: dict[str, Program] = {
    "an hour and a minute": waiting(61),
    "the longest that AWS takes": waiting(2880),
    "longer than AWS takes": waiting(2881),
    "no wait at all": waiting(0),
    "too short to look": waiting(4),
    "a wait that is not set": waiting(None),
    "a wait that is no whole number": waiting("5m"),
    "KEEP_ALIVE": change(BLUE_GREEN, "release", *TERMINATION, "action", to="KEEP_ALIVE"),
    "an action that is not set": change(BLUE_GREEN, "release", *TERMINATION, "action", to=None),
    "nothing on the old tasks": change(BLUE_GREEN, "release", *TERMINATION, to=None),
    "nothing on blue/green": change(BLUE_GREEN, "release", TERMINATION[0], to=None),
    "too long, in a first preview": change(
        FIRST_PREVIEW, "release", *TERMINATION, "terminationWaitTimeInMinutes", to=600
    ),
    "too long, with the action unknown": change(waiting(600), "release", *TERMINATION, "action", to=UNKNOWN),
    "too long, with the service unknown": change(waiting(600), "release", "ecsService", to=UNKNOWN),
}

LETS_THROUGH: dict[str, Program] = {
    "five minutes": BLUE_GREEN,
    "five minutes, in a first preview": FIRST_PREVIEW,
    "an hour": waiting(60),
    "an hour, as text": waiting("60"),
    "a deployment group for servers": (SERVERS,),
}

UNDECIDED: dict[str, Program] = {
    "an unknown wait": waiting(UNKNOWN),
    "an unknown block": change(BLUE_GREEN, "release", *TERMINATION, to=UNKNOWN),
    "all of it unknown": change(BLUE_GREEN, "release", TERMINATION[0], to=UNKNOWN),
}


def said_of(program: Program, **options: int) -> list[Said]:
    config = {"termination-wait-bounded": options} if options else None
    return [one for one in analyze(program, config=config) if one.rule == "termination-wait-bounded"]


@pytest.mark.parametrize("program", STOPS.values(), ids=STOPS)
def test_stops(program: Program) -> None:
    (said,) = stopped(said_of(program))
    assert said.urn == find(program, "release").urn
    assert "such as 5" in said.text or "TERMINATE" in said.text


@pytest.mark.parametrize("program", LETS_THROUGH.values(), ids=LETS_THROUGH)
def test_lets_through(program: Program) -> None:
    assert said_of(program) == []


@pytest.mark.parametrize("program", UNDECIDED.values(), ids=UNDECIDED)
def test_says_that_it_cannot_tell(program: Program) -> None:
    (said,) = said_of(program)
    assert said.level == "ADVISORY"
    assert "release (aws:codedeploy/deploymentGroup:DeploymentGroup)" in said.text


def test_the_bounds_can_be_set() -> None:
    assert stopped(said_of(waiting(60), maxMinutes=45))
    assert said_of(waiting(120), maxMinutes=120) == []
    assert said_of(waiting(0), minMinutes=0) == []


def test_a_maximum_below_the_minimum_still_leaves_a_wait_that_passes() -> None:
    assert said_of(waiting(3), maxMinutes=3) == []
    assert "between 3 and 3" in said_of(waiting(4), maxMinutes=3)[0].text
