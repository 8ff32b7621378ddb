"""Properties as the engine sends them, made plain: unknown values are UNKNOWN, secrets are their values.

What a secret could show is collected beside them. Of a list that AWS refuses only the first items are taken, so that no
program keeps the pack busy.
"""

from itertools import islice
from typing import Any

from google.protobuf.struct_pb2 import Struct, Value
from pulumi_policy import proxy
from pulumi_policy.deserialize import SPECIAL_SECRET_SIG, SPECIAL_SIG_KEY

from policy.reading import MOST_ITEMS, UNKNOWN
from policy.secrecy import shown

UNKNOWN_MARKERS = {text for name, text in vars(proxy).items() if name.startswith("UNKNOWN_")}
"""The engine has one marker for each type of value."""


def plain(struct: Struct, secrets: set[str] | None = None) -> dict[str, Any]:
    """The properties of a resource; what its secrets could show is added to `secrets`."""
    secrets = set() if secrets is None else secrets
    return {name: _plain(value, secrets) for name, value in struct.fields.items()}


def _plain(value: Value, secrets: set[str]) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        return UNKNOWN if value.string_value in UNKNOWN_MARKERS else value.string_value
    if kind == "list_value":
        return [_plain(one, secrets) for one in islice(value.list_value.values, MOST_ITEMS)]
    if kind == "struct_value":
        fields = value.struct_value.fields
        if SPECIAL_SIG_KEY not in fields:
            return plain(value.struct_value, secrets)
        # A secret or an output holds its value; an asset or a resource reference is nothing that a rule reads.
        inside = _plain(fields["value"], secrets) if "value" in fields else UNKNOWN
        if fields[SPECIAL_SIG_KEY].string_value == SPECIAL_SECRET_SIG or fields["secret"].bool_value:
            secrets.update(shown(inside))
        return inside
    return None if kind in (None, "null_value") else getattr(value, kind)
