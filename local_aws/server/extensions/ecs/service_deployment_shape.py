"""What DescribeServiceDeployments, ListServiceDeployments and DescribeServiceRevisions show, from the model."""

from typing import Any

from local_aws.server.extensions.answers import At, known, moment
from local_aws.server.extensions.ecs.arns import Arns
from local_aws.server.extensions.ecs.revisions import SETTINGS
from local_aws.server.extensions.ecs.service_shape import Shape
from model.moving.native import HookState, NativeDeployment
from model.moving.service_deployments import ServiceDeployment
from model.moving.tasks import TaskSet


def brief(deployment: ServiceDeployment, at: At, arns: Arns) -> Shape:
    """One of a list."""
    shape = {
        "serviceDeploymentArn": arns.service_deployment(deployment),
        "serviceArn": arns.service,
        "clusterArn": arns.cluster,
        "createdAt": at(deployment.created_at),
        "startedAt": moment(deployment.started_at, at),
        "finishedAt": moment(deployment.ended_at, at),
        "targetServiceRevisionArn": arns.service_revision(deployment.target),
        "status": deployment.status,
        "statusReason": deployment.reason or None,
    }
    return known(shape)


def described(deployment: ServiceDeployment, at: At, arns: Arns) -> Shape:
    """All of it."""
    shape = brief(deployment, at, arns)
    del shape["targetServiceRevisionArn"]
    source = deployment.source
    native = isinstance(deployment, NativeDeployment)
    return shape | known(
        {
            "updatedAt": at(deployment.updated_at),
            "stoppedAt": moment(deployment.stopped_at, at),
            "sourceServiceRevisions": [_revision_in(deployment, source, arns)] if source else [],
            "targetServiceRevision": _revision_in(deployment, deployment.target, arns),
            "lifecycleStage": deployment.stage,
            "lifecycleHookDetails": [_hook(one, at) for one in deployment.hooks] if native else None,
            "deploymentConfiguration": dict(deployment.configuration.settings),
            "rollback": _rollback(deployment, at, arns),
            "deploymentCircuitBreaker": _breaker(deployment),
            "alarms": _alarms(deployment),
        }
    )


def _revision_in(deployment: ServiceDeployment, task_set: TaskSet, arns: Arns) -> Shape:
    progress = deployment.progress(task_set)
    return known(
        {
            "arn": arns.service_revision(task_set),
            "requestedTaskCount": progress.requested,
            "runningTaskCount": progress.running,
            "pendingTaskCount": progress.pending,
            "requestedProductionTrafficWeight": progress.production_percent,
            "requestedTestTrafficWeight": progress.test_percent,
        }
    )


def _hook(state: HookState, at: At) -> Shape:
    function = state.hook.function
    return known(
        {
            "hookId": state.id,
            "targetType": "AWS_LAMBDA" if function else "PAUSE",
            "targetArn": function or None,
            "status": state.status,
            "expiresAt": at(state.expires_at),
            "timeoutAction": state.hook.timeout_action,
        }
    )


def _rollback(deployment: ServiceDeployment, at: At, arns: Arns) -> Shape | None:
    if deployment.rolled_back_at is None or deployment.source is None:
        return None
    return {
        "reason": deployment.reason,
        "startedAt": at(deployment.rolled_back_at),
        "serviceRevisionArn": arns.service_revision(deployment.source),
    }


def _breaker(deployment: ServiceDeployment) -> Shape:
    return {
        "status": _monitor(deployment, deployment.configuration.breaker, deployment.breaker_tripped),
        "failureCount": deployment.failed_tasks,
        "threshold": deployment.configuration.breaker_threshold(deployment.service.desired),
    }


def _alarms(deployment: ServiceDeployment) -> Shape:
    names = deployment.configuration.alarm_names
    shape: Shape = {"status": _monitor(deployment, bool(names), bool(deployment.triggered_alarms))}
    if names:
        shape |= {"alarmNames": list(names), "triggeredAlarmNames": list(deployment.triggered_alarms)}
    return shape


def _monitor(deployment: ServiceDeployment, enabled: bool, triggered: bool) -> str:
    if not enabled:
        return "DISABLED"
    if triggered:
        return "TRIGGERED"
    return "MONITORING_COMPLETE" if deployment.ended else "MONITORING"


def revision(task_set: TaskSet, at: At, arns: Arns, images: list[dict[str, str]]) -> Shape:
    """A service revision; `images` are its containers'."""
    said = task_set.launch.settings
    balancers: list[dict[str, Any]] = list(said.get("loadBalancers") or [])
    resolved = [
        known(
            {
                "targetGroupArn": group.name,
                "productionListenerRule": (one.get("advancedConfiguration") or {}).get("productionListenerRule"),
            }
        )
        for one, group in zip(balancers, task_set.groups, strict=False)
    ]
    return {
        "serviceRevisionArn": arns.service_revision(task_set),
        "serviceArn": arns.service,
        "clusterArn": arns.cluster,
        "taskDefinition": arns.task_definition(task_set),
        "containerImages": images,
        "guardDutyEnabled": False,
        "createdAt": at(task_set.created_at),
        **({"resolvedConfiguration": {"loadBalancers": resolved}} if resolved else {}),
        **{member: said[member] for member in SETTINGS if said.get(member)},
    }
