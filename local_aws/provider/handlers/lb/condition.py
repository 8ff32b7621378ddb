"""Conditions of a listener rule: each holds exactly one of six blocks."""

from collections.abc import Sequence
from typing import Any

from local_aws.provider.handlers import case
from local_aws.provider.schema import Property
from local_aws.provider.values import Props

# The program's block, AWS's field and its block.
FORMS = {
    "hostHeader": ("host-header", "HostHeaderConfig"),
    "httpHeader": ("http-header", "HttpHeaderConfig"),
    "httpRequestMethod": ("http-request-method", "HttpRequestMethodConfig"),
    "pathPattern": ("path-pattern", "PathPatternConfig"),
    "queryStrings": ("query-string", "QueryStringConfig"),
    "sourceIp": ("source-ip", "SourceIpConfig"),
}


def to_aws(shape: Any, conditions: Sequence[Props]) -> list[dict[str, Any]]:
    """The conditions for AWS. A ValueError for one that holds none of the blocks, or several."""
    return [_one_to_aws(shape.member, condition) for condition in conditions]


def _one_to_aws(shape: Any, condition: Props) -> dict[str, Any]:
    held = [block for block in FORMS if condition.get(block)]
    if len(held) != 1:
        raise ValueError(
            f"a condition of a listener rule holds exactly one of {', '.join(FORMS)}; this one holds "
            f"{' and '.join(held) or 'none'}: give each a condition of its own"
        )
    field, member = FORMS[held[0]]
    value = {"values": condition[held[0]]} if held[0] == "queryStrings" else condition[held[0]]
    return {"Field": field, member: case.to_aws(shape.members[member], value, {})}


def from_aws(fields: dict[str, Property], answer: Sequence[dict[str, Any]]) -> list[Props]:
    """AWS's conditions in the program's spelling."""
    return [_one_from_aws(fields, condition) for condition in answer]


def _one_from_aws(fields: dict[str, Property], condition: dict[str, Any]) -> Props:
    for block, (field, member) in FORMS.items():
        if condition["Field"] == field:
            value = condition.get(member) or {"Values": condition.get("Values", [])}
            if block == "queryStrings":
                return {block: [case.from_aws(fields[block].fields, pair) for pair in value["Values"]]}
            return {block: case.from_aws(fields[block].fields, value)}
    return {}
