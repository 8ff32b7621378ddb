"""The program must not set back the bounds that a schedule has set."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN, Resource
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.ignoring import open_to_change
from policy.views.scaling import OF_ECS, SCHEDULED_ACTION, targets_of

BOUNDS = ("minCapacity", "maxCapacity")


@stack_rule(
    level="advisory",
    remedy="Add minCapacity and maxCapacity to ignore_changes of the scalable target.",
    source="https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html",
    severity="medium",
    symptoms=(Symptom.SENT_BACK, Symptom.SCALING),
    cost="an update sets the bounds back to the program's before the hour is over for which the schedule changed them:"
    " tasks are stopped under full load, or run all night.",
)
def target_ignores_schedule(stack: Stack, options: Options) -> Findings:
    """A scalable target whose bounds a schedule changes ignores changes of them.

    A scheduled action writes its own minimum and maximum into the target. The program's differ from then on, and the
    next update that has seen the new ones sets them back, whatever hour it is.

    Looks at the scheduled actions of ECS services, and at the scalable targets of the program that they are of. Only
    the bounds that an action sets must be ignored.
    """
    for action in stack.of(SCHEDULED_ACTION):
        if action.get("serviceNamespace") != OF_ECS:
            continue
        targets = targets_of(stack, action)
        if targets is UNKNOWN or len(targets) > 1:
            yield Undecided(resource=action, path="resourceId", reason="which scalable target it is of is not known")
            continue
        for target in targets:
            if said := open_to_change(target, *((bound,) for bound in _set(action))):
                yield Violation(
                    resource=target,
                    path=said.partition(" ")[0] if said.startswith(BOUNDS) else BOUNDS[0],
                    wrong=f"{said}, though {action.name} changes it by the clock",
                    fix="add minCapacity and maxCapacity to ignore_changes of the scalable target.",
                )


def _set(action: Resource) -> list[str]:
    """Which bounds it changes."""
    return [bound for bound in BOUNDS if action.get("scalableTargetAction", bound) is not None]
