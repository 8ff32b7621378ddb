"""What each release strategy asks of the settings."""

from collections.abc import Iterator

from model.codedeploy import TWO_DAYS_MINUTES
from model.native import BAKE_MINUTES, BLOCKS
from model.percents import can_move, most, room
from model.strategy import NATIVE, Strategy
from settings.settings import Settings


def problems(s: Settings) -> Iterator[str]:
    """A line for each: the key, its value, what it does not go with and what to do."""
    if s.stickiness_seconds and s.strategy is not Strategy.ROLLING:
        yield (
            f"bluegreen:stickinessSeconds = {s.stickiness_seconds}: with bluegreen:strategy {s.mover} a client with "
            "the cookie stays on blue whatever its weight, and gets 503 once blue is gone; keep sessions outside of "
            "tasks and set it to 0, or take strategy rolling"
        )
    if s.strategy in NATIVE:
        yield from _native(s)
    elif s.strategy is Strategy.ROLLING:
        yield from _rolling(s)
    else:
        yield from _codedeploy(s)


def tasks_during_release(s: Settings) -> int:
    """How many tasks the hosts must hold at the same time for a release to come to its end."""
    if s.strategy is Strategy.ROLLING:
        return room(s.most_tasks, s.minimum_healthy_percent)
    return 2 * s.most_tasks


def most_tasks(s: Settings) -> int:
    """How many tasks ECS runs at the same time during a release, where nothing keeps it from it."""
    return most(s.most_tasks, s.maximum_percent) if s.strategy is Strategy.ROLLING else 2 * s.most_tasks


def _codedeploy(s: Settings) -> Iterator[str]:
    if s.network and s.shift.kind != "AllAtOnce":
        yield (
            "bluegreen:deploymentConfig: is in steps, and behind a Network Load Balancer (bluegreen:loadBalancerType) "
            "CodeDeploy moves all traffic at once; set it to CodeDeployDefault.ECSAllAtOnce, or bluegreen:strategy to "
            "native"
        )
    if s.ready_wait_minutes > TWO_DAYS_MINUTES:
        yield (
            f"bluegreen:readyWaitMinutes = {s.ready_wait_minutes}: with bluegreen:strategy codedeploy it must be 0 to "
            f"{TWO_DAYS_MINUTES} (two days); lower it"
        )


def _native(s: Settings) -> Iterator[str]:
    if s.termination_wait_minutes > BAKE_MINUTES:
        yield (
            f"bluegreen:terminationWaitMinutes = {s.termination_wait_minutes}: with bluegreen:strategy native it is "
            f"the bake time, which ECS takes up to {BAKE_MINUTES} minutes (one day); lower it"
        )
    block = BLOCKS.get(s.strategy)
    if block and s.shift.percent < block.least_percent:
        yield (
            f"bluegreen:deploymentConfig.percentage = {s.shift.percent}: with bluegreen:strategy native a step of a "
            f"{s.strategy.lower()} shift is at least {block.least_percent} percent; raise it"
        )
    if s.shift.interval_minutes > BAKE_MINUTES:
        yield (
            f"bluegreen:deploymentConfig.intervalMinutes = {s.shift.interval_minutes}: with bluegreen:strategy native "
            f"it is at most {BAKE_MINUTES} minutes (one day); lower it"
        )


def _rolling(s: Settings) -> Iterator[str]:
    low, high = s.minimum_healthy_percent, s.maximum_percent
    stuck = next((count for count in s.task_counts if not can_move(count, low, high)), 0)
    if stuck:
        yield (
            f"bluegreen:minimumHealthyPercent = {low}, bluegreen:maximumPercent = {high}: of {stuck} tasks "
            "they let a rolling update neither start a new one nor stop an old one; raise maximumPercent or lower "
            "minimumHealthyPercent"
        )
    if s.ready_wait_minutes:
        yield (
            f"bluegreen:readyWaitMinutes = {s.ready_wait_minutes}: with bluegreen:strategy rolling nobody can approve, "
            "since new tasks get traffic as soon as they are healthy; set it to 0, or take another strategy"
        )
