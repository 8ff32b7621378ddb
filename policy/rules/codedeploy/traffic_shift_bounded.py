"""A shift in many small steps is a release that nobody waits for."""

from model.codedeploy import TWO_DAYS_MINUTES
from model.shift import PREDEFINED
from policy.finding import Findings, Undecided, Violation
from policy.reading import DEPLOYMENT_CONFIG, DEPLOYMENT_GROUP, UNKNOWN, Resource
from policy.rule import Option, Options, resource_rule
from policy.symptom import Symptom
from policy.views.release import custom_shift


@resource_rule(
    DEPLOYMENT_CONFIG,
    DEPLOYMENT_GROUP,
    level="advisory",
    remedy="Take larger steps or a shorter interval: what the alarms need to see a bad release is enough.",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html",
    severity="low",
    symptoms=(Symptom.SLOW,),
    cost="all that time old and new tasks are both paid for and both answer customers, and no other release starts,"
    " not even one that repairs something.",
    options=(
        Option(
            name="maxMinutes",
            description="The longest that traffic may take to move, from the first step to the last.",
            default=60,
            minimum=0,
            maximum=TWO_DAYS_MINUTES,
        ),
    ),
)
def traffic_shift_bounded(resource: Resource, options: Options) -> Findings:
    """Traffic moves to the new tasks in a bounded time.

    While it moves, two versions answer customers, and no other release starts, not even a repair. Alarms see a
    bad release in minutes; steps beyond that only make every good one slower.

    Looks at deployment configurations for ECS, used or not, and at deployment groups that name one of AWS's: the
    time from the first step to the last. A configuration that AWS refuses is checked by deployment-config-valid,
    and configurations for functions are left alone.
    """
    if resource.type == DEPLOYMENT_GROUP:
        path = "deploymentConfigName"
        moves = PREDEFINED.get(str(resource.get(path)))
    else:
        path, moves = "trafficRoutingConfig", custom_shift(resource)
        platform = resource.get("computePlatform")
        if platform is UNKNOWN:
            moves = UNKNOWN
        elif platform != "ECS":
            return
    most = options["maxMinutes"]
    if moves is UNKNOWN:
        yield Undecided(resource=resource, path=path, reason="how it moves traffic is not known yet")
    elif moves is not None and moves.minutes > most:
        yield Violation(
            resource=resource,
            path=path,
            wrong=f"{moves} takes {moves.minutes} minutes, more than the {most} allowed",
            fix="take larger steps or a shorter interval.",
        )
