"""ECS's own blue/green, linear and canary deployments: the stages in their order, hooks, bake times, rollback.

Sources: ECS developer guide, blue/green, linear and canary deployments; botocore's model of November 2026.
"""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, get_args

from model.moving.clock import Timer, Timers
from model.moving.configuration import Advanced, Stage, StageHook
from model.moving.hooks import Answer, Invocation
from model.moving.refusal import Refusal
from model.moving.service_deployments import ServiceDeployment
from model.moving.tasks import TaskSet
from model.moving.traffic import TargetGroup
from model.native import STAGE_MINUTES
from model.texts import native as say

if TYPE_CHECKING:
    from model.moving.services import Service

STAGES: tuple[Stage, ...] = get_args(Stage)
LAMBDA_SECONDS = 15 * 60
"""The longest that one call of a function takes (ECS developer guide, 2026)."""

HookStatus = Literal["AWAITING_ACTION", "IN_PROGRESS", "SUCCEEDED", "FAILED", "TIMED_OUT"]


@dataclass(kw_only=True)
class HookState:
    """One hook in one stage, as DescribeServiceDeployments shows it."""

    id: str
    hook: StageHook
    stage: Stage
    status: HookStatus
    expires_at: float
    timer: Timer
    call: Invocation | None = None


class NativeDeployment(ServiceDeployment):
    """The new revision starts in the idle group, and production's rule moves to it."""

    def __init__(self, service: "Service", source: TaskSet | None, target: TaskSet, advanced: Advanced) -> None:
        super().__init__(service, source, target)
        self.advanced = advanced
        self.hooks: list[HookState] = []
        self.green: TargetGroup = target.groups[0]
        self.blue: TargetGroup = next(group for group in advanced.groups if group is not self.green)
        self.production_percent = 0.0
        """Green's share, as asked for."""
        self.test_percent = 0.0
        self._steps = list(self.configuration.steps())
        self._waits_for_health = False
        """Production moves only to tasks that are healthy: a group that no rule named before is checked only now."""
        self._timers = Timers(self.cloud.clock)

    def begin(self) -> None:
        """From PENDING to the first stage."""
        self._timers.after(self.cloud.pace.stage, self._start)

    def answer(self, hook_id: str, action: Literal["CONTINUE", "ROLLBACK"]) -> None:
        """ContinueServiceDeployment: somebody answers a pause."""
        if self.ended:
            raise Refusal.of(say.ENDED)
        state = next((one for one in self.hooks if one.id == hook_id), None)
        if state is None or state.status != "AWAITING_ACTION":
            raise Refusal.of(say.UNKNOWN_HOOK)
        self._settle(state, "SUCCEEDED")
        if action == "ROLLBACK":
            self.roll_back(say.ROLLED_BACK_BY_USER.say())
        else:
            self._look_at_hooks()

    def steady(self, task_set: TaskSet) -> None:
        """Green is up."""
        if task_set is self.target and self.stage == "SCALE_UP":
            self._stage_done()

    def percents(self, task_set: TaskSet) -> tuple[float | None, float | None]:
        """Green's shares, and what is left of them for blue."""
        if task_set is self.target:
            return self.production_percent, self.test_percent
        return 100 - self.production_percent, 100 - self.test_percent

    # The stages

    def _start(self) -> None:
        self.become("IN_PROGRESS")
        if why := self._misrouted():
            self.roll_back(why)
        elif left_over := self._left_over():
            self._enter("RECONCILE_SERVICE")
            for left in left_over:
                if left.status != "DRAINING":  # of a deployment that was stopped half-way
                    self.service.drain(left)
            self._reconcile()
        else:
            self._enter("PRE_SCALE_UP")

    def _misrouted(self) -> str:
        """Why the rules cannot be moved; empty: they can."""
        production, groups = self.advanced.production, self.advanced.groups
        for group in production.weights:
            if group not in groups:
                names = {"blue": groups[0].name, "green": groups[1].name}
                return say.UNEXPECTED_GROUP.say(target_group=group.name, **names)
        serving = [group for group, weight in production.weights.items() if weight]
        if len(serving) > 1:
            return say.SEVERAL_SERVE.say(rule=production.name, count=len(serving))
        test = self.advanced.test.weights if self.advanced.test else {}
        for group in groups:
            if group not in production.weights and group not in test:
                return say.GROUP_NOT_BEHIND_RULE.say(target_group=group.name)
        return ""

    def looked(self) -> None:
        """What an earlier deployment left is gone."""
        if self.stage == "RECONCILE_SERVICE" and self.status == "IN_PROGRESS":
            self._reconcile()
        if self._waits_for_health and self.target.complete:
            self._act()
        if self.status == "ROLLBACK_IN_PROGRESS" and self.target not in self.service.task_sets:
            self.finish("ROLLBACK_SUCCESSFUL")

    def _reconcile(self) -> None:
        if not self._left_over():
            self._enter("PRE_SCALE_UP")

    def _left_over(self) -> list[TaskSet]:
        """What runs of earlier deployments."""
        return [one for one in self.service.task_sets if one not in (self.source, self.target)]

    def _enter(self, stage: Stage) -> None:
        self._timers.cancel()
        self.stage, self.updated_at = stage, self.cloud.clock.now
        self.cloud.say(f"service deployment {self.id}", stage)
        self._timers.after(60 * STAGE_MINUTES, self._too_long)
        if stage == "SCALE_UP":
            self.target.scale_percent = 100
            self.service.plan()
            return
        if stage == "RECONCILE_SERVICE":
            return
        seconds = self.cloud.pace.stage
        if (stage == "TEST_TRAFFIC_SHIFT" and self.advanced.test) or stage == "PRODUCTION_TRAFFIC_SHIFT":
            seconds += self._shift_seconds
        elif stage == "BAKE_TIME":
            seconds = 60 * self.configuration.bake_minutes
        self._timers.after(seconds, self._act)

    @property
    def _shift_seconds(self) -> float:
        pace = self.cloud.pace
        return pace.listener + (pace.network_load_balancer if self.advanced.network else 0)

    def _act(self) -> None:
        """What the stage itself does; then its hooks are called, and when all have answered it is over."""
        shifts = self.stage == "PRODUCTION_TRAFFIC_SHIFT" and self.status == "IN_PROGRESS"
        self._waits_for_health = shifts and not self.target.complete
        if self._waits_for_health:
            return
        if self.stage == "TEST_TRAFFIC_SHIFT" and self.advanced.test:
            self.test_percent = 100
            self.advanced.test.forward({self.green: 100, self.blue: 0})
        elif self.stage == "PRODUCTION_TRAFFIC_SHIFT":
            if self.advanced.production.deleted:
                self.roll_back(say.GROUP_NOT_BEHIND_RULE.say(target_group=self.green.name))
                return
            self.production_percent = self._steps[0][0]
            self._weigh(self.production_percent)
        self._call_hooks()

    def _call_hooks(self) -> None:
        clock = self.cloud.clock
        assert self.stage
        for hook in self.configuration.hooks:
            if self.stage not in hook.stages:
                continue
            seconds = LAMBDA_SECONDS if hook.function else 60 * hook.timeout_minutes
            kind = "lambda" if hook.function else "pause"
            state = HookState(
                id=f"ecs-{kind}-{self.cloud.ids.hexadecimal()}",
                hook=hook,
                stage=self.stage,
                status="IN_PROGRESS" if hook.function else "AWAITING_ACTION",
                expires_at=clock.now + seconds,
                timer=clock.after(seconds, self._timed_out, len(self.hooks)),
            )
            self.hooks.append(state)
            if hook.function:
                number = len(self.hooks) - 1
                state.call = self.cloud.functions.invoke(
                    hook.function,
                    self.id,
                    self.stage,
                    partial(self._answered, number),
                    release=self,
                    details=hook.details,
                    again=partial(self._called_again, number),
                )
            else:
                self.cloud.say(f"service deployment {self.id}", f"{self.stage} waits for {state.id}")
        self._look_at_hooks()

    def _called_again(self, number: int, seconds: float = 0) -> None:
        """A function that is not done has as long again from its next call on."""
        state = self.hooks[number]
        state.timer.cancel()
        state.expires_at = self.cloud.clock.now + seconds + LAMBDA_SECONDS
        state.timer = self.cloud.clock.after(seconds + LAMBDA_SECONDS, self._timed_out, number)

    def _answered(self, number: int, answer: Answer) -> None:
        """A function's answer."""
        state = self.hooks[number]
        state.call = None
        self._settle(state, "SUCCEEDED" if answer == "Succeeded" else "FAILED")
        if answer == "Failed":
            self.roll_back(say.HOOK_FAILED.say(stage=state.stage, target=state.hook.function))
        else:
            self._look_at_hooks()

    def _timed_out(self, number: int) -> None:
        state = self.hooks[number]
        if self.cloud.functions.runs(state.call):
            self._called_again(number)
            return
        action = state.hook.timeout_action
        self._settle(state, "TIMED_OUT")
        if state.hook.function:
            self.roll_back(say.HOOK_SILENT.say(stage=state.stage, target=state.hook.function))
        elif action == "ROLLBACK":
            self.roll_back(say.PAUSE_TIMED_OUT.say(stage=state.stage))
        else:
            self._look_at_hooks()

    def _settle(self, state: HookState, status: HookStatus) -> None:
        state.status = status
        state.timer.cancel()
        if state.call:
            self.cloud.functions.forget(state.call)
            state.call = None

    def _look_at_hooks(self) -> None:
        open_ones = [one for one in self.hooks if one.status in ("AWAITING_ACTION", "IN_PROGRESS")]
        if self.status == "IN_PROGRESS" and not open_ones:
            self._stage_done()

    def _stage_done(self) -> None:
        if self.stage == "PRODUCTION_TRAFFIC_SHIFT":
            self._step_done()
        elif self.stage == "CLEAN_UP":
            self._clean_up()
        elif self.stage:
            self._enter(STAGES[STAGES.index(self.stage) + 1])

    def _step_done(self) -> None:
        _, minutes = self._steps.pop(0)
        if self._steps:
            self._timers.after(60 * minutes, self._enter, "PRE_PRODUCTION_TRAFFIC_SHIFT")
        else:
            self.service.make_primary(self.target)
            self._enter("POST_PRODUCTION_TRAFFIC_SHIFT")

    def _clean_up(self) -> None:
        if self.source:
            self.service.drain(self.source)
        self._over()
        self.finish("SUCCESSFUL")

    # The other ends

    def roll_back(self, reason: str) -> None:
        """Production returns to the source at once, and the target's tasks end."""
        self.reason = reason
        self._over()
        if self.source is None:
            self.finish("ROLLBACK_FAILED", say.NO_ROLLBACK_CANDIDATE.say())
            return
        self.become("ROLLBACK_REQUESTED")
        self.say_failed()
        self._timers.after(self.cloud.pace.listener, self._begin_rollback)

    def supersede(self) -> None:
        """Production returns to the source, from which the other deployment starts."""
        self._over()
        if self.source:
            self._return_traffic()
        super().supersede()

    def _begin_rollback(self) -> None:
        self.become("ROLLBACK_IN_PROGRESS")
        self._return_traffic()

    def _return_traffic(self) -> None:
        assert self.source
        if self.production_percent:
            self._weigh(0)
        if self.advanced.test and self.test_percent:
            self.advanced.test.forward({self.blue: 100, self.green: 0})
        self.production_percent = self.test_percent = 0
        self.service.make_primary(self.source)
        self.service.drain(self.target)

    def abandon(self, reason: str) -> None:
        """Everything stays as it is."""
        self._over()
        super().abandon(reason)

    def _weigh(self, green_percent: float) -> None:
        # Weights are whole numbers up to 999: tenths of a percent where it takes them.
        parts = 1 if float(green_percent).is_integer() else 10
        green = round(green_percent * parts)
        self.advanced.production.forward({self.green: green, self.blue: 100 * parts - green})

    def _too_long(self) -> None:
        self.roll_back(say.STAGE_TIMED_OUT.say(stage=self.stage))

    def _over(self) -> None:
        self._timers.cancel()
        self._waits_for_health = False
        for state in self.hooks:
            if state.status in ("AWAITING_ACTION", "IN_PROGRESS"):
                self._settle(state, "FAILED")
