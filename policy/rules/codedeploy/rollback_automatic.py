"""CodeDeploy rolls back a release that fails, instead of a person who happens to see it."""

from model.texts.codedeploy import NO_ROLLBACK_EVENT
from policy.finding import Findings, Undecided, Violation
from policy.reading import DEPLOYMENT_GROUP, UNKNOWN, Resource, flag, items
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.release import for_ecs

BLOCK = "autoRollbackConfiguration"
FAILURE, ALARM = "DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"


@resource_rule(
    DEPLOYMENT_GROUP,
    remedy=f"Enable {BLOCK} with the events {FAILURE} and, where alarms watch the releases, {ALARM}.",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployments-rollback-and-redeploy.html",
    severity="high",
    symptoms=(Symptom.NOT_STOPPED,),
    cost="a failed release stays as it is, with whatever share of the traffic it had, until somebody acts.",
)
def rollback_automatic(group: Resource, options: Options) -> Findings:
    """A release that fails, or that an alarm stops, is rolled back automatically.

    CodeDeploy rolls back only on the events that are set. Without it a failed release leaves its tasks and its
    share of the traffic behind; an alarm stops the shift and leaves customers with the new tasks that raised it.

    Looks at deployment groups for ECS. DEPLOYMENT_STOP_ON_ALARM is required only where alarms are enabled;
    rollback-alarms-set checks whether there are any. DEPLOYMENT_STOP_ON_REQUEST is optional.
    """
    if not for_ecs(group):
        return
    enabled = group.get(BLOCK, "enabled")
    events = [event for _, event in items(group.get(BLOCK, "events"))]
    alarms = group.get("alarmConfiguration", "enabled", default=False)
    required = [FAILURE] if flag(alarms) is False else [FAILURE, ALARM]
    missing = [event for event in required if event not in events]
    if enabled is UNKNOWN:
        yield Undecided(resource=group, path=f"{BLOCK}.enabled", reason="it is not known yet")
    elif flag(enabled) is not True:
        yield Violation(
            resource=group,
            path=f"{BLOCK}.enabled",
            wrong="automatic rollback is not enabled",
            fix=f"set enabled to true and events to {' and '.join(required)}.",
        )
    elif missing and UNKNOWN in events:
        yield Undecided(resource=group, path=f"{BLOCK}.events", reason="not all of them are known yet")
    elif missing == [ALARM] and alarms is UNKNOWN:
        yield Undecided(
            resource=group, path=f"{BLOCK}.events", reason=f"whether {ALARM} is needed: the alarms are not known yet"
        )
    elif missing:
        yield Violation(
            resource=group,
            path=f"{BLOCK}.events",
            wrong=f"{', '.join(map(str, events)) or 'no event'}, without {' and '.join(missing)}",
            cost=_cost(events, missing),
            fix=f"add {' and '.join(missing)}.",
        )


def _cost(events: list[str], missing: list[str]) -> str:
    if not events:
        return NO_ROLLBACK_EVENT.quote()
    if FAILURE not in missing:
        return "an alarm stops the release half-way, and the new tasks that raised it keep their share of the traffic."
    return "a release that fails stays as it is, with whatever share of the traffic it had, until somebody acts."
