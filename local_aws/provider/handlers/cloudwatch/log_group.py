"""Log group, which the real provider counts to CloudWatch though it has a service of its own."""

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import request
from local_aws.provider.handlers.handler import Change, ResourceHandler, initializing
from local_aws.provider.values import Props

_GONE = "ResourceNotFoundException"


def create(aws: Aws, props: Props) -> str:
    """Makes the group, then limits how long it keeps events."""
    logs = aws.client("logs")
    id: str = props["name"]
    logs.create_log_group(**request(logs, "CreateLogGroup", props, {"name": "logGroupName"}))
    with initializing(id):
        if props.get("retentionInDays"):
            logs.put_retention_policy(logGroupName=id, retentionInDays=int(props["retentionInDays"]))
    return id


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The group; 0 days of retention: for ever."""
    logs = aws.client("logs")
    for page in logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=id):
        for group in page["logGroups"]:
            if group["logGroupName"] == id:
                arn = group["arn"].removesuffix(":*")
                return {
                    "name": id,
                    "deletionProtectionEnabled": group.get("deletionProtectionEnabled", False),
                    "kmsKeyId": group.get("kmsKeyId"),
                    "logGroupClass": group.get("logGroupClass", "STANDARD"),
                    "retentionInDays": group.get("retentionInDays", 0),
                    "arn": arn,
                    "tagsAll": logs.list_tags_for_resource(resourceArn=arn)["tags"],
                }
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Retention, key, protection and tags: a call each."""
    logs, new = aws.client("logs"), change.new
    if "retentionInDays" in change.keys:
        if new.get("retentionInDays"):
            logs.put_retention_policy(logGroupName=id, retentionInDays=int(new["retentionInDays"]))
        else:
            logs.delete_retention_policy(logGroupName=id)
    if "kmsKeyId" in change.keys:
        if new.get("kmsKeyId"):
            logs.associate_kms_key(logGroupName=id, kmsKeyId=new["kmsKeyId"])
        else:
            logs.disassociate_kms_key(logGroupName=id)
    if "deletionProtectionEnabled" in change.keys:
        logs.put_log_group_deletion_protection(
            logGroupIdentifier=id, deletionProtectionEnabled=bool(new.get("deletionProtectionEnabled"))
        )
    put, removed = tag_lists.difference(change)
    if removed:
        logs.untag_resource(resourceArn=change.old["arn"], tagKeys=removed)
    if put:
        logs.tag_resource(resourceArn=change.old["arn"], tags=put)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the group with its events; with `skipDestroy` it is left to whoever wants to read them."""
    if not known.get("skipDestroy"):
        with gone_is_fine(_GONE):
            aws.client("logs").delete_log_group(logGroupName=id)


HANDLERS = (
    ResourceHandler(token="aws:cloudwatch/logGroup:LogGroup", create=create, read=read, update=update, delete=delete),
)
