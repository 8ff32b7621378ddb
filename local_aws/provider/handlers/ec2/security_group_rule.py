"""The older form of a rule as a resource of its own: many sources at once, no id on AWS, no tags."""

from dataclasses import astuple
from zlib import crc32

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.ec2 import ip_permission
from local_aws.provider.handlers.ec2.ip_permission import IpPermission
from local_aws.provider.handlers.ec2.security_group import authorize, revoke
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.values import Props


def _permissions(props: Props) -> set[IpPermission]:
    group = props["securityGroupId"]
    other = [props["sourceSecurityGroupId"]] if props.get("sourceSecurityGroupId") and not props.get("self") else []
    return set(ip_permission.of_rule(props | {"securityGroups": other}, group))


def create(aws: Aws, props: Props) -> str:
    """Adds the rule to its group; AWS refuses one that is there already."""
    authorize(aws, props["securityGroupId"], props["type"], _permissions(props))
    return _id(props)


def _id(props: Props) -> str:
    permissions = sorted(one.without_description() for one in _permissions(props))
    text = "-".join([props["securityGroupId"], props["type"], *(str(astuple(one)) for one in permissions)])
    return f"sgrule-{crc32(text.encode())}"


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The rule, if its group holds all of it; an import's id is GROUP_TYPE_PROTOCOL_FROM_TO_SOURCE[_SOURCE…]."""
    props = known or _imported(id)
    wanted = {one.without_description() for one in _permissions(props)}
    with gone_is_fine("InvalidGroup.NotFound"):
        group = aws.client("ec2").describe_security_groups(GroupIds=[props["securityGroupId"]])["SecurityGroups"][0]
        held = ip_permission.of_answer(group["IpPermissions" if props["type"] == "ingress" else "IpPermissionsEgress"])
        found = {one.without_description(): one.description for one in held}
        if wanted <= found.keys():
            text = next(iter({found[one] for one in wanted}), "")
            own = {"self": bool(props.get("self")), "description": text or None}
            rest = {key: value for key, value in props.items() if key not in own}
            return rest | own | {"id": _id(rest | own) if not known else id}
    return None


def _imported(id: str) -> Props:
    parts = id.split("_")
    if len(parts) < 6:
        raise ValueError(f"{id!r} doesn't name a rule: write GROUP_TYPE_PROTOCOL_FROMPORT_TOPORT_SOURCE[_SOURCE...]")
    group, direction, protocol, from_port, to_port, *sources = parts
    props: Props = {
        "securityGroupId": group,
        "type": direction,
        "protocol": ip_permission.protocol(protocol),
        "fromPort": int(from_port),
        "toPort": int(to_port),
        "self": "self" in sources,
    }
    for source in sources:
        if source.startswith("sg-"):
            props["sourceSecurityGroupId"] = source
        elif source != "self":
            key = "prefixListIds" if source.startswith("pl-") else "ipv6CidrBlocks" if ":" in source else "cidrBlocks"
            props.setdefault(key, []).append(source)
    return props


def update(aws: Aws, id: str, change: Change) -> None:
    """Changes the description, the one thing that doesn't replace the rule."""
    call = getattr(aws.client("ec2"), f"update_security_group_rule_descriptions_{change.new['type']}")
    wire = [one.wire() for one in sorted(_permissions(change.new))]
    call(GroupId=change.new["securityGroupId"], IpPermissions=wire)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Takes the rule out of its group."""
    with gone_is_fine("InvalidPermission.NotFound", "InvalidGroup.NotFound"):
        revoke(aws, known["securityGroupId"], known["type"], _permissions(known))


HANDLERS = (
    ResourceHandler(
        token="aws:ec2/securityGroupRule:SecurityGroupRule", create=create, read=read, update=update, delete=delete
    ),
)
