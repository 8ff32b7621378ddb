"""release-fits-caller: what it warns of, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, ignoring, unlinked
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, ROLLING
from tests.policy.rules.codedeploy.deployment_config_known import custom
from tests.policy.rules.native.native_fits_provider_wait import BAKE, waiting
from tests.policy.rules.native.native_release_bounded import linear, pausing
from tests.policy.rules.rule_case import Case, Pass

BLOCK = "blueGreenDeploymentConfig"
READY = (BLOCK, "deploymentReadyOption")
TERMINATION = (BLOCK, "terminateBlueInstancesOnDeploymentSuccess")


def ending(minutes: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "release", *TERMINATION, "terminationWaitTimeInMinutes", to=minutes)


def approved(minutes: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "release", *READY, to={"actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": minutes})


SERVERS = Declared(
    "aws:codedeploy/deploymentGroup:DeploymentGroup",
    "servers",
    {BLOCK: {TERMINATION[1]: {"action": "TERMINATE", "terminationWaitTimeInMinutes": 2000}}},
)
SLOW = change(custom(), "steps", "trafficRoutingConfig", "timeBasedLinear", to={"percentage": 10, "interval": 60})


def piped(program: Program) -> Program:
    """One that a pipeline releases."""
    return ignoring(program, "service", "taskDefinition")


STOPS: dict[str, Case] = {
    "a long termination wait": Case(
        ending(360), on="release", says="374 minutes (new tasks 5, termination wait 360, traffic 9), and"
    ),
    "a long termination wait, in a first preview": Case(ending(360, FIRST_PREVIEW), on="release"),
    "a long wait for approval": Case(approved(360), on="release", says="approval 360"),
    "a slow shift": Case(SLOW, on="release", says="traffic 540"),
    "waits that are too long together": Case(ending(180, approved(180)), on="release", says="374"),
    "one minute too many": Case(BLUE_GREEN, on="release", says="19 minutes", options={"callerMinutes": 18}),
    "too long, whatever the shift is": Case(
        change(ending(360), "release", "deploymentConfigName", to="standard"), on="release"
    ),
    "steps of an hour by ECS": Case(
        piped(linear(10, "60")), on="service", says="555 minutes (new tasks 5, bake time 10, traffic 540), and its"
    ),
    "steps of an hour by ECS, in a first preview": Case(
        piped(linear(10, "60", program=NATIVE_PREVIEW)), on="service", says="deploymentConfiguration"
    ),
    "a pause of ECS for a day": Case(
        piped(pausing(None, "POST_TEST_TRAFFIC_SHIFT")), on="service", says="approval 1440, bake time 10"
    ),
    "a bake time of ECS that is waited for": Case(
        change(waiting(to="true"), *BAKE, to="356"), on="service", says="bake time"
    ),
    "too long, whatever the wait for approval is": Case(ending(360, approved(UNKNOWN)), on="release"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "minutes": BLUE_GREEN,
    "minutes, in a first preview": FIRST_PREVIEW,
    "just enough": Pass(BLUE_GREEN, {"callerMinutes": 19}),
    "a day, and a caller that waits for it": Pass(ending(1440), {"callerMinutes": 2000}),
    "a wait that is not waited": change(BLUE_GREEN, "release", *READY, "waitTimeInMinutes", to=600),
    "old tasks that stay": change(ending(600), "release", *TERMINATION, "action", to="KEEP_ALIVE"),
    "waits that are left to AWS": change(BLUE_GREEN, "release", BLOCK, to=None),
    "waits that are not known yet": change(BLUE_GREEN, "release", BLOCK, to=UNKNOWN),
    "a configuration that AWS refuses": change(BLUE_GREEN, "release", "deploymentConfigName", to=None),
    "a group for servers": (SERVERS,),
    "minutes by ECS": piped(NATIVE),
    "just enough by ECS": Pass(piped(NATIVE), {"callerMinutes": 15}),
    "a release by ECS that nobody waits for": linear(10, "60"),
    "a service that ECS rolls": piped(ROLLING),
    "a service that ECS rolls, with a bake time for later": piped(
        change(change(NATIVE, *BAKE, to="400"), "service", "deploymentConfiguration", "strategy", to="ROLLING")
    ),
    "a termination wait that is not set": Pass(ending(None), {"callerMinutes": 14}),
}

UNDECIDED: dict[str, Case] = {
    "a configuration of another program": Case(
        change(BLUE_GREEN, "release", "deploymentConfigName", to="standard"),
        on="release",
        says="deploymentConfigName: how many",
    ),
    "a configuration that nothing leads to": Case(
        unlinked(change(BLUE_GREEN, "release", "deploymentConfigName", to=UNKNOWN), "release"), on="release"
    ),
    "an unknown termination wait": Case(ending(UNKNOWN), on="release", says="termination wait"),
    "an unknown wait for approval": Case(approved(UNKNOWN), on="release", says="approval"),
    "an unknown bake time": Case(piped(change(NATIVE, *BAKE, to=UNKNOWN)), on="service", says="bake time"),
    "unknown steps": Case(piped(linear(10, UNKNOWN)), on="service", says="deploymentConfiguration: how many"),
    "an unknown action": Case(change(BLUE_GREEN, "release", *READY, "actionOnTimeout", to=UNKNOWN), on="release"),
}
