"""The caller that starts a release waits for its end, but no longer than its own time-out."""

from collections.abc import Mapping

from model.shift import Shift
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, Unknown, flag, read, whole
from policy.rule import Option, Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.durations import BLOCK, bake_minutes, pause_minutes, step_waits
from policy.views.release import shift
from policy.views.strategies import native
from policy.views.topology import deployment_groups

# Until the new tasks are healthy: two minutes were seen with a single task on Fargate. CodeDeploy gives up after 60.
INSTALL_MINUTES = 5
OF_GROUP = "blueGreenDeploymentConfig"

Parts = Mapping[str, int | Unknown | None]
"""The minutes of each part of a release; None: it is not set."""


@stack_rule(
    level="advisory",
    remedy="Shorten the shift or a wait; or let the caller start releases and look at them later.",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-steps-ecs.html",
    severity="low",
    symptoms=(Symptom.CALLER_GIVES_UP,),
    cost="the pipeline gives up on a release that goes on, and reports it as failed; the steps after the release do not"
    " run.",
    options=(
        Option(
            name="callerMinutes",
            description="How long whoever starts a release waits for it; jobs of GitHub Actions end after 360 minutes.",
            default=360,
            minimum=1,
            maximum=20160,
        ),
    ),
)
def release_fits_caller(stack: Stack, options: Options) -> Findings:
    """A release ends before whoever started it stops waiting.

    A deployment counts as running until the old tasks have ended, long after the traffic has moved. A pipeline
    waits for all its parts: the new tasks, approval, the shift and the termination wait, or ECS's bake time. A job of
    GitHub Actions and the AWS CLI's `ecs deploy` wait for six hours at most.

    Looks at deployment groups for ECS, and at services with strategy BLUE_GREEN, LINEAR or CANARY that a pipeline
    releases, as changes of their `taskDefinition` are ignored, or that `pulumi up` waits for (`waitForSteadyState`).
    Adds up the waits as they are set, the shift of the configuration, the pauses of ECS, and five minutes for the new
    tasks to become healthy. The time of functions is not known and not counted; neither is a part that AWS would
    refuse.
    """
    most = options["callerMinutes"]
    for group in deployment_groups(stack):
        parts = {"new tasks": INSTALL_MINUTES, **_waits(group), "traffic": _shift(stack, group)}
        yield from _compared(group, parts, most, OF_GROUP, "deploymentConfigName")
    for service in stack.of(SERVICE):
        if native(service) is True and (
            service.ignores("taskDefinition") or flag(service.get("waitForSteadyState")) is True
        ):
            yield from _compared(service, _of_ecs(service), most, BLOCK, BLOCK)


def _compared(resource: Resource, parts: Parts, most: int, path: str, path_of_traffic: str) -> Findings:
    known = {name: minutes for name, minutes in parts.items() if minutes is not UNKNOWN and minutes}
    total = sum(known.values())
    if total > most:
        listed = ", ".join(f"{name} {minutes}" for name, minutes in known.items())
        yield Violation(
            resource=resource,
            path=path,
            wrong=f"a release takes {total} minutes ({listed}), and its caller waits for {most}",
            fix="shorten the longest of these, or let the caller not wait.",
        )
    elif UNKNOWN in parts.values():
        unknown = " and ".join(name for name, minutes in parts.items() if minutes is UNKNOWN)
        yield Undecided(
            resource=resource,
            path=path_of_traffic if unknown == "traffic" else path,
            reason=f"how many minutes a release takes is not known: {unknown}",
        )


def _of_ecs(service: Resource) -> Parts:
    steps = step_waits(service)
    return {
        "new tasks": INSTALL_MINUTES,
        "approval": pause_minutes(service),
        "bake time": bake_minutes(service),
        "traffic": steps if steps is UNKNOWN else steps.total,
    }


def _waits(group: Resource) -> Parts:
    block = group.declared(OF_GROUP)
    ready, end = (read(block, name) for name in ("deploymentReadyOption", "terminateBlueInstancesOnDeploymentSuccess"))
    return {
        "approval": _wait(ready, "actionOnTimeout", "STOP_DEPLOYMENT", "waitTimeInMinutes"),
        "termination wait": _wait(end, "action", "TERMINATE", "terminationWaitTimeInMinutes"),
    }


def _wait(option: object, key: str, waits: str, minutes: str) -> int | Unknown | None:
    """The minutes of a wait; None where the action is not the one that waits."""
    action = read(option, key)
    if action is UNKNOWN:
        return UNKNOWN
    return whole(read(option, minutes)) if action == waits else None


def _shift(stack: Stack, group: Resource) -> int | Unknown | None:
    moves = shift(stack, group)
    return moves.minutes if isinstance(moves, Shift) else moves
