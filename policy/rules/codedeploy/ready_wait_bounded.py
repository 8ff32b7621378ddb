"""When the new tasks are ready, CodeDeploy goes on at once, or waits for a person, but not for ever."""

from model.codedeploy import APPROVAL_MINUTES
from model.texts.codedeploy import CONTINUE_WITH_WAIT, NO_READY_OPTION, NOT_CONTINUED, STOP_WITHOUT_WAIT
from policy.finding import Findings, Undecided, Violation
from policy.reading import DEPLOYMENT_GROUP, UNKNOWN, Resource, whole
from policy.rule import Option, Options, resource_rule
from policy.symptom import Symptom
from policy.views.release import for_ecs

PATH = "blueGreenDeploymentConfig.deploymentReadyOption"


@resource_rule(
    DEPLOYMENT_GROUP,
    remedy="Set CONTINUE_DEPLOYMENT without a wait, or STOP_DEPLOYMENT with a wait within the bound.",
    source="https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentReadyOption.html",
    severity="medium",
    symptoms=(Symptom.REFUSED, Symptom.SLOW),
    cost=STOP_WITHOUT_WAIT.quote(),
    options=(
        Option(
            name="maxMinutes",
            description="The longest that new tasks may wait for approval.",
            default=1440,
            minimum=1,
            maximum=APPROVAL_MINUTES,
        ),
    ),
)
def ready_wait_bounded(group: Resource, options: Options) -> Findings:
    """New tasks get their traffic at once, or wait a bounded time for approval.

    With STOP_DEPLOYMENT a release waits until somebody continues it, and is stopped when nobody does. Until then
    twice the tasks are paid for and no other release starts; CodeDeploy itself allows days. It refuses
    STOP_DEPLOYMENT without a wait and CONTINUE_DEPLOYMENT with one, and AWS's provider finds that out from
    CodeDeploy only.

    Looks at deployment groups for ECS. The action must be set, and the wait must fit it.
    """
    if not for_ecs(group):
        return
    most = options["maxMinutes"]
    block = group.get(*PATH.split("."))
    action = group.get(*PATH.split("."), "actionOnTimeout")
    given = group.get(*PATH.split("."), "waitTimeInMinutes", default=0)
    wait = whole(given)
    example = f"a waitTimeInMinutes of 1 to {most}, such as {min(60, most)}"
    if block is None:
        yield Violation(
            resource=group,
            path=PATH,
            wrong="what happens when the new tasks are ready is not set",
            cost=NO_READY_OPTION.quote(),
            fix="set actionOnTimeout to CONTINUE_DEPLOYMENT.",
        )
    elif wait is None:
        yield Violation(
            resource=group,
            path=f"{PATH}.waitTimeInMinutes",
            wrong=f"{given}, which is not a number of whole minutes",
            cost="AWS refuses the group.",
            fix=f"set {example}, with STOP_DEPLOYMENT, or leave it out.",
        )
    elif wait is not UNKNOWN and wait > most:
        yield Violation(
            resource=group,
            path=f"{PATH}.waitTimeInMinutes",
            wrong=f"{wait} minutes, more than the {most} allowed",
            cost=f"twice the tasks are paid for and no other release starts, until {NOT_CONTINUED.quote(minutes=wait)}",
            fix=f"set {example}, with STOP_DEPLOYMENT, or leave it out.",
        )
    elif action is None:
        yield Violation(
            resource=group,
            path=f"{PATH}.actionOnTimeout",
            wrong="action is not set",
            cost="whether a release goes on by itself is left to a default.",
            fix="set actionOnTimeout to CONTINUE_DEPLOYMENT or STOP_DEPLOYMENT.",
        )
    elif action is UNKNOWN or wait is UNKNOWN:
        yield Undecided(resource=group, path=PATH, reason="the action or the wait is not known yet")
    elif action == "STOP_DEPLOYMENT" and wait <= 0:
        yield Violation(
            resource=group,
            path=f"{PATH}.waitTimeInMinutes",
            wrong=f"STOP_DEPLOYMENT with {wait} minutes to wait for approval",
            fix=f"set {example}.",
        )
    elif action != "STOP_DEPLOYMENT" and wait != 0:
        yield Violation(
            resource=group,
            path=f"{PATH}.waitTimeInMinutes",
            wrong=f"{wait} minutes, but {action} does not wait",
            cost=CONTINUE_WITH_WAIT.quote(),
            fix="leave waitTimeInMinutes out, or set actionOnTimeout to STOP_DEPLOYMENT.",
        )
