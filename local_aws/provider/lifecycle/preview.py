"""The state that a preview of a create shows: the program's values are known, what AWS will fill in is not."""

from collections.abc import Mapping
from typing import Any

from local_aws.provider.lifecycle.defaults import without_defaults
from local_aws.provider.schema import Property, ResourceType
from local_aws.provider.values import UNKNOWN, Props


def planned(resource_type: ResourceType, inputs: Props) -> Props:
    """The planned state of a new resource with these checked inputs."""
    unknown = dict.fromkeys(resource_type.outputs, UNKNOWN)
    tags_all = {"tagsAll": {}} if resource_type.taggable else {}
    return unknown | tags_all | _object(resource_type.properties, without_defaults(inputs))


def _object(fields: Mapping[str, Property], values: Props) -> Props:
    unknown = {key: UNKNOWN for key, prop in fields.items() if prop.computed and key not in values}
    return unknown | {key: _value(fields[key], value) if key in fields else value for key, value in values.items()}


def _value(prop: Property, value: Any) -> Any:
    if isinstance(value, list):
        return [_value(prop, member) for member in value]
    return _object(prop.fields, value) if prop.fields and isinstance(value, dict) else value
