"""Pulumi's property values on the wire, decoded to plain values and encoded again.

Secrets are unwrapped, and their paths are kept beside the values, so that answers can be wrapped again. Assets and
archives stay the objects that they are on the wire, see ../archives.py.
"""

from collections.abc import Iterable
from typing import Any

from google.protobuf.struct_pb2 import ListValue, Struct, Value

from local_aws.provider.values import SIGNATURE, Props
from model.property_path import PropertyPath

# Fixed by Pulumi's wire protocol.
SECRET = "1b47061264138c4ac30d75fd1eb44270"


def decode(struct: Struct) -> tuple[Props, frozenset[PropertyPath]]:
    """The plain values, and where secrets were."""
    secrets: set[PropertyPath] = set()
    return _fields(struct, (), secrets), frozenset(secrets)


def plain(struct: Struct) -> Props:
    """The plain values alone."""
    return decode(struct)[0]


def encode(values: Props, secrets: Iterable[PropertyPath] = ()) -> Struct:
    """The values on the wire; those at the paths are wrapped as secrets."""
    return _struct(values, (), frozenset(secrets))


def _fields(struct: Struct, path: PropertyPath, secrets: set[PropertyPath]) -> Props:
    # A map on the wire has no order, and AWS must be sent the same at every attempt.
    decoded = {key: _plain(value, (*path, key), secrets) for key, value in sorted(struct.fields.items())}
    return {key: value for key, value in decoded.items() if value is not None}


def _plain(value: Value, path: PropertyPath, secrets: set[PropertyPath]) -> Any:
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


def _struct(values: Props, path: PropertyPath, secrets: frozenset[PropertyPath]) -> Struct:
    return Struct(fields={key: _value(value, (*path, key), secrets) for key, value in values.items()})


def _value(value: Any, path: PropertyPath, secrets: frozenset[PropertyPath]) -> Value:
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
