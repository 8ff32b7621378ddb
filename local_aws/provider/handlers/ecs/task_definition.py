"""Task definition: every change but that of tags registers a new revision and deregisters the old one."""

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from local_aws.provider.handlers.aws import Aws
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.ecs import containers, tagging
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.schema import Property
from local_aws.provider.values import Props

TOKEN = "aws:ecs/taskDefinition:TaskDefinition"
NAMES = {"configureAtLaunch": "configuredAtLaunch"}


def create(aws: Aws, props: Props) -> str:
    """Registers a revision. The id is the family: every revision of it has the same."""
    ecs = aws.client("ecs")
    plain = {key: value for key, value in props.items() if key not in ("containerDefinitions", "volumes")}
    asked = request(ecs, "RegisterTaskDefinition", plain, NAMES)
    asked["containerDefinitions"] = containers.decoded(props["containerDefinitions"])
    if "volumes" in props:
        volumes = [_volume_to_aws(volume) for volume in props["volumes"]]
        asked |= request(ecs, "RegisterTaskDefinition", {"volumes": volumes}, NAMES)
    return ecs.register_task_definition(**asked)["taskDefinition"]["family"]


def _volume_to_aws(volume: Props) -> Props:
    """The host's path in a block of its own."""
    spelled = {key: value for key, value in volume.items() if key != "hostPath"}
    if "hostPath" in volume:
        spelled["host"] = {"sourcePath": volume["hostPath"]}
    efs: Props = spelled.get("efsVolumeConfiguration", {})
    if efs.get("transitEncryptionPort") == 0:
        spelled["efsVolumeConfiguration"] = {key: efs[key] for key in efs.keys() - {"transitEncryptionPort"}}
    return spelled


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The revision of the last known state, or the family's latest (fresh, or with trackLatest).

    Inactive counts as gone. The id to import is the ARN with its revision.
    """
    wanted = id if known.get("trackLatest") or not known.get("arn") else known["arn"]
    try:
        answer = aws.client("ecs").describe_task_definition(taskDefinition=wanted, include=["TAGS"])
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] == 400:
            return None
        raise
    definition = answer["taskDefinition"]
    if definition.get("status", "ACTIVE") != "ACTIVE":
        return None
    inputs = fields(TOKEN, "containerDefinitions", "region", "skipDestroy", "tags", "trackLatest", "volumes")
    arn: str = definition["taskDefinitionArn"]
    return {
        **dict.fromkeys(inputs),
        **from_aws(inputs, definition, NAMES),
        "containerDefinitions": _containers(definition, known),
        "volumes": [
            _volume_from_aws(fields(TOKEN)["volumes"].fields, volume) for volume in definition.get("volumes", [])
        ],
        "id": definition["family"],
        "arn": arn,
        "arnWithoutRevision": arn.rpartition(":")[0],
        "revision": definition["revision"],
        "tagsAll": tagging.own(answer.get("tags")),
    }


def _containers(definition: Mapping[str, Any], known: Props) -> str:
    """AWS's containers, in the text that the program wrote where it means the same."""
    mode = definition.get("networkMode")
    registered = containers.encoded(definition["containerDefinitions"])
    written = known.get("containerDefinitions", registered)
    same = containers.canonical(written, mode) == containers.canonical(registered, mode)
    return written if same else registered


def _volume_from_aws(members: Mapping[str, Property], volume: Mapping[str, Any]) -> Props:
    path = volume.get("host", {}).get("sourcePath")
    props = from_aws(members, volume, NAMES) | ({"hostPath": path} if path else {})
    if "efsVolumeConfiguration" in props:
        props["efsVolumeConfiguration"].setdefault("transitEncryptionPort", 0)
    return props


def update(aws: Aws, id: str, change: Change) -> None:
    """Tags only; skipDestroy and trackLatest are nothing to AWS."""
    tagging.retag(aws, change.old["arn"], change)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deregisters the revision, unless `skipDestroy` keeps it. It becomes INACTIVE; nothing is ever deleted."""
    if known.get("skipDestroy"):
        return
    try:
        aws.client("ecs").deregister_task_definition(taskDefinition=known["arn"])
    except ClientError as error:
        message = error.response["Error"]["Message"]
        if "in the process of being deleted" not in message and "does not exist" not in message:
            raise


def canonical(props: Props) -> Props:
    """With container definitions in the one text for all that mean the same."""
    text = props.get("containerDefinitions")
    if not isinstance(text, str):
        return props
    return props | {"containerDefinitions": containers.canonical(text, props.get("networkMode"))}


HANDLERS = (ResourceHandler(token=TOKEN, create=create, read=read, update=update, delete=delete, canonical=canonical),)
