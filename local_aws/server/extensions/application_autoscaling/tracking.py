"""Target tracking: each minute, as many tasks as bring the metric to its target.

https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import Any

from moto.applicationautoscaling.models import FakeApplicationAutoscalingPolicy
from moto.cloudwatch.models import cloudwatch_backends

from local_aws.server.account import Account
from local_aws.server.extensions.application_autoscaling.targets import service, targets
from local_aws.server.extensions.cloudwatch import alarms
from local_aws.server.extensions.ecs.services import moving, scale
from local_aws.server.tried import tried
from model.strategy import Strategy

COOLDOWN_SECONDS = 300
"""AWS's own for ECS, in and out."""


@dataclass(frozen=True)
class Wish:
    """What one policy wants."""

    tasks: int
    out: bool
    cooldown_seconds: float


def follow(of: Account, minute: int) -> bool:
    """Whether a service was scaled by what was measured until this minute of the cloud's clock."""
    before = _counts(of)
    for backend, target in targets(of):
        tried(_follow, of, backend, target, minute)
    return before != _counts(of)


def _counts(of: Account) -> list[int]:
    return [service(backend, target.resource_id).desired_count for backend, target in targets(of)]


def _follow(of: Account, backend: Any, target: Any, minute: int) -> None:
    found = service(backend, target.resource_id)
    policies = [
        one
        for one in backend.policies.values()
        if one.resource_id == target.resource_id and one.policy_type == "TargetTrackingScaling"
    ]
    if not policies or not found.desired_count:
        # What tracks the average of no task has no data, and no factor makes more of it.
        return
    wishes = [wish for one in policies for wish in _wishes(of, one, found.desired_count, minute)]
    outs = [wish for wish in wishes if wish.out]
    ins = [
        one for one in policies if not (one.target_tracking_scaling_policy_configuration or {}).get("DisableScaleIn")
    ]
    if not outs and len(wishes) < len(ins):
        return
    chosen = max(outs or wishes, key=lambda wish: wish.tasks)
    low, high, count = target.min_capacity, target.max_capacity, found.desired_count
    desired = min(max(chosen.tasks, low), high)
    side = "Out" if chosen.out else "In"
    if desired == count or target.suspended_state[f"DynamicScaling{side}Suspended"]:
        return
    if not chosen.out and _deploying(found):
        return
    now, last = of.cloud.clock.now, vars(target).get("scaled", {})
    then, by = last.get(side, (float("-inf"), 0))
    if now - then < chosen.cooldown_seconds and not (chosen.out and desired - count > by):
        # A larger step out need not wait (ECS developer guide, automatically scale your Amazon ECS service).
        return
    scale(found, desired)
    target.scaled = last | {side: (now, abs(desired - count))}


def _deploying(record: Any) -> bool:
    """AWS scales nothing in while ECS deploys; CodeDeploy's deployments do not keep it from that
    (ECS developer guide, Service auto scaling and deployments; CodeDeploy blue/green deployments)."""
    owner = moving(record)
    return owner.release is not None and owner.strategy is not Strategy.CODEDEPLOY


def _wishes(of: Account, policy: FakeApplicationAutoscalingPolicy, count: int, minute: int) -> Iterator[Wish]:
    """One at most: while an alarm of the policy is on."""
    said: dict[str, Any] = policy.target_tracking_scaling_policy_configuration or {}
    backend = cloudwatch_backends[of.id][of.region]
    for out, alarm in zip((True, False), policy.alarms, strict=False):
        # As CloudWatch has it by now.
        now = backend.alarms.get(alarm.name)
        value = alarms.latest(backend, now, minute) if now and now.state_value == "ALARM" else None
        if value is not None:
            key = "ScaleOutCooldown" if out else "ScaleInCooldown"
            tasks = ceil(count * value / float(said["TargetValue"]))
            yield Wish(tasks, out, said.get(key, COOLDOWN_SECONDS))
