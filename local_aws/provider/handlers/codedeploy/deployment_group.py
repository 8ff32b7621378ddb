"""Deployment group."""

from typing import Any

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.handlers.retries import retry
from local_aws.provider.values import Props

TOKEN = "aws:codedeploy/deploymentGroup:DeploymentGroup"
NAMES = {
    "appName": "applicationName",
    "autoscalingGroups": "autoScalingGroups",
    "blueGreenDeploymentConfig": "blueGreenDeploymentConfiguration",
    "ecsService": "ecsServices",
    "elbInfos": "elbInfoList",
    "targetGroupInfos": "targetGroupInfoList",
    "targetGroupPairInfo": "targetGroupPairInfoList",
}
# CodeDeploy sees a new role or topic only after a moment.
_NOT_YET = (("InvalidRoleException", ""), ("InvalidTriggerConfigException", "Topic ARN"))
_GONE = ("ApplicationDoesNotExistException", "DeploymentGroupDoesNotExistException")
_EMPTIED: Props = {
    "alarmConfiguration": {"enabled": False, "ignorePollAlarmFailure": False, "alarms": []},
    "autoRollbackConfiguration": {"enabled": False, "events": []},
    "autoscalingGroups": [],
    "ec2TagFilters": [],
    "ec2TagSets": [],
    "onPremisesInstanceTagFilters": [],
    "triggerConfigurations": [],
}
"""What is sent for a property that the program has removed."""


def create(aws: Aws, props: Props) -> str:
    """Makes the group; its id is AWS's."""
    codedeploy = aws.client("codedeploy")
    asked = request(codedeploy, "CreateDeploymentGroup", _respelled(props), NAMES)
    return retry(lambda: codedeploy.create_deployment_group(**asked), *_NOT_YET)["deploymentGroupId"]


def _respelled(props: Props) -> Props:
    """Alarms and sets of filters in the form that AWS has for them."""
    respelled = dict(props)
    if "alarmConfiguration" in props:
        names = props["alarmConfiguration"].get("alarms", [])
        respelled["alarmConfiguration"] = props["alarmConfiguration"] | {"alarms": [{"name": name} for name in names]}
    if "ec2TagSets" in props:
        sets = [one.get("ec2TagFilters", []) for one in props["ec2TagSets"]]
        respelled["ec2TagSet"] = {"ec2TagSetList": sets}
    return respelled


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The group, by its two names. The id to import is APPLICATION:GROUP."""
    app, _, name = id.partition(":")
    app, name = known.get("appName", app), known.get("deploymentGroupName", name)
    codedeploy = aws.client("codedeploy")
    with gone_is_fine(*_GONE):
        asked = {"applicationName": app, "deploymentGroupName": name}
        group = codedeploy.get_deployment_group(**asked)["deploymentGroupInfo"]
        arn = _arn(aws, app, name)
        inputs = fields(TOKEN, "alarmConfiguration", "autoscalingGroups", "ec2TagSets", "region", "tags")
        return {
            **dict.fromkeys(inputs),
            **from_aws(inputs, group, NAMES),
            **_lists(group),
            "id": group["deploymentGroupId"],
            "deploymentGroupId": group["deploymentGroupId"],
            "computePlatform": group["computePlatform"],
            "arn": arn,
            "tagsAll": tag_lists.as_map(codedeploy.list_tags_for_resource(ResourceArn=arn)["Tags"]),
        }
    return None


def _lists(group: dict[str, Any]) -> Props:
    """What AWS returns in lists of objects. A block that is disabled and empty is no block to the program."""
    alarms: dict[str, Any] = group.get("alarmConfiguration") or {}
    rollback: dict[str, Any] = group.get("autoRollbackConfiguration") or {}
    sets = (group.get("ec2TagSet") or {}).get("ec2TagSetList", [])
    keys = ("key", "type", "value")
    props: Props = {
        "alarmConfiguration": None,
        "autoscalingGroups": [one["name"] for one in group.get("autoScalingGroups", [])],
        "ec2TagSets": [
            {
                "ec2TagFilters": [
                    {key: one[key.capitalize()] for key in keys if key.capitalize() in one} for one in filters
                ]
            }
            for filters in sets
        ],
    }
    if alarms.get("enabled") or alarms.get("alarms"):
        props["alarmConfiguration"] = alarms | {"alarms": [one["name"] for one in alarms.get("alarms", [])]}
    if not (rollback.get("enabled") or rollback.get("events")):
        props["autoRollbackConfiguration"] = None
    return props


def _arn(aws: Aws, app: str, name: str) -> str:
    return aws.arn("codedeploy", f"deploymentgroup:{app}/{name}")


def update(aws: Aws, id: str, change: Change) -> None:
    """One UpdateDeploymentGroup with the changed parts, and the role as always; a new name is a rename in place."""
    codedeploy = aws.client("codedeploy")
    new = change.new
    changed = {key: new.get(key, _EMPTIED.get(key)) for key in change.keys - {"tags", "tagsAll"}}
    if changed:
        # The real provider sends the Auto Scaling groups again when a changed blue/green configuration copies them.
        if "blueGreenDeploymentConfig" in changed and "ecsService" not in new:
            changed["autoscalingGroups"] = new.get("autoscalingGroups", [])
        changed |= {
            "appName": new["appName"],
            "currentDeploymentGroupName": change.old["deploymentGroupName"],
            "newDeploymentGroupName": changed.get("deploymentGroupName"),
            "serviceRoleArn": new["serviceRoleArn"],
        }
        asked = request(codedeploy, "UpdateDeploymentGroup", _respelled(changed), NAMES)
        retry(lambda: codedeploy.update_deployment_group(**asked), *_NOT_YET)
    arn = _arn(aws, new["appName"], new["deploymentGroupName"])
    tag_lists.retag(codedeploy.tag_resource, codedeploy.untag_resource, change, ResourceArn=arn)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the group by its two names."""
    asked = {"applicationName": known["appName"], "deploymentGroupName": known["deploymentGroupName"]}
    with gone_is_fine(*_GONE):
        aws.client("codedeploy").delete_deployment_group(**asked)


HANDLERS = (ResourceHandler(token=TOKEN, create=create, read=read, update=update, delete=delete),)
