"""Check: what a program wrote, made complete, or the reasons why it can't be.

Fills in what the real provider fills in (region, tags, defaults, names) before anything is asked of AWS; what it
refuses is in validation.py. An unknown value is taken as good.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local_aws.provider import tags, texts
from local_aws.provider.autoname import NameRefused, Naming, made_up
from local_aws.provider.schema import Entry, Property
from local_aws.provider.validation import Fault, snake, validate
from local_aws.provider.wire import UNKNOWN, has_unknown

DEFAULTS = "__defaults"
"""In each object of the inputs: the sorted names that were filled in, and not written by the program."""


@dataclass(frozen=True)
class Checked:
    """The complete inputs, and every reason to refuse them."""

    inputs: dict[str, Any]
    faults: list[Fault]


def check(
    entry: Entry, old: Mapping[str, Any], new: Mapping[str, Any], naming: Naming, scope: tags.Scope, region: str
) -> Checked:
    """Checks the inputs of one resource. `old` are its last checked inputs: names and defaults made then stay."""
    faults: list[Fault] = []
    inputs = _object(entry.properties, old, new, naming.resource, faults)
    if "region" in entry.properties:
        inputs.setdefault("region", region)
    rule = entry.autoname
    if rule and not _settled(entry.properties, inputs, rule.property):
        kept = rule.property in old.get(DEFAULTS, ()) and old.get(rule.property)
        try:
            inputs[rule.property] = kept or made_up(rule, naming)
            inputs[DEFAULTS] = sorted({*inputs[DEFAULTS], rule.property})
        except NameRefused as refused:
            faults.append(Fault(f"{naming.resource}.{rule.property}", str(refused)))
    if entry.taggable:
        merged = tags.merged(scope, inputs.get("tags"))
        inputs |= {"tagsAll": merged} if merged else {}
    return Checked(inputs, [*faults, *validate(entry.properties, inputs, naming.resource)])


def _object(
    fields: Mapping[str, Property], old: Mapping[str, Any], new: Mapping[str, Any], at: str, faults: list[Fault]
) -> dict[str, Any]:
    """The object with its values converted and its defaults filled in; unknown keys are faults."""
    done: dict[str, Any] = {}
    for key, value in new.items():
        if key in fields:
            done[key] = _converted(fields[key], old.get(key), value, f"{at}.{key}", faults)
        elif key not in (DEFAULTS, "tagsAll"):
            # The engine puts an old tagsAll here where a program ignores its changes; it is made anew in any case.
            faults.append(Fault(f"{at}.{key}", "Invalid or unknown key"))
    made: list[str] = old.get(DEFAULTS, [])
    filled = {
        key: old[key] if key in made and key in old else prop.default
        for key, prop in fields.items()
        if prop.default is not None and not _settled(fields, done, key)
    }
    return {**done, **filled, DEFAULTS: sorted(filled)}


def _settled(fields: Mapping[str, Property], values: Mapping[str, Any], key: str) -> bool:
    """Whether it is set, or something that excludes it is."""
    others = {*fields[key].conflicts_with, *fields[key].exactly_one_of}
    others |= {name for name, prop in fields.items() if key in prop.conflicts_with}
    return key in values or any(name in values for name in others)


def _converted(prop: Property, old: Any, value: Any, at: str, faults: list[Fault]) -> Any:
    """The value as its type wants it: numbers and booleans given as text, objects given for JSON text."""
    match value:
        case dict() if prop.type == "object":
            return _object(prop.fields, old if isinstance(old, dict) else {}, value, at, faults)
        case list() if prop.is_list:
            olds = [*(old if isinstance(old, list) else []), *([None] * len(value))]
            pairs = enumerate(zip(olds, value, strict=False))
            return [_converted(prop.members, was, one, f"{at}[{i}]", faults) for i, (was, one) in pairs]
        case dict() if prop.type == "map(string)":
            return {key: _scalar("string", one, f"{at}.{key}", faults) for key, one in value.items()}
        case dict() | list() if prop.same in texts.JSON:
            return UNKNOWN if has_unknown(value) else texts.compact(value)
    return _scalar(prop.type, value, at, faults)


def _scalar(kind: str, value: Any, at: str, faults: list[Fault]) -> Any:
    match kind, value:
        case _, str() if value == UNKNOWN:
            return value
        case "string", bool():
            return str(value).lower()
        case "string", int() | float():
            return str(value)
        case ("string", str()) | ("boolean", bool()):
            return value
        case "boolean", "true" | "false":
            return value == "true"
        case "integer", int() if not isinstance(value, bool):
            return value
        case "number", int() | float() if not isinstance(value, bool):
            return value
        case "integer", str() if re.fullmatch(r"-?\d+", value):
            return int(value)
        case "number", str() if re.fullmatch(r"-?\d+(\.\d+)?", value):
            return float(value)
    key = snake(at.rpartition(".")[2])
    faults.append(Fault(at, f"expected {key} to be a value of type {kind}", value))
    return value
