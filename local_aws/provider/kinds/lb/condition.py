"""Conditions of a listener rule: each entry holds exactly one of six kinds."""

from collections.abc import Sequence
from typing import Any

from local_aws.provider.case import from_aws, to_aws
from local_aws.provider.kind import Props
from local_aws.provider.schema import Property

# The program's block, AWS's field and its block.
FORMS = {
    "hostHeader": ("host-header", "HostHeaderConfig"),
    "httpHeader": ("http-header", "HttpHeaderConfig"),
    "httpRequestMethod": ("http-request-method", "HttpRequestMethodConfig"),
    "pathPattern": ("path-pattern", "PathPatternConfig"),
    "queryStrings": ("query-string", "QueryStringConfig"),
    "sourceIp": ("source-ip", "SourceIpConfig"),
}


def sent(shape: Any, conditions: Sequence[Props]) -> list[dict[str, Any]]:
    """The conditions for AWS. A ValueError for an entry that holds none of them, or several."""
    return [_sent(shape.member, condition) for condition in conditions]


def _sent(shape: Any, condition: Props) -> dict[str, Any]:
    held = [kind for kind in FORMS if condition.get(kind)]
    if len(held) != 1:
        raise ValueError(
            f"a condition of a listener rule holds exactly one of {', '.join(FORMS)}; this one holds "
            f"{' and '.join(held) or 'none'}: give each a condition of its own"
        )
    field, member = FORMS[held[0]]
    block = {"values": condition[held[0]]} if held[0] == "queryStrings" else condition[held[0]]
    return {"Field": field, member: to_aws(shape.members[member], block, {})}


def told(fields: dict[str, Property], answer: Sequence[dict[str, Any]]) -> list[Props]:
    """AWS's conditions in the program's spelling."""
    return [_told(fields, condition) for condition in answer]


def _told(fields: dict[str, Property], condition: dict[str, Any]) -> Props:
    for kind, (field, member) in FORMS.items():
        if condition["Field"] == field:
            block = condition.get(member) or {"Values": condition.get("Values", [])}
            if kind == "queryStrings":
                return {kind: [from_aws(fields[kind].fields, pair) for pair in block["Values"]]}
            return {kind: from_aws(fields[kind].fields, block)}
    return {}
