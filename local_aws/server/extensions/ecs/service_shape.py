"""What DescribeServices shows of a service that moves, from the model.

Faithful: one of `deployments` for each revision that has tasks, the newest PRIMARY and the others ACTIVE, also while
ECS shifts traffic between them; under CODE_DEPLOY and EXTERNAL `taskSets` instead. Not faithful: a deployment that was
rolled back to keeps its id where its tasks were still there, and AWS gives it another.
"""

from uuid import NAMESPACE_URL, uuid5

from local_aws.server.extensions.answers import Answer, At, known
from local_aws.server.extensions.ecs.arns import Arns
from model.moving.service_deployments import ServiceDeployment
from model.moving.services import Service
from model.moving.tasks import TaskSet
from model.strategy import Strategy
from model.texts import service_events

Shape = Answer

OF_A_DEPLOYMENT = (
    "launchType",
    "capacityProviderStrategy",
    "platformVersion",
    "platformFamily",
    "networkConfiguration",
    "serviceConnectConfiguration",
    "volumeConfigurations",
)
OF_A_TASK_SET = (
    "launchType",
    "capacityProviderStrategy",
    "platformVersion",
    "platformFamily",
    "networkConfiguration",
    "serviceRegistries",
)
"""The launch settings that botocore's shapes of these have."""


def moving(service: Service, at: At, arns: Arns) -> Shape:
    """All that is here: the members of DescribeServices that the model knows."""
    shape: Shape = {
        "runningCount": running_count(service),
        "pendingCount": pending_count(service),
        "deployments": deployments(service, at, arns),
        "taskSets": task_sets(service, at, arns),
        "events": events(service, at, arns),
        "currentServiceDeployment": current_service_deployment(service, arns),
        "currentServiceRevisions": current_service_revisions(service, arns),
    }
    return known(shape)


def running_count(service: Service) -> int:
    """Tasks that run and are not being stopped."""
    return sum(one.running for one in service.task_sets)


def pending_count(service: Service) -> int:
    """Tasks that were placed and don't run yet, or wait for a host of their capacity provider."""
    return sum(one.pending + one.waiting for one in service.task_sets)


# Under ECS's own controller


def _release(service: Service) -> ServiceDeployment | None:
    """The one that goes on."""
    return service.release if isinstance(service.release, ServiceDeployment) else None


def newest(service: Service) -> TaskSet | None:
    """The set of the newest deployment, also while another one serves production; after a rollback the one before."""
    release = _release(service)
    return release.target if release and not release.rolling_back else service.primary


def deployments(service: Service, at: At, arns: Arns) -> list[Shape]:
    """The newest first; none where task sets are shown."""
    if service.has_task_sets:
        return []
    primary = newest(service)
    others = [one for one in reversed(service.task_sets) if one is not primary]
    return [_deployment(service, one, at, arns) for one in ([primary] if primary else []) + others]


def _deployment(service: Service, task_set: TaskSet, at: At, arns: Arns) -> Shape:
    primary = task_set is newest(service)
    state, reason = _rollout(service, task_set)
    return {
        "id": task_set.id,
        "status": "PRIMARY" if primary else "ACTIVE",
        "taskDefinition": arns.task_definition(task_set),
        "desiredCount": task_set.requested,
        "pendingCount": task_set.pending + task_set.waiting,
        "runningCount": task_set.running,
        "failedTasks": task_set.failed,
        "createdAt": at(task_set.created_at),
        "updatedAt": at(task_set.updated_at),
        "rolloutState": state,
        "rolloutStateReason": reason,
        **_settings(task_set, OF_A_DEPLOYMENT),
    }


