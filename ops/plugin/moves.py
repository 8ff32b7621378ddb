"""What a stack that is up cannot become by an update: said in its preview, with the way that there is."""

from collections.abc import Mapping
from typing import Any

from model.fargate import FARGATE_PROVIDERS
from model.strategy import NATIVE, Strategy
from ops.plugin.inputs import UNKNOWN


def refusals(olds: dict[str, Any], news: dict[str, Any]) -> list[str]:
    """Why a running service cannot become what is asked for; nothing, where one of the two is not known."""
    if not olds or UNKNOWN in (olds["outputs"], news["outputs"]):
        return []
    old, new = olds["outputs"], news["outputs"]
    return [*refused_moves(Strategy(old["strategy"]), Strategy(new["strategy"])), *_launch_type(old, new)]


def refused_moves(old: Strategy, new: Strategy) -> list[str]:
    """Why a stack that is up cannot go on with another strategy; empty: it can."""
    if new is old or new in NATIVE:
        return []
    why = "the service may be in either target group, and a rolling update moves no traffic"
    if new is Strategy.CODEDEPLOY:
        why = "ECS gives a service to CodeDeploy only when it is made"
    return [_refused("strategy", _strategy(old), _strategy(new), why)]


def _launch_type(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    before, after = ("FARGATE" if one["capacity_provider"] in FARGATE_PROVIDERS else "EC2" for one in (old, new))
    why = "its target groups hold the other kind of target, so that they and the service would be made anew, live"
    return [] if before == after else [_refused("launchType", before, after, why)]


def _refused(key: str, old: str, new: str, why: str) -> str:
    return (
        f"bluegreen:{key} = {new}: the stack is up with {old}, and {why}; keep {old}, or make a "
        f"new stack with {new}, move the users there, and destroy this one"
    )


def _strategy(one: Strategy) -> str:
    """As `bluegreen:strategy` has it."""
    return {Strategy.CODEDEPLOY: "codedeploy", Strategy.ROLLING: "rolling"}.get(one, "native")


def drops_the_certificate(olds: dict[str, Any], news: dict[str, Any]) -> bool:
    """Whether HTTPS becomes plain HTTP: the port that production moves to is the redirect's."""
    if not olds or UNKNOWN in (olds["outputs"], news["outputs"]):
        return False
    return olds["outputs"]["url"].startswith("https:") and news["outputs"]["url"].startswith("http:")


PORT_TAKEN = (
    "bluegreen:certificateArn: the stack is up with HTTPS, and the redirect holds port 80, which production would move "
    "to; end it first with `pulumi destroy --target '**-redirect' --stack {stack}`, then `pulumi up` again"
)
