"""Scalable targets: the bounds of a service's desired count."""

from collections.abc import Iterator
from typing import Any

from moto.applicationautoscaling.models import (
    ApplicationAutoscalingBackend,
    FakeScalableTarget,
    applicationautoscaling_backends,
)

from local_aws.server.account import Account
from local_aws.server.extensions.ecs.services import scale
from local_aws.server.extensions.patching import AwsError, patches
from model.texts.autoscaling import CAPACITIES_REVERSED, NO_CAPACITY, NO_TARGET, SERVICE_MISSING

ROLE = (
    "role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService"
)
"""AWS shows it whatever role was given
(https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-service-linked-roles.html)."""
SUSPENDED = ("DynamicScalingInSuspended", "DynamicScalingOutSuspended", "ScheduledScalingSuspended")

_register = ApplicationAutoscalingBackend.register_scalable_target
_deregister = ApplicationAutoscalingBackend.deregister_scalable_target


@patches(ApplicationAutoscalingBackend)
def register_scalable_target(
    self: ApplicationAutoscalingBackend,
    namespace: str,
    r_id: str,
    dimension: str,
    min_capacity: int | None,
    max_capacity: int | None,
    role_arn: str,
    suspended_state: Any,
) -> FakeScalableTarget:
    """New, or with what is sent changed; the service is brought between the bounds."""
    if namespace == "ecs" and service(self, r_id) is None:
        raise AwsError.of(SERVICE_MISSING, resource=r_id)
    known = self.targets.get(dimension, {}).get(r_id)
    low = known.min_capacity if known and min_capacity is None else min_capacity
    high = known.max_capacity if known and max_capacity is None else max_capacity
    check(low, high)
    if None in (low, high):
        raise AwsError.of(NO_CAPACITY)
    before: Any = known.suspended_state if known else dict.fromkeys(SUSPENDED, False)
    role = f"arn:aws:iam::{self.account_id}:{ROLE}" if namespace == "ecs" else role_arn
    state: Any = before | (suspended_state or {})
    target = _register(self, namespace, r_id, dimension, low, high, role, state)
    bring_inside(self, target)
    return target


def check(low: int | None, high: int | None) -> None:
    """Raises what AWS says of such bounds."""
    if low is not None and high is not None and high < low:
        raise AwsError.of(CAPACITIES_REVERSED)


@patches(ApplicationAutoscalingBackend)
def deregister_scalable_target(self: ApplicationAutoscalingBackend, namespace: str, r_id: str, dimension: str) -> None:
    """With its policies, their alarms, and its scheduled actions."""
    target_of(self, namespace, r_id, dimension)
    for policy in [
        one for one in self.policies.values() if (one.resource_id, one.scalable_dimension) == (r_id, dimension)
    ]:
        self.delete_scaling_policy(policy.policy_name, namespace, r_id, dimension)
    self.scheduled_actions = [
        one for one in self.scheduled_actions if (one.resource_id, one.scalable_dimension) != (r_id, dimension)
    ]
    _deregister(self, namespace, r_id, dimension)


def target_of(
    backend: ApplicationAutoscalingBackend, namespace: str, resource: str, dimension: str
) -> FakeScalableTarget:
    """The registered one."""
    target = backend.targets.get(dimension, {}).get(resource)
    if target is None:
        raise AwsError.of(NO_TARGET, namespace=namespace, resource=resource, dimension=dimension)
    return target


def targets(of: Account) -> Iterator[tuple[ApplicationAutoscalingBackend, Any]]:
    """Those of ECS services."""
    backend = applicationautoscaling_backends[of.id][of.region]
    for by_resource in list(backend.targets.values()):
        for target in list(by_resource.values()):
            if target.service_namespace == "ecs":
                yield backend, target


def service(backend: ApplicationAutoscalingBackend, resource: str) -> Any:
    """ECS's record of `service/CLUSTER/NAME`; None: it is not there."""
    found = backend.ecs_backend.services.get(":".join(resource.split("/")[1:]))
    return found if found and found.status == "ACTIVE" else None


def bring_inside(backend: ApplicationAutoscalingBackend, target: Any) -> bool:
    """Whether the desired count was outside of the bounds."""
    if target.service_namespace != "ecs" or (found := service(backend, target.resource_id)) is None:
        return False
    desired = min(max(found.desired_count, target.min_capacity), target.max_capacity)
    if changed := desired != found.desired_count:
        scale(found, desired)
    return changed


def follow(of: Account) -> None:
    """A service that is deleted takes its target with it (https://github.com/eagletmt/hako/pull/69)."""
    for backend, target in targets(of):
        if service(backend, target.resource_id) is None:
            backend.deregister_scalable_target("ecs", target.resource_id, target.scalable_dimension)
