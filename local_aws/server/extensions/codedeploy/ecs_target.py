"""How CodeDeploy shows what a deployment does to its ECS service: `DeploymentTarget` of its API."""

from typing import Any

from local_aws.server.extensions.answers import Answer, At
from local_aws.server.extensions.codedeploy.request import Request
from model.moving.codedeploy import Deployment, LifecycleEvent
from model.moving.tasks import TaskSet
from model.moving.traffic import TargetGroup


def target(deployment: Deployment, request: Request, at: At) -> Answer:
    """The only one that the deployment has."""
    ecs_target = {
        "deploymentId": deployment.id,
        "targetId": request.target,
        "targetArn": request.service_arn,
        "lastUpdatedAt": at(deployment.changed_at),
        "lifecycleEvents": [_event(event, deployment, at) for event in deployment.events],
        "status": status(deployment),
        "taskSetsInfo": _task_sets(deployment),
    }
    return {"deploymentTargetType": "ECSTarget", "ecsTarget": ecs_target}


def status(deployment: Deployment) -> str:
    """That of its target."""
    return {"Created": "Pending", "Stopped": "Failed"}.get(deployment.status, deployment.status)


def _event(event: LifecycleEvent, deployment: Deployment, at: At) -> Answer:
    shown: Answer = {"lifecycleEventName": event.name, "status": event.status}
    if event.started_at is not None:
        shown["startTime"] = at(event.started_at)
    if event.ended_at is not None:
        shown["endTime"] = at(event.ended_at)
    if event.status == "Failed" and deployment.error:
        script, message = deployment.hooks.get(event.name, ""), deployment.error[1]
        shown["diagnostics"] = {"errorCode": "UnknownError", "scriptName": script, "message": message, "logTail": ""}
    return shown


def _task_sets(deployment: Deployment) -> list[Answer]:
    sets = {"Blue": deployment.blue or deployment.service.primary, "Green": deployment.green}
    return [_task_set(one, label, deployment) for label, one in sets.items() if one]


def _task_set(task_set: TaskSet, label: str, deployment: Deployment) -> Answer:
    shown: dict[str, Any] = {
        "identifer": task_set.id,
        "desiredCount": task_set.wanted,
        "pendingCount": task_set.pending,
        "runningCount": task_set.running,
        "status": task_set.status,
        "trafficWeight": 0.0,
        "taskSetLabel": label,
    }
    if task_set.groups:
        group = task_set.groups[0]
        # The ARN of a target group: …:targetgroup/NAME/ID.
        shown["targetGroup"] = {"name": group.name.split("/")[1]}
        if task_set in deployment.service.task_sets:
            shown["trafficWeight"] = _weight(group, deployment)
    return shown


def _weight(group: TargetGroup, deployment: Deployment) -> float:
    """Its percent of the production traffic."""
    for route in deployment.group.production.forwarding_to(group):
        return 100 * route.weights[group] / (sum(route.weights.values()) or 1)
    return 0.0
