"""One rule of a security group as a resource of its own: ingress and egress are built alike."""

from typing import Any

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.ec2 import tagging
from local_aws.provider.handlers.ec2.ip_permission import protocol
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.values import Props

_SOURCES = frozenset({"cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"})
_PORTS = {"fromPort": "FromPort", "toPort": "ToPort"}
_GONE = ("InvalidGroup.NotFound", "InvalidSecurityGroupRuleId.NotFound", "InvalidPermission.NotFound")


def _handler(direction: str) -> ResourceHandler:
    """The handler of one direction, ingress or egress."""

    def create(aws: Aws, props: Props) -> str:
        """Adds the rule, with its tags, to its group."""
        call = getattr(aws.client("ec2"), f"authorize_security_group_{direction}")
        made = call(
            GroupId=props["securityGroupId"],
            IpPermissions=[_permission(props)],
            **tagging.specification("security-group-rule", props),
        )
        id: str = made["SecurityGroupRules"][0]["SecurityGroupRuleId"]
        return id

    def delete(aws: Aws, id: str, known: Props) -> None:
        """Takes the rule out of its group."""
        call = getattr(aws.client("ec2"), f"revoke_security_group_{direction}")
        with gone_is_fine(*_GONE):
            call(GroupId=known["securityGroupId"], SecurityGroupRuleIds=[id])

    token = f"aws:vpc/securityGroup{direction.capitalize()}Rule:SecurityGroup{direction.capitalize()}Rule"
    return ResourceHandler(token=token, create=create, read=read, update=update, delete=delete, replaces=replaces)


def _permission(props: Props) -> dict[str, Any]:
    text = {"Description": props["description"]} if props.get("description") else {}
    account, _, group = (props.get("referencedSecurityGroupId") or "").rpartition("/")
    owner = {"UserId": account} if account else {}
    sources = {
        "IpRanges": {"CidrIp": props.get("cidrIpv4")},
        "Ipv6Ranges": {"CidrIpv6": props.get("cidrIpv6")},
        "PrefixListIds": {"PrefixListId": props.get("prefixListId")},
        "UserIdGroupPairs": {"GroupId": group, **owner},
    }
    return {
        "IpProtocol": protocol(props["ipProtocol"]),
        **{member: props[key] for key, member in _PORTS.items() if props.get(key) is not None},
        **{members: [source | text] for members, source in sources.items() if next(iter(source.values()))},
    }


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The rule; ports that AWS reports as -1 stay unset when the program left them so."""
    with gone_is_fine(*_GONE):
        for rule in aws.client("ec2").describe_security_group_rules(SecurityGroupRuleIds=[id])["SecurityGroupRules"]:
            ports = {key: rule.get(member, -1) for key, member in _PORTS.items()}
            referenced = rule.get("ReferencedGroupInfo", {})
            group, owner = referenced.get("GroupId"), referenced.get("UserId")
            return {
                "securityGroupId": rule["GroupId"],
                "cidrIpv4": rule.get("CidrIpv4"),
                "cidrIpv6": rule.get("CidrIpv6"),
                "prefixListId": rule.get("PrefixListId"),
                "referencedSecurityGroupId": f"{owner}/{group}" if owner not in (None, aws.account) else group,
                "description": rule.get("Description"),
                "ipProtocol": rule["IpProtocol"],
                **{key: port for key, port in ports.items() if port != -1 or known.get(key) is not None},
                "arn": aws.arn("ec2", f"security-group-rule/{id}"),
                "securityGroupRuleId": id,
                "tagsAll": tag_lists.as_map(rule.get("Tags")),
            }
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Sends the whole rule anew, under its id."""
    if change.keys - {"tags", "tagsAll"}:
        aws.client("ec2").modify_security_group_rules(
            GroupId=change.new["securityGroupId"],
            SecurityGroupRules=[{"SecurityGroupRuleId": id, "SecurityGroupRule": _rule(change.new)}],
        )
    tagging.retag(aws, id, change)


def _rule(props: Props) -> dict[str, Any]:
    rule = {
        "IpProtocol": protocol(props["ipProtocol"]),
        "FromPort": props.get("fromPort", -1),
        "ToPort": props.get("toPort", -1),
        "CidrIpv4": props.get("cidrIpv4"),
        "CidrIpv6": props.get("cidrIpv6"),
        "PrefixListId": props.get("prefixListId"),
        "ReferencedGroupId": props.get("referencedSecurityGroupId"),
        "Description": props.get("description", ""),
    }
    return {key: value for key, value in rule.items() if value is not None}


def replaces(change: Change) -> frozenset[str]:
    """Another source of the same type is an update; a source of another type is another rule."""
    old, new = ({key for key in _SOURCES if side.get(key)} for side in (change.old, change.new))
    return change.keys & _SOURCES if old != new else frozenset()


HANDLERS = (_handler("ingress"), _handler("egress"))
