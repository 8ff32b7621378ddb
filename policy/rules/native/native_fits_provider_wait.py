"""`pulumi up` waits for a release by ECS itself no longer than the provider does."""

from model.provider import SERVICE_UPDATE_MINUTES
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, flag
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.durations import bake_minutes, step_waits
from policy.views.strategies import native_strategy


@resource_rule(
    SERVICE,
    remedy="Leave waitForSteadyState out, or give the service a custom time-out for updates that a release fits in.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html",
    severity="medium",
    symptoms=(Symptom.CALLER_GIVES_UP,),
    cost="each `pulumi up` with a release ends as failed, with a time-out, while the release goes on.",
)
def native_fits_provider_wait(service: Resource, options: Options) -> Findings:
    """A release that `pulumi up` waits for ends before the provider stops waiting.

    With `waitForSteadyState` the provider waits until ECS calls the deployment successful, which is after the last
    bake time: for 20 minutes, or as long as `custom_timeouts` says. A canary of ten minutes and a bake time of
    fifteen are more than that before any task has started.

    Looks at services with strategy BLUE_GREEN, LINEAR or CANARY that are waited for. Counts the waits between the
    steps and the bake time as they are set. Tasks that start, a Network Load Balancer (about ten minutes a shift)
    and hooks come on top and are not counted.
    """
    strategy = native_strategy(service)
    waits = flag(service.get("waitForSteadyState"))
    if strategy is None or waits in (None, False):
        return
    limit = service.update_minutes or SERVICE_UPDATE_MINUTES
    steps = step_waits(service)
    parts = {"steps": steps if steps is UNKNOWN else steps.total, "bake time": bake_minutes(service)}
    known = {name: minutes for name, minutes in parts.items() if isinstance(minutes, int) and minutes}
    total = sum(known.values())
    if total >= limit and UNKNOWN not in (strategy, waits):
        listed = ", ".join(f"{name} {minutes}" for name, minutes in known.items())
        yield Violation(
            resource=service,
            path="waitForSteadyState",
            wrong=f"a release takes more than {total} minutes ({listed}), and the provider waits for {limit:g}",
            fix=f"remove it, shorten these, or set custom_timeouts with an update of {2 * total + 30} minutes.",
        )
    elif UNKNOWN in (waits, *parts.values()):
        reason = "whether the provider waits, and how many minutes a release takes, is not known yet"
        yield Undecided(resource=service, path="waitForSteadyState", reason=reason)
