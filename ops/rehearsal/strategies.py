"""The same release by another strategy: what one says of the traffic, its waits and alarms, said in another's terms.

As the program does it: the termination wait of CodeDeploy is the bake time of ECS, the wait for approval a pause.
"""

from dataclasses import replace

from model.codedeploy import HOOK_EVENTS
from model.moving.configuration import Configuration, StageHook
from model.native import APPROVAL_STAGE, BLOCKS
from model.shift import Shift, ShiftKind
from model.strategy import NATIVE, Strategy
from ops.rehearsal.scene import ByCodeDeploy, Scene

KINDS: dict[Strategy, ShiftKind] = {
    Strategy.BLUE_GREEN: "AllAtOnce",
    Strategy.CANARY: "TimeBasedCanary",
    Strategy.LINEAR: "TimeBasedLinear",
}


def by(scene: Scene, strategy: str) -> Scene:
    """`codedeploy`, `native` or `rolling`, as `bluegreen:strategy` has it; one that it has already changes nothing."""
    if strategy == "codedeploy":
        return scene if scene.codedeploy else _by_codedeploy(scene)
    if strategy == "native":
        return scene if scene.strategy in NATIVE else _native(scene)
    return scene if scene.strategy is Strategy.ROLLING else _rolling(scene)


def _by_codedeploy(scene: Scene) -> Scene:
    said = scene.configuration
    by_stage = {stage: event for event, stage in HOOK_EVENTS.items()}
    pause = next((hook for hook in said.hooks if not hook.function), None)
    codedeploy = ByCodeDeploy(
        shift=_shift(said),
        ready_minutes=pause.timeout_minutes if pause else 0,
        termination_minutes=said.bake_minutes if scene.strategy in NATIVE else ByCodeDeploy.termination_minutes,
        alarm_names=said.alarm_names,
        hooks={
            by_stage[stage]: hook.function
            for hook in said.hooks
            for stage in hook.stages
            if hook.function and stage in by_stage
        },
    )
    return replace(scene, configuration=Configuration(strategy=Strategy.CODEDEPLOY), codedeploy=codedeploy)


def _shift(said: Configuration) -> Shift:
    """CodeDeploy moves whole percents."""
    kind = KINDS.get(said.strategy, "AllAtOnce")
    if kind == "AllAtOnce" or said.step_percent >= 100:
        return Shift("AllAtOnce")
    return Shift(kind, max(1, round(said.step_percent)), max(1, said.step_minutes))


def _native(scene: Scene) -> Scene:
    said = scene.codedeploy or ByCodeDeploy()
    strategy = next(one for one, kind in KINDS.items() if kind == said.shift.kind)
    block = BLOCKS.get(strategy)
    hooks = [StageHook(stages=(HOOK_EVENTS[event],), function=function) for event, function in said.hooks.items()]  # type: ignore[arg-type]
    if said.ready_minutes:
        hooks.append(StageHook(stages=(APPROVAL_STAGE,), timeout_minutes=said.ready_minutes))
    configuration = Configuration(
        strategy=strategy,
        breaker=True,
        breaker_rolls_back=True,
        alarm_names=scene.alarm_names,
        alarms_roll_back=True,
        step_percent=max(block.least_percent, said.shift.percent) if block else 100,
        step_minutes=said.shift.interval_minutes,
        bake_minutes=said.termination_minutes,
        hooks=tuple(hooks),
    )
    return replace(scene, configuration=configuration, codedeploy=None)


def _rolling(scene: Scene) -> Scene:
    """With the percents that ECS takes where nobody says them."""
    configuration = Configuration(
        strategy=Strategy.ROLLING,
        breaker=True,
        breaker_rolls_back=True,
        alarm_names=scene.alarm_names,
        alarms_roll_back=bool(scene.alarm_names),
    )
    return replace(scene, configuration=configuration, codedeploy=None)
