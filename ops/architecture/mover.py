"""Who moves the traffic in a release, and how."""

import json
from collections.abc import Sequence

from model.native import BLOCKS, DEFAULT_BAKE_MINUTES
from model.shift import BLOCKS as SHIFT_BLOCKS
from model.shift import PREDEFINED, Shift
from model.strategy import Strategy
from ops.architecture.band import LINES, Box
from ops.architecture.resources import Properties, Resources

GROUP = "aws:codedeploy/deploymentGroup:DeploymentGroup"
CONFIG = "aws:codedeploy/deploymentConfig:DeploymentConfig"


def mover(names: Properties, service: Properties, resources: Resources) -> Box:
    """CodeDeploy, or ECS itself."""
    strategy = Strategy(names["strategy"])
    if strategy is Strategy.CODEDEPLOY:
        return _codedeploy(names, resources)
    if strategy is Strategy.ROLLING:
        return Box("ECS itself", ("replaces task by task",))
    said = service.get("deploymentConfiguration", {})
    minutes = int(said.get("bakeTimeInMinutes", DEFAULT_BAKE_MINUTES))
    return Box("ECS itself", (f"moves {_steps(strategy, said)}", _stay(minutes)))


def hooks(names: Properties, service: Properties) -> Box | None:
    """What a release asks before it goes on; None: nothing."""
    if events := sorted(json.loads(names["hooks"] or "{}")):
        return Box("Hooks", _few(events))
    asked = service.get("deploymentConfiguration", {}).get("lifecycleHooks", ())
    stages = sorted({stage for one in asked for stage in one["lifecycleStages"]})
    return Box("Hooks", _few(stages)) if stages else None


def _codedeploy(names: Properties, resources: Resources) -> Box:
    group = resources.one(GROUP, appName=names["application"], deploymentGroupName=names["deployment_group"])
    ending = group.get("blueGreenDeploymentConfig", {}).get("terminateBlueInstancesOnDeploymentSuccess", {})
    minutes = int(ending.get("terminationWaitTimeInMinutes", 0))
    return Box("CodeDeploy", (f"moves {_shift(group.get('deploymentConfigName', ''), resources)}", _stay(minutes)))


def _shift(name: str, resources: Resources) -> str:
    """By the deployment configuration's name, where it is neither AWS's nor the stack's."""
    if name in PREDEFINED:
        return str(PREDEFINED[name])
    routing = resources.one(CONFIG, deploymentConfigName=name).get("trafficRoutingConfig")
    if not routing:
        return f"by {name}"
    block = routing.get(SHIFT_BLOCKS.get(routing["type"], ""))
    return str(
        Shift(routing["type"], int(block["percentage"]), int(block["interval"])) if block else Shift("AllAtOnce")
    )


def _steps(strategy: Strategy, said: Properties) -> str:
    """In the words of a Shift; ECS has tenths of a percent."""
    if strategy not in BLOCKS:
        return str(Shift("AllAtOnce"))
    percent, minutes = BLOCKS[strategy].step(said)
    return f"{percent:g} %" + (
        f", and the rest after {minutes} min" if strategy is Strategy.CANARY else f" every {minutes} min"
    )


def _stay(minutes: int) -> str:
    return f"old tasks stay {minutes} min"


def _few(names: Sequence[str]) -> tuple[str, ...]:
    """As many as a box has lines for."""
    return tuple(names) if len(names) <= LINES else (*names[: LINES - 1], f"and {len(names) - LINES + 1} more")
