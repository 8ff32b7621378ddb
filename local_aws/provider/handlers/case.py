"""From the program's spelling (camelCase) to AWS's, and back.

botocore's model of AWS says how a member is spelled and which type it has; the schema says so for the program. Names
that differ only in upper and lower case need no entry in a handler's `names`, which map a property to AWS's member at
any depth.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

from local_aws.provider.schema import Property, type_of
from local_aws.provider.values import Props

Names = Mapping[str, str]

_PAIRS = ({"key", "value"}, {"name", "value"})
"""Members of what is a map in the program and a list in AWS: tags, dimensions."""

_SCALARS: dict[str, Callable[[Any], Any]] = {
    "boolean": lambda value: value in (True, "true"),
    "integer": int,
    "long": int,
    "float": float,
    "double": float,
    "string": str,
}


def pascal(name: str) -> str:
    """cidrBlock -> CidrBlock."""
    return name[0].upper() + name[1:]


def fields(token: str, *without: str) -> dict[str, Property]:
    """The inputs of a type that is in the schema, but for some."""
    found = type_of(token)
    if not found:
        raise KeyError(f"{token} is not in the schema")
    return {name: one for name, one in found.properties.items() if name not in without}


def request(client: Any, operation: str, props: Props, names: Names | None = None) -> dict[str, Any]:
    """The arguments of a boto3 call: each property that the operation takes. Its tags are those of `tagsAll`."""
    shape = client.meta.service_model.operation_model(operation).input_shape
    return to_aws(shape, props | {"tags": props.get("tagsAll") or None}, names or {})


def to_aws(shape: Any, value: Any, names: Names) -> Any:
    """The value in the spelling and the type of a botocore shape. Unset values and unknown members are left out."""
    match shape.type_name:
        case "structure" if getattr(shape, "is_document_type", False):
            return json.loads(value)
        case "structure" if isinstance(value, list):
            return to_aws(shape, value[0], names) if value else None
        case "structure":
            return _structure(shape, value, names)
        case "list":
            return _list(shape, value, names)
        case "map":
            return {key: to_aws(shape.value, inner, names) for key, inner in value.items()}
        case scalar:
            return _SCALARS[scalar](value) if scalar in _SCALARS else value


def _structure(shape: Any, value: Any, names: Names) -> dict[str, Any]:
    if isinstance(value, str):
        # The program has a text where AWS has an object around it: addresses, prefixes.
        return {next(name for name, member in shape.members.items() if member.type_name == "string"): value}
    members = {member.lower(): member for member in shape.members}
    spelled = {members.get(names.get(key, key).lower()): inner for key, inner in value.items() if inner is not None}
    return {name: to_aws(shape.members[name], inner, names) for name, inner in spelled.items() if name}


def _list(shape: Any, value: Any, names: Names) -> list[Any]:
    if isinstance(value, Mapping):
        members = {member.lower(): member for member in shape.member.members}
        if members.keys() not in _PAIRS:
            # A block that a program can write only once is an object there.
            return [to_aws(shape.member, value, names)]
        key = members.get("key") or members["name"]
        return [{key: name, members["value"]: inner} for name, inner in value.items()]
    return [to_aws(shape.member, inner, names) for inner in value]


def from_aws(properties: Mapping[str, Property], answer: Mapping[str, Any], names: Names | None = None) -> Props:
    """The properties that AWS's answer holds, in the program's spelling; what isn't a property is left out."""
    names = names or {}
    members = {member.lower(): value for member, value in answer.items()}
    found = {name: members.get(names.get(name, name).lower()) for name in properties}
    spelled = {name: _value(properties[name], value, names) for name, value in found.items() if value is not None}
    return {name: value for name, value in spelled.items() if value is not None}


def _value(field: Property, value: Any, names: Names) -> Any:
    match value:
        case bool() if field.type == "string":
            return "true" if value else "false"
        case int() | float() if field.type == "string":
            return str(value)
        case list() if field.type.startswith("map"):
            pairs = [{key.lower(): inner for key, inner in pair.items()} for pair in value]
            return {pair.get("key") or pair["name"]: pair["value"] for pair in pairs}
        case list() if field.type == "object":
            return from_aws(field.fields, value[0], names) if value else None
        case list() if field.fields:
            return [from_aws(field.fields, inner, names) for inner in value]
        case list():
            return [_text(inner) if isinstance(inner, dict) else inner for inner in value]
        case dict() if field.fields and field.is_list:
            return [from_aws(field.fields, value, names)]
        case dict() if field.fields:
            return from_aws(field.fields, value, names)
        case dict() if field.type == "string":
            return json.dumps(value)
        case _:
            return value


def _text(wrapped: dict[str, Any]) -> str:
    return next(value for value in wrapped.values() if isinstance(value, str))
