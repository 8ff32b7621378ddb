"""The program must not set back the number of tasks that Auto Scaling has set."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import Resource
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.scaling import scalable_targets


@stack_rule(
    level="advisory",
    remedy="Add desiredCount to ignore_changes of the service.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html",
    severity="medium",
    symptoms=(Symptom.SENT_BACK, Symptom.SCALING),
    cost="an update sets the number of tasks back to the program's, whatever the load is; in the middle of a release"
    " the service may not be steady again in time, and CodeDeploy gives up.",
)
def service_ignores_scaling(stack: Stack, options: Options) -> Findings:
    """A service that Auto Scaling scales ignores changes of its number of tasks.

    Once Auto Scaling has moved the number, the program's differs from it, and the next update that has seen the
    new one sets it back: at worst in the busiest hour. Leaving desiredCount out does not help, as the provider
    then takes it for 0.

    Looks at the scalable targets of the program for ECS services, and at the services that they name. Daemons
    are let through: they have no number of tasks.
    """
    for target, services in scalable_targets(stack):
        if not isinstance(services, tuple) or not services:
            yield Undecided(
                resource=target, path="resourceId", reason="the service that it scales is not part of this program"
            )
            continue
        open_to_change = [service for service in services if not _leaves_alone(service)]
        if open_to_change and len(services) > 1:
            yield Undecided(
                resource=target, path="resourceId", reason="which of several services it scales is not known yet"
            )
        else:
            for service in open_to_change:
                yield Violation(
                    resource=service,
                    path="desiredCount",
                    wrong=f"desiredCount is not in ignore_changes, though {target.name} scales the service",
                    fix="add desiredCount to ignore_changes of the service.",
                )


def _leaves_alone(service: Resource) -> bool:
    return bool({"desiredCount", "*"} & service.ignored) or service.get("schedulingStrategy") == "DAEMON"
