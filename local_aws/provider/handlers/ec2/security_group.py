"""Security group with inline rules: when the program gives a list, empty or not, there are no others."""

from collections.abc import Iterable

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import request
from local_aws.provider.handlers.ec2 import ip_permission, tagging
from local_aws.provider.handlers.ec2.ip_permission import IpPermission
from local_aws.provider.handlers.handler import Change, ResourceHandler, initializing
from local_aws.provider.handlers.retries import retry
from local_aws.provider.values import Props

_NAMES = {"name": "GroupName"}
_EVERYWHERE = IpPermission(protocol="-1", from_port=0, to_port=0, source_type="cidr", source="0.0.0.0/0")
_EVERYWHERE_IPV6 = IpPermission(protocol="-1", from_port=0, to_port=0, source_type="ipv6", source="::/0")
_DIRECTIONS = ("ingress", "egress")


def create(aws: Aws, props: Props) -> str:
    """Makes the group, takes AWS's allow-all egress away, and puts the inline rules in."""
    ec2 = aws.client("ec2")
    asked = request(ec2, "CreateSecurityGroup", props, _NAMES) | tagging.specification("security-group", props)
    id: str = ec2.create_security_group(**asked)["GroupId"]
    with initializing(id):
        revoke(aws, id, "egress", [_EVERYWHERE])
        with gone_is_fine("InvalidPermission.NotFound", "InvalidParameterValue"):
            revoke(aws, id, "egress", [_EVERYWHERE_IPV6])
        for direction in _DIRECTIONS:
            authorize(aws, id, direction, _permissions(props, direction, id))
    return id


def _permissions(props: Props, direction: str, id: str) -> set[IpPermission]:
    return {one for rule in props.get(direction) or () for one in ip_permission.of_rule(rule, id)}


def authorize(aws: Aws, id: str, direction: str, permissions: Iterable[IpPermission]) -> None:
    """Adds the permissions, in one call; none, no call."""
    call = getattr(aws.client("ec2"), f"authorize_security_group_{direction}")
    if wire := [one.wire() for one in sorted(permissions)]:
        call(GroupId=id, IpPermissions=wire)


def revoke(aws: Aws, id: str, direction: str, permissions: Iterable[IpPermission]) -> None:
    """Takes the permissions away, in one call; none, no call."""
    call = getattr(aws.client("ec2"), f"revoke_security_group_{direction}")
    if wire := [one.wire() for one in sorted(permissions)]:
        call(GroupId=id, IpPermissions=wire)


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The group with all its rules, also those that are resources of their own."""
    with gone_is_fine("InvalidGroup.NotFound"):
        group = aws.client("ec2").describe_security_groups(GroupIds=[id])["SecurityGroups"][0]
        held = {"ingress": group["IpPermissions"], "egress": group["IpPermissionsEgress"]}
        return {
            "name": group["GroupName"],
            "description": group["Description"],
            "vpcId": group["VpcId"],
            **{
                direction: ip_permission.as_rules(set(ip_permission.of_answer(answer)), id, known.get(direction) or ())
                for direction, answer in held.items()
            },
            "arn": aws.arn("ec2", f"security-group/{id}"),
            "ownerId": group["OwnerId"],
            "tagsAll": tag_lists.as_map(group.get("Tags")),
        }
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Revokes what is no longer permitted, then authorizes what is new."""
    for direction in _DIRECTIONS:
        if direction in change.keys and change.new.get(direction) is not None:
            old, new = _permissions(change.old, direction, id), _permissions(change.new, direction, id)
            revoke(aws, id, direction, old - new)
            authorize(aws, id, direction, new - old)
    tagging.retag(aws, id, change)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the group, once no other group's rule and no interface refers to it any more.

    `revokeRulesOnDelete` takes its own rules away first, for two groups that refer to each other.
    """
    with gone_is_fine("InvalidGroup.NotFound"):
        if known.get("revokeRulesOnDelete"):
            group = aws.client("ec2").describe_security_groups(GroupIds=[id])["SecurityGroups"][0]
            revoke(aws, id, "ingress", ip_permission.of_answer(group["IpPermissions"]))
            revoke(aws, id, "egress", ip_permission.of_answer(group["IpPermissionsEgress"]))
        retry(lambda: aws.client("ec2").delete_security_group(GroupId=id), ("DependencyViolation", ""))


HANDLERS = (
    ResourceHandler(
        token="aws:ec2/securityGroup:SecurityGroup", create=create, read=read, update=update, delete=delete
    ),
)
