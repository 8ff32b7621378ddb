"""What a strategy asks of the hooks, and hooks of the network."""

from collections.abc import Iterator

from model.codedeploy import HOOK_EVENTS
from model.native import HOOK_STAGES, MOST_HOOKS
from model.sizes import FUNCTION_ENVIRONMENT_BYTES, json_bytes
from model.strategy import NATIVE, Strategy
from settings.settings import Settings
from settings.wording import nearest, shortened

NO_TEST_TRAFFIC = ("BeforeInstall", "AfterInstall", "RECONCILE_SERVICE", "PRE_SCALE_UP", "POST_SCALE_UP")
"""The test listener still leads to the release that is live."""


def problems(s: Settings) -> Iterator[str]:
    """A line for each: the key, its value, what it does not go with and what to do."""
    if not s.asked:
        return
    if s.strategy is Strategy.ROLLING:
        yield (
            "bluegreen:hooks: with bluegreen:strategy rolling nobody calls them, since new tasks get traffic as soon "
            "as they are healthy; take them out, or take another strategy"
        )
        return
    allowed = tuple(HOOK_EVENTS) if s.strategy is Strategy.CODEDEPLOY else HOOK_STAGES
    for number, one in enumerate(s.asked):
        key = f"bluegreen:hooks.{number}"
        if one.at not in allowed:
            said = f"{key}.at = {shortened(one.at)}"
            yield (
                f"{said}: with bluegreen:strategy {s.mover} it must be one of {', '.join(allowed)}"
                f"{_nearest(one.at, allowed)}"
            )
        elif one.probe and one.at in NO_TEST_TRAFFIC:
            first = next(at for at in allowed if at not in NO_TEST_TRAFFIC)
            yield (
                f"{key}.at = {one.at}: a probe would call the release that is live, because the test listener does not "
                f"lead to the new one yet; let it run at {first} or later"
            )
        if one.probe and not s.takes(one.probe.host or s.plain_host, one.probe.path):
            yield (
                f"{key}.probe: asks for {one.probe.path} of {one.probe.host or s.plain_host or 'the load balancer'}, "
                "which is none of the service's requests (bluegreen:paths, bluegreen:hosts), so another service would "
                "answer; set probe.path, and probe.host where no host is without *"
            )
        told = json_bytes(one.hook(s.plain_host).settings)
        if told > FUNCTION_ENVIRONMENT_BYTES:
            yield (
                f"{key}: takes {told} bytes, and Lambda tells a function at most {FUNCTION_ENVIRONMENT_BYTES}; make it "
                "shorter, or let code of your own know it"
            )
        # An internal load balancer is reached inside of the VPC, and to ECS a hook answers without a call.
        if not one.task and not s.nat_gateways and not s.vpc.given and not (s.internal and s.strategy in NATIVE):
            out_of_reach = "CodeDeploy" if s.internal else "neither the test listener nor CodeDeploy"
            yield (
                f"{key}: a probe and code of your own run in the private subnets, and with bluegreen:natGateways 0 "
                f"they reach {out_of_reach}; set natGateways to 1"
            )
    yield from _too_many(s)


def _nearest(at: str, allowed: tuple[str, ...]) -> str:
    """The other strategy's word for the same, or the one that was meant."""
    alike = {**HOOK_EVENTS, **{stage: event for event, stage in HOOK_EVENTS.items()}}
    meant = alike[at] if alike.get(at) in allowed else nearest(at, allowed)
    return f"; did you mean {meant}?" if meant else ""


def _too_many(s: Settings) -> Iterator[str]:
    stages = [one.at for one in s.asked]
    if s.strategy is Strategy.CODEDEPLOY:
        for at in sorted({at for at in stages if stages.count(at) > 1}):
            count = stages.count(at)
            yield f"bluegreen:hooks: {count} are at {at}, and CodeDeploy calls one at an event; keep one there"
    elif len(stages) > MOST_HOOKS:
        yield f"bluegreen:hooks: has {len(stages)}, and ECS calls at most {MOST_HOOKS} of a service; take some out"
