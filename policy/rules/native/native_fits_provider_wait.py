"""`pulumi up` waits for a release by ECS itself no longer than the provider does."""

import math

from model.native import BLOCKS
from model.provider import SERVICE_UPDATE_MINUTES
from model.strategy import Strategy
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, Unknown, flag, whole
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.numbers import number
from policy.views.strategies import native_strategy

BLOCK = "deploymentConfiguration"


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
    parts = {"steps": _steps(service), "bake time": whole(service.get(BLOCK, "bakeTimeInMinutes"))}
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
    elif UNKNOWN in (strategy, waits, *parts.values()):
        reason = "whether the provider waits, and how many minutes a release takes, is not known yet"
        yield Undecided(resource=service, path="waitForSteadyState", reason=reason)


def _steps(service: Resource) -> int | Unknown:
    """The minutes between the first step and the last; 0 where the traffic moves at once."""
    strategy = native_strategy(service)
    if strategy is UNKNOWN:
        return UNKNOWN
    block = BLOCKS.get(strategy) if strategy else None
    if block is None:
        return 0
    percent = number(service.get(BLOCK, block.name, block.percent, default=block.default_percent))
    wait = whole(service.get(BLOCK, block.name, block.wait, default=block.default_minutes))
    if percent is UNKNOWN or wait is UNKNOWN:
        return UNKNOWN
    if percent is None or not 0 < percent <= 100 or wait is None:  # Left to `native-shift-complete`.
        return 0
    return wait * (math.ceil(100 / percent) - 1 if strategy == Strategy.LINEAR else 1)
