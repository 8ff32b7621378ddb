"""Pulumi's property values on the wire, and as plain Python values.

Plain: dict, list, str, bool, int, float; an unknown value is `UNKNOWN`; absent means unset. Secrets are unwrapped, and
their paths are kept beside the values, so that answers can be wrapped again.
"""

import re
from collections.abc import Iterable
from typing import Any

from google.protobuf.struct_pb2 import ListValue, Struct, Value

Path = tuple[str | int, ...]
"""Keys and indices from the resource down to one value."""

# Fixed by Pulumi's wire protocol.
SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"

PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def decode(struct: Struct) -> tuple[dict[str, Any], frozenset[Path]]:
    """The plain values, and where secrets were."""
    secrets: set[Path] = set()
    return _fields(struct, (), secrets), frozenset(secrets)


def plain(struct: Struct) -> dict[str, Any]:
    """The plain values alone."""
    return decode(struct)[0]


def encode(values: dict[str, Any], secrets: Iterable[Path] = ()) -> Struct:
    """The values on the wire; those at the paths are wrapped as secrets."""
    return _struct(values, (), frozenset(secrets))


def tops(paths: Iterable[Path]) -> set[Path]:
    """The top-level properties the paths begin with: a state keeps the whole property secret."""
    return {path[:1] for path in paths}


def written(path: Path) -> str:
    """The path as Pulumi writes it, e.g. `ingress[0].fromPort` or `tags["a.b"]`."""
    return "".join(map(_step, path)).removeprefix(".")


def secret_texts(*structs: Struct) -> set[str]:
    """Every text and number inside a secret, which must not be shown."""
    found: set[str] = set()
    for struct in structs:
        values, paths = decode(struct)
        for path in paths:
            value: Any = values
            for step in path:
                value = value.get(step) if isinstance(value, dict) else value[step]
            found |= _leaves(value)
    return found


def has_unknown(value: Any) -> bool:
    """Whether the value is unknown, or holds one that is."""
    if isinstance(value, dict):
        return any(map(has_unknown, value.values()))
    if isinstance(value, list):
        return any(map(has_unknown, value))
    return isinstance(value, str) and value == UNKNOWN


def _step(key: str | int) -> str:
    if isinstance(key, int):
        return f"[{key}]"
    return f".{key}" if PLAIN_KEY.fullmatch(key) else '["' + key.replace("\\", "\\\\").replace('"', '\\"') + '"]'


def _leaves(value: Any) -> set[str]:
    if isinstance(value, dict | list):
        members = value.values() if isinstance(value, dict) else value
        return set().union(*map(_leaves, members))
    return set() if value is None else {str(value)}


def _fields(struct: Struct, path: Path, secrets: set[Path]) -> dict[str, Any]:
    # A map on the wire has no order, and AWS must be sent the same at every attempt.
    decoded = {key: _plain(value, (*path, key), secrets) for key, value in sorted(struct.fields.items())}
    return {key: value for key, value in decoded.items() if value is not None}


def _plain(value: Value, path: Path, secrets: set[Path]) -> Any:
    match value.WhichOneof("kind"):
        case "struct_value":
            fields = value.struct_value.fields
            if SIGNATURE in fields and fields[SIGNATURE].string_value == SECRET:
                secrets.add(path)
                return _plain(fields["value"], path, secrets)
            return _fields(value.struct_value, path, secrets)
        case "list_value":
            return [_plain(member, (*path, i), secrets) for i, member in enumerate(value.list_value.values)]
        case "number_value":
            number = value.number_value
            return int(number) if number.is_integer() else number
        case "bool_value":
            return value.bool_value
        case "string_value":
            return value.string_value
        case _:
            return None


def _struct(values: dict[str, Any], path: Path, secrets: frozenset[Path]) -> Struct:
    return Struct(fields={key: _value(value, (*path, key), secrets) for key, value in values.items()})


def _value(value: Any, path: Path, secrets: frozenset[Path]) -> Value:
    if path in secrets:
        wrapped = {SIGNATURE: Value(string_value=SECRET), "value": _value(value, path, secrets - {path})}
        return Value(struct_value=Struct(fields=wrapped))
    match value:
        case dict():
            return Value(struct_value=_struct(value, path, secrets))
        case list() | tuple() | set() | frozenset():
            members = [_value(member, (*path, i), secrets) for i, member in enumerate(value)]
            return Value(list_value=ListValue(values=members))
        case bool():
            return Value(bool_value=value)
        case int() | float():
            return Value(number_value=value)
        case str():
            return Value(string_value=value)
        case None:
            return Value(null_value=0)  # type: ignore[arg-type]
        case _:
            # Dates, the one other thing botocore returns.
            return Value(string_value=value.isoformat())
