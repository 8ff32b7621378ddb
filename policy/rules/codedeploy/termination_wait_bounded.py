"""The time that old tasks stay after a release must be set, and neither endless nor zero."""

from model.codedeploy import TWO_DAYS_MINUTES
from model.texts.codedeploy import NO_BLUE_GREEN_CONFIGURATION, TERMINATION_WAIT_TOO_LONG
from policy.finding import Findings, Undecided, Violation
from policy.reading import DEPLOYMENT_GROUP, UNKNOWN, Resource, whole
from policy.rule import Option, Options, resource_rule
from policy.symptom import Symptom
from policy.views.release import for_ecs

BLOCK = "blueGreenDeploymentConfig"
TERMINATION = "terminateBlueInstancesOnDeploymentSuccess"
MINUTES = "terminationWaitTimeInMinutes"


@resource_rule(
    DEPLOYMENT_GROUP,
    remedy=f"Set {TERMINATION} to action TERMINATE with a {MINUTES} within the bounds, such as 5.",
    source="https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_BlueInstanceTerminationOption.html",
    severity="medium",
    symptoms=(Symptom.SLOW, Symptom.NO_WAY_BACK, Symptom.COST),
    cost="the deployment goes on until the old tasks end: twice the tasks are paid for, and no other release starts.",
    options=(
        Option(
            name="maxMinutes",
            description="The longest that old tasks may stay after a release.",
            default=60,
            minimum=1,
            maximum=TWO_DAYS_MINUTES,
        ),
        Option(
            name="minMinutes",
            description="The shortest that old tasks must stay after a release. At most maxMinutes counts.",
            default=5,
            minimum=0,
            maximum=TWO_DAYS_MINUTES,
        ),
    ),
)
def termination_wait_bounded(group: Resource, options: Options) -> Findings:
    """The old tasks end a bounded time after the traffic has moved.

    Until the old tasks end, the deployment counts as running: twice the tasks are paid for, and no other
    release of the service can start. While they are there, a rollback takes seconds; afterwards it is another
    deployment. CodeDeploy's console fills in an hour, which many teams discover by waiting for it.

    Looks at deployment groups for ECS. The action must be TERMINATE, as KEEP_ALIVE is meant for servers, and
    the wait must be set and lie within the bounds.
    """
    if not for_ecs(group):
        return
    most = options["maxMinutes"]
    least = min(options["minMinutes"], most)
    path = f"{BLOCK}.{TERMINATION}"
    settings = group.get(BLOCK, TERMINATION)
    action = group.get(BLOCK, TERMINATION, "action")
    wait = whole(group.get(BLOCK, TERMINATION, MINUTES))
    bounds = f"{MINUTES} between {least} and {most}, such as {min(max(5, least), most)}."

    if settings is None:
        yield Violation(
            resource=group,
            path=path,
            wrong="what becomes of the old tasks after a release is not set",
            cost=f"CodeDeploy refuses the group ({NO_BLUE_GREEN_CONFIGURATION.quote()}) or leaves the wait to a"
            " default, an hour in its console.",
            fix=f"set action TERMINATE and {bounds}",
        )
        return
    if action is not UNKNOWN and action != "TERMINATE":
        yield Violation(
            resource=group,
            path=f"{path}.action",
            wrong="action is not set" if action is None else f"action {action} never ends the old tasks",
            cost="old and new tasks are both paid for, and the next release finds no room.",
            fix="set action to TERMINATE.",
        )
    if UNKNOWN in (action, wait):
        yield Undecided(resource=group, path=path, reason="the action or the wait is not known yet")
    if wait is None:
        yield Violation(
            resource=group,
            path=f"{path}.{MINUTES}",
            wrong="the wait is not set to a number of whole minutes",
            cost="the wait is left to a default, an hour in CodeDeploy's console; no other release starts meanwhile.",
            fix=f"set {bounds}",
        )
    elif wait is not UNKNOWN:
        if wait > most:
            yield Violation(
                resource=group,
                path=f"{path}.{MINUTES}",
                wrong=f"{wait} minutes, more than the {most} allowed",
                cost=_too_long(wait),
                fix=f"set {bounds}",
            )
        elif wait < least:
            yield Violation(
                resource=group,
                path=f"{path}.{MINUTES}",
                wrong=f"{wait} minutes, less than the {least} required",
                cost="the old tasks are gone before anybody sees the new ones fail; a rollback is then a deployment.",
                fix=f"set {bounds}",
            )


def _too_long(minutes: int) -> str:
    if minutes > TWO_DAYS_MINUTES:
        return f"{TERMINATION_WAIT_TOO_LONG.quote()}."
    return f"each release takes {minutes} minutes longer: twice the tasks are paid for, and no other release starts."
