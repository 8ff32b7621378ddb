"""A resource's properties as Pulumi has them: other names, other places, one object instead of a list."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policy.reading import UNKNOWN
from verdict.cloudformation.types import Mapped
from verdict.shapes import NOTHING, Shape

PAIRS = ({"Key", "Value"}, {"Name", "Value"})
"""What an entry of a map looks like where CloudFormation has lists."""


@dataclass(frozen=True)
class Level:
    """An object that is being made, and where it is: `loadBalancers.advancedConfiguration`."""

    at: str
    made: dict[str, Any]
    shape: Shape


def converted(
    properties: Mapping[str, Any], mapped: Mapped, shape: Shape
) -> tuple[dict[str, Any], dict[str, set[str]]]:
    """The properties, and for each of the template's the ones that it has become."""
    table = {place.lower(): target for place, target in mapped.properties.items()}
    made: dict[str, Any] = {}
    origins: dict[str, set[str]] = {}
    for name, value in properties.items():
        own: dict[str, Any] = {}
        _fill([Level("", own, shape)], "", {name: value}, table)
        origins[name] = {*own}
        made = merged(made, own)
    return made, origins


def property_of(name: str, mapped: Mapped, shape: Shape) -> str:
    """Pulumi's property for one of the template's, by its first step."""
    table = {place.lower(): target for place, target in mapped.properties.items()}
    return (table.get(name.lower()) or _like(name, shape)).partition(".")[0]


def merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Both, objects one by one; of two values the one above."""
    found = dict(below)
    for name, value in above.items():
        under = found.get(name)
        found[name] = merged(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
    return found


def _fill(levels: Sequence[Level], path: str, values: Mapping[str, Any], table: Mapping[str, str | None]) -> None:
    for name, value in values.items():
        source = (f"{path}.{name}" if path else name).lower()
        inner = levels[-1]
        target = table.get(source, _below(inner.at, _like(name, inner.shape)))
        if target is None:
            continue
        if target == "" and isinstance(value, dict):
            _fill(levels, source, value, table)
            continue
        level = next(one for one in reversed(levels) if not one.at or target.startswith(f"{one.at}."))
        steps = target.removeprefix(level.at).lstrip(".").split(".")
        made, shape = level.made, level.shape
        for step in steps[:-1]:
            made, shape = made.setdefault(step, {}), shape.fields.get(step, NOTHING)
        shape = shape.fields.get(steps[-1], NOTHING)
        result = _value(value, shape, levels, target, source, table)
        if result not in ({}, []) or value in ({}, []):
            both = isinstance(result, dict) and isinstance(made.get(steps[-1]), dict)
            made[steps[-1]] = merged(made[steps[-1]], result) if both else result


def _value(
    value: Any, shape: Shape, levels: Sequence[Level], at: str, source: str, table: Mapping[str, str | None]
) -> Any:
    if value is UNKNOWN:
        return UNKNOWN
    match shape.kind, value:
        case "map", list() if all(isinstance(one, dict) and {*one} in PAIRS for one in value):
            return {str(one.get("Key", one.get("Name"))): one["Value"] for one in value}
        case "list", list():
            return [_value(one, shape.members, levels, at, source, table) for one in value]
        case "list", _:
            return [_value(value, shape.members, levels, at, source, table)]
        case "object", [first, *_]:
            return _value(first, shape, levels, at, source, table)
        case "object", dict():
            made: dict[str, Any] = {}
            _fill([*levels, Level(at, made, shape)], source, value, table)
            return made
        case "plain", {"Name": name} if shape.spec and len(value) == 1:
            return name
        case "map", dict():
            return value
        case "map" | "object", _:
            # Nothing of that kind, which CloudFormation would refuse.
            return UNKNOWN
    if isinstance(value, dict) and not shape.spec and any(one.startswith(f"{source}.") for one in table):
        made = {}
        _fill([*levels, Level(at, made, shape)], source, value, table)
        return made
    return value


def _below(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _like(name: str, shape: Shape) -> str:
    """The property of the SDK that is called like this, whatever its capitals; in camelCase where there is none."""
    fields = {field.lower(): field for field in shape.fields}
    plural = re.sub(r"y$", "ies", name.lower())
    found = (fields[one] for one in (name.lower(), plural) if one in fields)
    return next(found, re.sub(r"^[A-Z]+(?=[A-Z][a-z]|\d|$)|^[A-Z]", lambda head: head[0].lower(), name))
