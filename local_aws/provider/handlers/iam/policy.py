"""Managed policy of our own: a changed document is a new version of it."""

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import request
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.handlers.iam.answers import GONE, written
from local_aws.provider.values import Props

_VERSIONS = 5
"""Versions that AWS keeps of a managed policy; a sixth is refused."""


def create(aws: Aws, props: Props) -> str:
    """Makes the policy with its first version; its ARN is the id."""
    iam = aws.client("iam")
    names = {"name": "PolicyName", "policy": "PolicyDocument"}
    id: str = iam.create_policy(**request(iam, "CreatePolicy", props, names))["Policy"]["Arn"]
    return id


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The policy with the document of its default version."""
    iam = aws.client("iam")
    with gone_is_fine(GONE):
        policy = iam.get_policy(PolicyArn=id)["Policy"]
        version = iam.get_policy_version(PolicyArn=id, VersionId=policy["DefaultVersionId"])["PolicyVersion"]
        return {
            "name": policy["PolicyName"],
            "description": policy.get("Description"),
            "path": policy["Path"],
            "policy": written(version["Document"]),
            "arn": id,
            "attachmentCount": policy["AttachmentCount"],
            "policyId": policy["PolicyId"],
            "tagsAll": tag_lists.as_map(policy.get("Tags")),
        }
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Makes a version the default one, for which the oldest has to go when AWS keeps no more."""
    iam = aws.client("iam")
    if "policy" in change.keys:
        versions = iam.list_policy_versions(PolicyArn=id)["Versions"]
        others = sorted((one for one in versions if not one["IsDefaultVersion"]), key=lambda one: one["CreateDate"])
        if len(versions) >= _VERSIONS:
            iam.delete_policy_version(PolicyArn=id, VersionId=others[0]["VersionId"])
        iam.create_policy_version(PolicyArn=id, PolicyDocument=change.new["policy"], SetAsDefault=True)
    tag_lists.retag(iam.tag_policy, iam.untag_policy, change, PolicyArn=id)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the policy with all its versions."""
    iam = aws.client("iam")
    with gone_is_fine(GONE):
        for version in iam.list_policy_versions(PolicyArn=id)["Versions"]:
            if not version["IsDefaultVersion"]:
                iam.delete_policy_version(PolicyArn=id, VersionId=version["VersionId"])
        iam.delete_policy(PolicyArn=id)


HANDLERS = (ResourceHandler(token="aws:iam/policy:Policy", create=create, read=read, update=update, delete=delete),)
