"""A rolling update never ends where its percentages let ECS neither stop nor start a task."""

from model.percents import can_move, fewest, most
from model.strategy import Strategy
from model.texts.ecs import PERCENTS_BLOCK, PERCENTS_TOO_NARROW
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, whole
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.strategies import released_by

MINIMUM, MAXIMUM = "deploymentMinimumHealthyPercent", "deploymentMaximumPercent"
EACH_PERCENT_IS_A_TASK = 100


@resource_rule(
    SERVICE,
    remedy=f"Leave {MAXIMUM} at 200, or give it and {MINIMUM} room for one task more or one less.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html",
    severity="high",
    symptoms=(Symptom.SLOW,),
    cost=PERCENTS_TOO_NARROW.quote(),
)
def percent_can_move(service: Resource, options: Options) -> Findings:
    """A rolling update can stop or start at least one task.

    ECS rounds the minimum up and the maximum down to whole tasks. With one task, 150 % is one task, and so is a
    minimum of 50 %: the old task may not go before the new one is there, and the new one may not come. The update
    then makes no progress until somebody looks, and the pipeline waits in vain.

    Looks at services that ECS itself rolls, on whatever capacity. AWS's defaults, 100 and 200, count where nothing
    is set. A service without tasks has nothing to move; it is stopped only where no number of tasks could move, as
    AWS refuses that. Where something else sets the number of tasks (`desiredCount` in `ignore_changes`), a service
    that cannot move is undecided.

    Lets daemons through: the provider does not send their maximum, and the number of their tasks depends on the
    hosts. Releases that start all new tasks beside the old ones, by CodeDeploy or by ECS's own strategies, do not
    use these percentages.
    """
    rolls = released_by(service, {Strategy.ROLLING})
    scheduling = service.get("schedulingStrategy", default="REPLICA")
    if rolls is False or scheduling not in ("REPLICA", UNKNOWN):
        return
    desired = whole(service.get("desiredCount", default=0))
    minimum = whole(service.get(MINIMUM, default=100))
    maximum = whole(service.get(MAXIMUM, default=200))
    if minimum is UNKNOWN or maximum is UNKNOWN:
        if desired != 0:
            yield Undecided(resource=service, path=MAXIMUM, reason="the percentages are not known yet")
        return
    if minimum is None or maximum is None or desired is None:
        return  # No whole number, which the provider refuses.

    stuck_at_any = not can_move(EACH_PERCENT_IS_A_TASK, minimum, maximum)
    tasks = 1 if desired is UNKNOWN else desired
    if not stuck_at_any and can_move(tasks, minimum, maximum):
        return
    if UNKNOWN in (rolls, scheduling):
        reason = f"{minimum} % and {maximum} % block a rolling update, and whether the service has any is not known yet"
        yield Undecided(resource=service, path="deploymentController", reason=reason)
    elif not stuck_at_any and (desired is UNKNOWN or service.ignored & {"desiredCount", "*"}):
        reason = (
            f"{minimum} % and {maximum} % are too narrow for {tasks}, and the program does not set the number of tasks"
        )
        yield Undecided(resource=service, path="desiredCount", reason=reason)
    else:
        yield _violation(service, tasks or 1, minimum, maximum)


def _violation(service: Resource, tasks: int, minimum: int, maximum: int) -> Violation:
    one_task = -(-100 // tasks)
    refused = PERCENTS_BLOCK.quote()
    return Violation(
        resource=service,
        path=MAXIMUM,
        wrong=f"{maximum} with {MINIMUM} {minimum}: of {tasks} task(s) at least {fewest(tasks, minimum)} must run and"
        f" at most {most(tasks, maximum)} may, so none can be replaced",
        cost=refused if minimum == maximum == EACH_PERCENT_IS_A_TASK else "",
        fix=f"set {MAXIMUM} to {100 + one_task} or more with a minimum of at most 100, or {MINIMUM} to"
        f" {100 - one_task} or less with a maximum of at least 100.",
    )
