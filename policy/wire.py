"""Properties as the engine sends them, made plain: unknown values are UNKNOWN, secrets are their values."""

from typing import Any

from google.protobuf.struct_pb2 import Struct, Value
from pulumi_policy import proxy
from pulumi_policy.deserialize import SPECIAL_SIG_KEY

from policy.reading import UNKNOWN

UNKNOWN_MARKERS = {text for name, text in vars(proxy).items() if name.startswith("UNKNOWN_")}
"""The engine has one marker for each type of value."""


def plain(struct: Struct) -> dict[str, Any]:
    """The properties of a resource."""
    return {name: _plain(value) for name, value in struct.fields.items()}


def _plain(value: Value) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        return UNKNOWN if value.string_value in UNKNOWN_MARKERS else value.string_value
    if kind == "list_value":
        return [_plain(one) for one in value.list_value.values]
    if kind == "struct_value":
        fields = value.struct_value.fields
        if SPECIAL_SIG_KEY not in fields:
            return plain(value.struct_value)
        # A secret or an output holds its value; an asset or a resource reference is nothing that a rule reads.
        return _plain(fields["value"]) if "value" in fields else UNKNOWN
    return None if kind in (None, "null_value") else getattr(value, kind)
