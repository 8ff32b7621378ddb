"""What a stack that is up cannot become by an update: said in its preview, with the way that there is.

The strategy, what tasks run on, and HTTPS; what else a stack keeps is in `kept.py`.
"""

import json
from collections.abc import Mapping
from typing import Any

from model.fargate import FARGATE_PROVIDERS
from model.strategy import NATIVE, Strategy
from ops.plugin import kept
from ops.plugin.inputs import UNKNOWN
from ops.plugin.kept import refused


def refusals(olds: dict[str, Any], news: dict[str, Any]) -> list[str]:
    """Why a running service cannot become what is asked for; nothing, where one of the two is not known."""
    if not olds or UNKNOWN in (olds["outputs"], news["outputs"]):
        return []
    old, new = olds["outputs"], news["outputs"]
    strategies = Strategy(old["strategy"]), Strategy(new["strategy"])
    return [
        *refused_moves(*strategies),
        *(_launch_type(old, new) or _capacity(strategies[1], old, new)),
        *kept.problems(olds, news),
    ]


def refused_moves(old: Strategy, new: Strategy) -> list[str]:
    """Why a stack that is up cannot go on with another strategy; empty: it can."""
    if new is old or new in NATIVE:
        return []
    why = "the service may be in either target group, and a rolling update moves no traffic"
    if new is Strategy.CODEDEPLOY:
        why = "ECS gives a service to CodeDeploy only when it is made"
    return [refused("strategy", _strategy(old), _strategy(new), why)]


def _launch_type(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    before, after = ("FARGATE" if one["capacity_provider"] in FARGATE_PROVIDERS else "EC2" for one in (old, new))
    why = "its target groups hold the other kind of target, so that they and the service would be made anew, live"
    return [] if before == after else [refused("launchType", before, after, why)]


def _capacity(strategy: Strategy, old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """CodeDeploy takes its tasks to other capacity with a release; ECS has no such release."""
    before, after = (one.get("capacity_provider_strategy", UNKNOWN) for one in (old, new))
    if strategy is Strategy.CODEDEPLOY or UNKNOWN in (before, after) or before == after:
        return []
    key = "spot" if old["capacity_provider"] == new["capacity_provider"] else "cluster.capacityProvider"
    why = "a service that ECS releases takes other capacity with a deployment that is forced, beside releases"
    return [refused(key, _shares(before), _shares(after), why)]


def _strategy(one: Strategy) -> str:
    """As `bluegreen:strategy` has it."""
    return {Strategy.CODEDEPLOY: "codedeploy", Strategy.ROLLING: "rolling"}.get(one, "native")


def _shares(strategy: str) -> str:
    """A capacity provider strategy, for people."""
    return " and ".join(
        f"{one['capacityProvider']} (base {one['base']}, weight {one['weight']})" for one in json.loads(strategy)
    )


def drops_the_certificate(olds: dict[str, Any], news: dict[str, Any]) -> bool:
    """Whether HTTPS becomes plain HTTP: the port that production moves to is the redirect's."""
    if not olds or UNKNOWN in (olds["outputs"], news["outputs"]):
        return False
    if news.get("kept", {}).get("loadBalancerType") == "network":
        return False  # It has no redirect, and keeps what it speaks.
    return olds["outputs"]["url"].startswith("https:") and news["outputs"]["url"].startswith("http:")


PORT_TAKEN = (
    "bluegreen:certificateArn: the stack is up with HTTPS, and the redirect holds port 80, which production would move "
    "to; end it first with `pulumi destroy --target '**-redirect' --stack {stack}`, then `pulumi up` again"
)