def _rollout(service: Service, task_set: TaskSet) -> tuple[str, str]:
    """`rolloutState` and its reason."""
    in_progress = service_events.IN_PROGRESS.say(deployment=task_set.id)
    release = _release(service)
    if release and release.rolling_back and task_set is service.primary and task_set is not release.target:
        if release.breaker_tripped and release.source:
            in_progress = service_events.BREAKER_ROLLS_BACK.say(deployment=release.source.id)
        return "IN_PROGRESS", in_progress
    made = next((one for one in reversed(service.deployments) if one.target is task_set), None)
    if made is None or made.status == "SUCCESSFUL":
        return "COMPLETED", service_events.COMPLETED.say(deployment=task_set.id)
    if made.breaker_tripped:
        return "FAILED", service_events.BREAKER.say()
    if made.rolling_back or (made.ended and not made.superseded):
        return "FAILED", made.reason
    return "IN_PROGRESS", in_progress


def current_service_deployment(service: Service, arns: Arns) -> str | None:
    """The ARN of the one that goes on."""
    release = _release(service)
    return arns.service_deployment(release) if release else None


def current_service_revisions(service: Service, arns: Arns) -> list[Shape] | None:
    """Those that have tasks; None where task sets are shown."""
    if service.has_task_sets:
        return None
    return [{"arn": arns.service_revision(one), **_counts(one)} for one in service.task_sets]


def _counts(task_set: TaskSet) -> Shape:
    """The tasks of a service revision."""
    return {
        "requestedTaskCount": task_set.requested,
        "runningTaskCount": task_set.running,
        "pendingTaskCount": task_set.pending + task_set.waiting,
    }


# Under CODE_DEPLOY and EXTERNAL


def task_sets(service: Service, at: At, arns: Arns) -> list[Shape]:
    """The oldest first; none under ECS's own controller."""
    return [task_set(one, at, arns) for one in service.task_sets] if service.has_task_sets else []


def task_set(one: TaskSet, at: At, arns: Arns) -> Shape:
    """As DescribeServices and DescribeTaskSets show it."""
    by_codedeploy = one.service.strategy is Strategy.CODEDEPLOY
    shape: Shape = {
        "id": one.id,
        "taskSetArn": arns.task_set(one),
        "serviceArn": arns.service,
        "clusterArn": arns.cluster,
        "status": one.status,
        "taskDefinition": arns.task_definition(one),
        "computedDesiredCount": one.wanted,
        "pendingCount": one.pending + one.waiting,
        "runningCount": one.running,
        "createdAt": at(one.created_at),
        "updatedAt": at(one.updated_at),
        "scale": {"value": float(one.scale_percent), "unit": "PERCENT"},
        "stabilityStatus": "STABILIZING" if one.steady_at is None else "STEADY_STATE",
        "stabilityStatusAt": at(one.updated_at),
        "loadBalancers": load_balancers(one),
        "serviceRegistries": [],
        **_settings(one, OF_A_TASK_SET),
    }
    if by_codedeploy:
        shape["startedBy"] = "CODE_DEPLOY"
    if one.external_id:
        shape["externalId"] = one.external_id
    return shape


def load_balancers(task_set: TaskSet) -> list[Shape]:
    """As they were asked for, each with the group that this set's tasks are in."""
    asked = task_set.launch.settings.get("loadBalancers") or []
    return [balancer | {"targetGroupArn": group.name} for balancer, group in zip(asked, task_set.groups, strict=False)]


# Under every controller


def events(service: Service, at: At, arns: Arns) -> list[Shape]:
    """The newest first. The id of an event stays the same, as it is made of what the event says and when."""
    shapes, seen = [], {}
    for moment, text in service.events:
        number = seen[moment, text] = seen.get((moment, text), 0) + 1
        id_ = uuid5(NAMESPACE_URL, f"{arns.service} {moment} {text} {number}")
        shapes.append({"id": str(id_), "createdAt": at(moment), "message": text})
    return shapes[::-1]


def _settings(task_set: TaskSet, members: tuple[str, ...]) -> Shape:
    settings = task_set.launch.settings
    return {member: settings[member] for member in members if settings.get(member) not in (None, [])}
