"""How long the parts of a release by ECS itself take, as its service says."""

import math
from typing import NamedTuple

from model.native import BLOCKS, DEFAULT_PAUSE_MINUTES, STEP_STAGES
from model.strategy import Strategy
from policy.reading import UNKNOWN, Resource, Unknown, items, read, whole
from policy.views.numbers import number
from policy.views.strategies import native_strategy

BLOCK = "deploymentConfiguration"


class StepWaits(NamedTuple):
    """The waits between the steps of the traffic; there is none after the last."""

    times: int
    minutes: int
    """Of each."""

    @property
    def total(self) -> int:
        return self.times * self.minutes


def step_waits(service: Resource) -> StepWaits | Unknown:
    """None at all where the traffic moves at once, or where `native-shift-complete` has something to say."""
    strategy = native_strategy(service)
    if strategy is UNKNOWN:
        return UNKNOWN
    block = BLOCKS.get(strategy) if strategy else None
    if block is None:
        return StepWaits(0, 0)
    percent = number(service.get(BLOCK, block.name, block.percent, default=block.default_percent))
    minutes = whole(service.get(BLOCK, block.name, block.wait, default=block.default_minutes))
    if percent is UNKNOWN or minutes is UNKNOWN:
        return UNKNOWN
    if percent is None or not 0 < percent <= 100 or minutes is None:
        return StepWaits(0, 0)
    return StepWaits(math.ceil(100 / percent) - 1 if strategy == Strategy.LINEAR else 1, minutes)


def bake_minutes(service: Resource) -> int | Unknown | None:
    """After the last step; None where it is not set."""
    return whole(service.get(BLOCK, "bakeTimeInMinutes"))


def pause_minutes(service: Resource) -> int | Unknown:
    """The longest that a release waits in its pauses for somebody's answer, those at each step counted for each."""
    steps, total = step_waits(service), 0
    for _, hook in items(service.get(BLOCK, "lifecycleHooks")):
        kind = read(hook, "targetType")
        if kind not in ("PAUSE", UNKNOWN):
            continue
        minutes = whole(read(hook, "timeoutConfiguration", "timeoutInMinutes", default=DEFAULT_PAUSE_MINUTES))
        stages = [stage for _, stage in items(read(hook, "lifecycleStages"))]
        if steps is UNKNOWN or minutes is UNKNOWN or UNKNOWN in (kind, *stages):
            return UNKNOWN
        times = sum(steps.times + 1 if stage in STEP_STAGES else 1 for stage in stages)
        total += times * (minutes or 0)
    return total
