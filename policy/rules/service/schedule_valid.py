"""A schedule is written as Application Auto Scaling reads it, which is not as Unix does."""

from model.schedules import BadSchedule, schedule
from model.texts.autoscaling import BAD_SCHEDULE
from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN, Resource
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.scaling import OF_ECS, SCHEDULED_ACTION


@resource_rule(
    SCHEDULED_ACTION,
    remedy="Write cron(minutes hours day-of-month month day-of-week year) with one ?, at(yyyy-mm-ddThh:mm:ss) or rate(1"
    " day).",
    source="https://docs.aws.amazon.com/autoscaling/application/userguide/scheduled-scaling-using-cron-expressions.html",
    severity="medium",
    symptoms=(Symptom.REFUSED, Symptom.SCALING),
    cost=f"AWS refuses it: {BAD_SCHEDULE.quote()} The update ends there, and the service is not scaled.",
)
def schedule_valid(action: Resource, options: Options) -> Findings:
    """A scheduled action of a service has a schedule that AWS can read.

    EC2 Auto Scaling takes cron as Unix writes it, with five fields. Application Auto Scaling has its own: in
    parentheses behind `cron`, with a ? as either the day of the month or that of the week.

    Looks at scheduled actions of ECS services.
    """
    when = action.get("schedule")
    if action.get("serviceNamespace") != OF_ECS or when is None:
        return
    if when is UNKNOWN:
        yield Undecided(resource=action, path="schedule", reason="it is not known yet")
        return
    try:
        schedule(str(when))
    except BadSchedule as error:
        yield Violation(
            resource=action,
            path="schedule",
            wrong=f"{when}: it {error}",
            fix="write it as AWS reads it, such as cron(0 20 ? * MON-FRI *).",
        )
