"""Attributes of SNS: each is a text under a name, whatever the program calls it and of whichever type it is there."""

from collections.abc import Mapping
from typing import Any

from local_aws.provider.handlers.case import pascal
from local_aws.provider.schema import Property
from local_aws.provider.values import Props

_CAPITALS = {"http": "HTTP", "sqs": "SQS"}


def member(name: str) -> str:
    """displayName -> DisplayName, httpSuccessFeedbackRoleArn -> HTTPSuccessFeedbackRoleArn."""
    for prefix, capitals in _CAPITALS.items():
        if name.startswith(prefix):
            return capitals + name.removeprefix(prefix)
    return pascal(name)


def text(value: Any) -> str:
    """The value as AWS takes it; unset is empty."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value))
        case _:
            return str(value)


def from_aws(properties: Mapping[str, Property], attributes: Mapping[str, str]) -> Props:
    """The properties among AWS's attributes, in the program's types; unset where AWS has none."""
    return {name: _value(field, attributes.get(member(name))) for name, field in properties.items()}


def _value(field: Property, written: str | None) -> Any:
    if not written:
        return None
    if field.type == "boolean":
        return written == "true"
    return int(written) if field.type == "integer" else written
