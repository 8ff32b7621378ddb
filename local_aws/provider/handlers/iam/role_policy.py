"""Inline policy of a role."""

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.handlers.iam.answers import GONE, written
from local_aws.provider.values import Props


def create(aws: Aws, props: Props) -> str:
    """Puts the policy on the role; the id names both."""
    aws.client("iam").put_role_policy(RoleName=props["role"], PolicyName=props["name"], PolicyDocument=props["policy"])
    return f"{props['role']}:{props['name']}"


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The policy's document."""
    role, _, name = id.partition(":")
    with gone_is_fine(GONE):
        policy = aws.client("iam").get_role_policy(RoleName=role, PolicyName=name)
        return {"role": role, "name": name, "policy": written(policy["PolicyDocument"])}
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Puts the new document in place of the old one."""
    create(aws, change.old | change.new)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Takes the policy off the role."""
    role, _, name = id.partition(":")
    with gone_is_fine(GONE):
        aws.client("iam").delete_role_policy(RoleName=role, PolicyName=name)


HANDLERS = (
    ResourceHandler(token="aws:iam/rolePolicy:RolePolicy", create=create, read=read, update=update, delete=delete),
)
