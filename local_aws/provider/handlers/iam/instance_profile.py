"""Instance profile: gives a role to an instance."""

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import request
from local_aws.provider.handlers.handler import Change, ResourceHandler, initializing
from local_aws.provider.handlers.iam.answers import GONE, moment
from local_aws.provider.values import Props


def create(aws: Aws, props: Props) -> str:
    """Makes the profile and puts the role in it, if it has one."""
    iam = aws.client("iam")
    asked = request(iam, "CreateInstanceProfile", props, {"name": "InstanceProfileName"})
    id: str = iam.create_instance_profile(**asked)["InstanceProfile"]["InstanceProfileName"]
    with initializing(id):
        if props.get("role"):
            iam.add_role_to_instance_profile(InstanceProfileName=id, RoleName=props["role"])
    return id


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The profile and its role."""
    with gone_is_fine(GONE):
        profile = aws.client("iam").get_instance_profile(InstanceProfileName=id)["InstanceProfile"]
        return {
            "name": profile["InstanceProfileName"],
            "path": profile["Path"],
            "role": next((role["RoleName"] for role in profile["Roles"]), None),
            "arn": profile["Arn"],
            "createDate": moment(profile["CreateDate"]),
            "uniqueId": profile["InstanceProfileId"],
            "tagsAll": tag_lists.as_map(profile.get("Tags")),
        }
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Takes the old role out before the new one is put in: there is room for one."""
    iam = aws.client("iam")
    if "role" in change.keys:
        _remove_role(aws, id, change.old)
        if change.new.get("role"):
            iam.add_role_to_instance_profile(InstanceProfileName=id, RoleName=change.new["role"])
    tag_lists.retag(iam.tag_instance_profile, iam.untag_instance_profile, change, InstanceProfileName=id)


def _remove_role(aws: Aws, id: str, known: Props) -> None:
    if known.get("role"):
        with gone_is_fine(GONE):
            aws.client("iam").remove_role_from_instance_profile(InstanceProfileName=id, RoleName=known["role"])


def delete(aws: Aws, id: str, known: Props) -> None:
    """Takes the role out and deletes the profile."""
    _remove_role(aws, id, known)
    with gone_is_fine(GONE):
        aws.client("iam").delete_instance_profile(InstanceProfileName=id)


HANDLERS = (
    ResourceHandler(
        token="aws:iam/instanceProfile:InstanceProfile", create=create, read=read, update=update, delete=delete
    ),
)
