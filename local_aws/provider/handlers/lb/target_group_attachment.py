"""Target group attachment: one target, registered."""

import secrets
from typing import Any

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.handler import ResourceHandler
from local_aws.provider.handlers.retries import retry
from local_aws.provider.values import Props

_GONE = ("Target.DeregistrationInProgress", "Target.NotRegistered")
# A target that AWS can't find yet, e.g. a fresh instance.
_FRESH = ("InvalidTarget", "")
_MEMBERS = {"targetId": "Id", "port": "Port", "availabilityZone": "AvailabilityZone", "quicServerId": "QuicServerId"}


def create(aws: Aws, props: Props) -> str:
    """Registers the target. The id is the group's ARN and something unique; it means nothing."""
    arn: str = props["targetGroupArn"]
    elb = aws.client("elbv2")
    retry(lambda: elb.register_targets(TargetGroupArn=arn, Targets=[_target(props)]), _FRESH)
    return f"{arn}-{secrets.token_hex(8)}"


def _target(props: Props) -> dict[str, Any]:
    return {member: props[key] for key, member in _MEMBERS.items() if key in props}


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The target as its group's health list has it. An id to import is GROUPARN,TARGETID[,PORT[,ZONE]]."""
    wanted = known if known.get("targetGroupArn") else _imported(id)
    arn = wanted["targetGroupArn"]
    with gone_is_fine("TargetGroupNotFound", "InvalidTarget"):
        answer = aws.client("elbv2").describe_target_health(TargetGroupArn=arn, Targets=[_target(wanted)])
        for health in answer["TargetHealthDescriptions"]:
            if health["TargetHealth"].get("Reason") not in _GONE:
                target = {key: health["Target"].get(member) for key, member in _MEMBERS.items()}
                # AWS fills in the group's port; where the program gives none, it stays unset.
                kept = {key: value for key, value in target.items() if value is not None and key in wanted}
                return {"targetGroupArn": arn, **kept}
    return None


def _imported(id: str) -> Props:
    names = ("targetGroupArn", "targetId", "port", "availabilityZone")
    found: Props = dict(zip(names, id.split(","), strict=False))
    if "targetId" not in found:
        raise ValueError(f"{id!r} is not a target: write TARGETGROUPARN,TARGETID[,PORT[,AVAILABILITYZONE]]")
    return found | ({"port": int(found["port"])} if "port" in found else {})


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deregisters the target; draining is not waited for."""
    with gone_is_fine("TargetGroupNotFound", "InvalidTarget"):
        aws.client("elbv2").deregister_targets(TargetGroupArn=known["targetGroupArn"], Targets=[_target(known)])


HANDLERS = (
    ResourceHandler(
        token="aws:lb/targetGroupAttachment:TargetGroupAttachment", create=create, read=read, delete=delete
    ),
)
