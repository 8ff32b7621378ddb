"""The keys of how many tasks there are, and on what: Application Auto Scaling, Spot, the CPU architecture."""

from collections.abc import Sequence
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from components.scaling import Bounds, Scaling, Scheduled
from model.schedules import BadSchedule, schedule
from model.spot import Spot
from settings.strict import Strict, refuse_unless
from settings.values import between, nothing_said
from settings.wording import nearest

MOST_TASKS = 1000
MESSAGE = 200
"""Characters; a longer one repeats much of what is wrong."""


def _schedule(value: str) -> str:
    try:
        schedule(value)
    except BadSchedule as error:
        raise ValueError(str(error)[:MESSAGE]) from None
    return value


def _timezone(value: str) -> str:
    meant = nearest(value, available_timezones())
    hint = f"; did you mean {meant}?" if meant else ""
    refuse_unless(value in available_timezones(), f"must be a name of the IANA database, such as Europe/Berlin{hint}")
    return value


class TaskBounds(Strict):
    """Between which numbers of tasks the scaler stays."""

    max_tasks: Annotated[int, between(0, MOST_TASKS, "tasks")]
    min_tasks: Annotated[int, between(0, MOST_TASKS, "tasks")]

    @model_validator(mode="after")
    def _in_order(self) -> "TaskBounds":
        refuse_unless(
            self.min_tasks <= self.max_tasks,
            f"has minTasks {self.min_tasks} above maxTasks {self.max_tasks}; lower the one or raise the other",
        )
        return self


class ScheduledBounds(TaskBounds):
    """Others, from a time on."""

    when: Annotated[str, AfterValidator(_schedule)]
    timezone: Annotated[str, AfterValidator(_timezone)] = "UTC"


class ScalingObject(TaskBounds):
    """`scaling`."""

    min_tasks: Annotated[int, between(1, MOST_TASKS, "tasks (a schedule may have 0)")]
    cpu_percent: Annotated[int, between(1, 100, "percent of the tasks' CPU units")] | None = None
    memory_percent: Annotated[int, between(1, 100, "percent of the tasks' memory")] | None = None
    requests_per_task: Annotated[int, between(1, 1_000_000, "requests a minute")] | None = None
    schedule: list[ScheduledBounds] = Field(default_factory=list)

    @model_validator(mode="after")
    def _by_something(self) -> "ScalingObject":
        refuse_unless(
            bool(self.cpu_percent or self.memory_percent or self.requests_per_task or self.schedule),
            "has nothing to scale by; set cpuPercent, memoryPercent, requestsPerTask or a schedule",
        )
        mins = [one.min_tasks for one in self.schedule]
        refuse_unless(
            not mins or any(mins),
            "has a schedule that goes to 0 tasks and never up again, and no metric scales out from 0; add an entry "
            "with a minTasks of 1 or more",
        )
        return self


class SpotObject(Strict):
    """`spot`."""

    percent: Annotated[int, between(1, 100, "percent")]
    on_demand_tasks: Annotated[int, between(0, MOST_TASKS, "tasks")] = 0

    @model_validator(mode="after")
    def _placed(self) -> "SpotObject":
        refuse_unless(
            self.percent < 100 or not self.on_demand_tasks,
            "has percent 100, with which ECS places nothing on demand, and onDemandTasks; lower percent to 99, or take "
            "onDemandTasks out",
        )
        return self


class ScalingKeys(Strict):
    """What a stack says of the number and the place of its tasks. What must hold between it and others is in
    `scaling_checks.py`."""

    scaled: Annotated[ScalingObject | None, BeforeValidator(nothing_said), Field(alias="scaling")]
    on_spot: Annotated[SpotObject | None, BeforeValidator(nothing_said), Field(alias="spot")]
    architecture: Literal["", "X86_64", "ARM64"]

    @property
    def scaling(self) -> Scaling | None:
        """When the scaler changes the number of tasks; None, never."""
        if (s := self.scaled) is None:
            return None
        return Scaling(
            bounds=_bounds(s),
            cpu_percent=s.cpu_percent,
            memory_percent=s.memory_percent,
            requests_per_task=s.requests_per_task,
            schedule=_schedules(s.schedule),
        )

    @property
    def spot(self) -> Spot | None:
        """How many tasks run on Fargate Spot; None, none."""
        return self.on_spot and Spot(self.on_spot.percent, self.on_spot.on_demand_tasks)


def _bounds(said: TaskBounds) -> Bounds:
    return Bounds(said.min_tasks, said.max_tasks)


def _schedules(said: Sequence[ScheduledBounds]) -> tuple[Scheduled, ...]:
    return tuple(Scheduled(when=one.when, timezone=one.timezone, bounds=_bounds(one)) for one in said)
