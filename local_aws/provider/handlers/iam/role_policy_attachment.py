"""A managed policy that is attached to a role."""

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.handler import ResourceHandler
from local_aws.provider.handlers.iam.answers import GONE
from local_aws.provider.values import Props


def create(aws: Aws, props: Props) -> str:
    """Attaches the policy; the id names the role and the policy."""
    aws.client("iam").attach_role_policy(RoleName=props["role"], PolicyArn=props["policyArn"])
    return f"{props['role']}/{props['policyArn']}"


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """Whether the role has the policy: there is no more to know."""
    role, _, arn = id.partition("/")
    with gone_is_fine(GONE):
        attached = aws.client("iam").list_attached_role_policies(RoleName=role)["AttachedPolicies"]
        if arn in {policy["PolicyArn"] for policy in attached}:
            return {"role": role, "policyArn": arn}
    return None


def delete(aws: Aws, id: str, known: Props) -> None:
    """Detaches the policy."""
    role, _, arn = id.partition("/")
    with gone_is_fine(GONE):
        aws.client("iam").detach_role_policy(RoleName=role, PolicyArn=arn)


HANDLERS = (
    ResourceHandler(token="aws:iam/rolePolicyAttachment:RolePolicyAttachment", create=create, read=read, delete=delete),
)
