"""How CodeDeploy shows a deployment for ECS: `DeploymentInfo` of its API."""

from local_aws.server.extensions.answers import Answer, At, known, moment
from local_aws.server.extensions.codedeploy.request import Request
from local_aws.server.extensions.codedeploy.revisions import shown
from model.moving.codedeploy import Deployment
from model.texts import codedeploy as say

COUNTED = ("Pending", "InProgress", "Succeeded", "Failed", "Skipped", "Ready")


def info(deployment: Deployment, request: Request, at: At) -> Answer:
    """The members that AWS gives; those that it leaves out are not there."""
    members = {
        "applicationName": request.application,
        "deploymentGroupName": request.group,
        "deploymentConfigName": request.config,
        "deploymentId": deployment.id,
        "previousRevision": request.previous and shown(request.previous),
        "revision": request.revision and shown(request.revision),
        "status": deployment.status,
        "errorInformation": deployment.error and dict(zip(("code", "message"), deployment.error, strict=True)),
        "createTime": at(deployment.created_at),
        "startTime": moment(deployment.started_at, at),
        "completeTime": moment(deployment.ended_at, at),
        "deploymentOverview": _overview(deployment),
        "description": request.description or None,
        "creator": deployment.creator,
        "ignoreApplicationStopFailures": False,
        "autoRollbackConfiguration": request.rollback or None,
        "updateOutdatedInstancesOnly": False,
        "rollbackInfo": _rollback(deployment),
        "deploymentStyle": request.style,
        "instanceTerminationWaitTimeStarted": deployment.wait_for_termination_began,
        "blueGreenDeploymentConfiguration": request.timing,
        "loadBalancerInfo": request.balancing,
        "fileExistsBehavior": "DISALLOW",
        "deploymentStatusMessages": [],
        "computePlatform": "ECS",
        "overrideAlarmConfiguration": request.alarms,
    }
    return known(members)


def last(deployment: Deployment, at: At) -> Answer:
    """How a deployment group shows one of its last: `LastDeploymentInfo`."""
    members = {
        "deploymentId": deployment.id,
        "status": deployment.status,
        "endTime": moment(deployment.ended_at, at),
        "createTime": at(deployment.created_at),
    }
    return known(members)


def _overview(deployment: Deployment) -> Answer | None:
    """Its one target, once it has ended; one that was stopped counts as failed."""
    if not deployment.ended:
        return None
    ended = "Succeeded" if deployment.status == "Succeeded" else "Failed"
    return {status: int(status == ended) for status in COUNTED}


def _rollback(deployment: Deployment) -> Answer | None:
    if back := deployment.rollback:
        message = say.ROLLED_BACK.say(deployment=deployment.id, rollback=back.id)
        return {"rollbackDeploymentId": back.id, "rollbackMessage": message}
    if undone := deployment.undoes:
        message = say.ROLLS_BACK.say(deployment=undone.id, rollback=deployment.id)
        return {"rollbackTriggeringDeploymentId": undone.id, "rollbackMessage": message}
    return None
