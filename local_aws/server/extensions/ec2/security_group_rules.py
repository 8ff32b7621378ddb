"""Security group rules: each keeps its description and can change to another source of any type."""

from typing import Any

from moto.ec2.models import EC2Backend
from moto.ec2.models.security_groups import SecurityGroupRule

from local_aws.server.extensions.patching import patches

_modify_security_group_rules = EC2Backend.modify_security_group_rules


@patches(EC2Backend)
def modify_security_group_rules(self: EC2Backend, group_id: str, rules: dict[str, dict[str, Any]]) -> None:
    """moto's, for IPv6 ranges and groups too."""
    _modify_security_group_rules(self, group_id, rules)
    group = self.get_security_group_by_name_or_id(group_id)
    for rule_id, new in rules.items():
        rule = group.get_rule(rule_id) if group else None
        if rule is None:
            continue
        if "CidrIpv6" in new:
            rule.ip_range["CidrIpv6"] = new["CidrIpv6"]
        if "ReferencedGroupId" in new:
            rule.source_group["GroupId"] = new["ReferencedGroupId"]
            # moto has put it among the addresses of a rule that has none.
            if description := rule.ip_range.pop("Description", None):
                rule.source_group["Description"] = description


def _description(self: SecurityGroupRule) -> str | None:
    return self.ip_range.get("Description") or self.source_group.get("Description")


# moto shows that of an address range only.
SecurityGroupRule.description = property(_description)  # type: ignore[assignment]
