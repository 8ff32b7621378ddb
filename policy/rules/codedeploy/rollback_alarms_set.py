"""Only alarms see a release that starts well and then answers wrongly."""

from model.codedeploy import MOST_ALARMS
from model.texts.codedeploy import NO_ALARM
from policy.finding import Findings, Undecided, Violation
from policy.reading import DEPLOYMENT_GROUP, UNKNOWN, Resource, flag, items
from policy.rule import Option, Options, resource_rule
from policy.symptom import Symptom
from policy.views.release import for_ecs

BLOCK = "alarmConfiguration"


@resource_rule(
    DEPLOYMENT_GROUP,
    remedy=f"Enable {BLOCK} with the names of alarms on both target groups, and leave ignorePollAlarmFailure off.",
    source="https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_AlarmConfiguration.html",
    severity="high",
    symptoms=(Symptom.NOT_STOPPED,),
    cost="nothing stops a release whose tasks start well and answer wrongly: it ends as Succeeded.",
    options=(
        Option(
            name="maxAlarms",
            description="The most alarms that a group may have; raise it with your account's quota.",
            default=MOST_ALARMS,
            minimum=1,
            maximum=50,
        ),
    ),
)
def rollback_alarms_set(group: Resource, options: Options) -> Findings:
    """Alarms watch every release, and an alarm that cannot be read stops it.

    A load balancer's health check asks one path of each task. Tasks that pass it and fail customers are seen by
    alarms alone; without any, moving the traffic in steps only makes a bad release slower.

    Looks at deployment groups for ECS: alarms are enabled, at least one and no more than CodeDeploy takes, and
    `ignorePollAlarmFailure` is off, as a release that cannot read its alarms is unwatched. What the alarms watch
    is checked by alarms-watch-both-groups.
    """
    if not for_ecs(group):
        return
    most = options["maxAlarms"]
    enabled = group.get(BLOCK, "enabled", default=False)
    names = group.get(BLOCK, "alarms")
    names = names if names is UNKNOWN else [name for _, name in items(names)]
    ignoring = group.get(BLOCK, "ignorePollAlarmFailure")
    if UNKNOWN in (enabled, names, ignoring):
        yield Undecided(resource=group, path=BLOCK, reason="not all of it is known yet")
    if flag(enabled) is False:
        listed = f"{len(names)} named, but alarms are not enabled" if names is not UNKNOWN and names else "no alarms"
        yield Violation(
            resource=group, path=BLOCK, wrong=listed, fix="set enabled to true and alarms to the names of alarms."
        )
    elif names is not UNKNOWN and not names and enabled is not UNKNOWN:
        yield Violation(
            resource=group,
            path=f"{BLOCK}.alarms",
            wrong="alarms are enabled, and none is named",
            cost=NO_ALARM.quote(),
            fix="name the alarms that watch the two target groups.",
        )
    if names is not UNKNOWN and len(names) > most:
        yield Violation(
            resource=group,
            path=f"{BLOCK}.alarms",
            wrong=f"{len(names)} alarms, more than the {most} allowed",
            cost="CodeDeploy refuses the group.",
            fix=f"name at most {most}, those that show a bad release.",
        )
    if flag(ignoring) is True:
        yield Violation(
            resource=group,
            path=f"{BLOCK}.ignorePollAlarmFailure",
            wrong="true: a release goes on although its alarms cannot be read",
            cost="a missing permission or a deleted alarm leaves all releases unwatched, and nobody notices.",
            fix="leave it out, or set it to false.",
        )
