"""The time that ECS keeps old tasks after a release must be set, and neither endless nor zero."""

from model.native import BAKE_MINUTES
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, whole
from policy.rule import Option, Options, resource_rule
from policy.symptom import Symptom
from policy.views.strategies import native_strategy

PATH = "deploymentConfiguration.bakeTimeInMinutes"


@resource_rule(
    SERVICE,
    remedy="Set bakeTimeInMinutes within the bounds, such as 10.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html",
    severity="medium",
    symptoms=(Symptom.SLOW, Symptom.NO_WAY_BACK, Symptom.COST),
    cost="the release goes on until the old tasks end, and all that time twice the tasks are paid for.",
    options=(
        Option(
            name="maxMinutes",
            description="The longest that old tasks may stay after a release.",
            default=60,
            minimum=1,
            maximum=BAKE_MINUTES,
        ),
        Option(
            name="minMinutes",
            description="The shortest that old tasks must stay after a release. At most maxMinutes counts.",
            default=5,
            minimum=0,
            maximum=BAKE_MINUTES,
        ),
    ),
)
def bake_time_bounded(service: Resource, options: Options) -> Findings:
    """ECS ends the old tasks a bounded time after it has moved the traffic.

    While the old tasks are there, ECS rolls back by moving the traffic again, which takes seconds; alarms are
    watched for as long. Afterwards a rollback is another deployment. Too long a time costs twice the tasks, and
    each release, and each pipeline that waits for it, takes that much longer.

    Looks at services with one of ECS's own strategies (BLUE_GREEN, LINEAR, CANARY). The bake time must be set,
    which the API requires with BLUE_GREEN, and lie within the bounds. The time between the steps of LINEAR and
    CANARY is not part of it.
    """
    strategy = native_strategy(service)
    if strategy is None:
        return
    most = options["maxMinutes"]
    least = min(options["minMinutes"], most)
    given = service.get(*PATH.split("."))
    minutes = whole(given)
    fix = f"set bakeTimeInMinutes between {least} and {most}, such as {min(max(10, least), most)}."

    if UNKNOWN in (strategy, minutes):
        yield Undecided(resource=service, path=PATH, reason="the strategy or the bake time is not known yet")
    elif given is None:
        yield Violation(
            resource=service,
            path=PATH,
            wrong=f"not set, with strategy {strategy}",
            cost="ECS refuses the service, or chooses the time itself.",
            fix=fix,
        )
    elif not isinstance(minutes, int):
        yield Violation(resource=service, path=PATH, wrong="not a number of whole minutes", fix=fix)
    elif minutes > most:
        yield Violation(resource=service, path=PATH, wrong=f"{minutes} minutes, more than the {most} allowed", fix=fix)
    elif minutes < least:
        yield Violation(
            resource=service,
            path=PATH,
            wrong=f"{minutes} minutes, less than the {least} required",
            cost="the old tasks are gone before anybody sees the new ones fail; a rollback is then a deployment.",
            fix=fix,
        )
