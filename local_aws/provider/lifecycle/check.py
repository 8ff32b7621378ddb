"""Check: completes the inputs that a program gives, or returns the reasons to refuse them.

Fills in what the real provider fills in before it calls AWS: region, tags, defaults, names. What is refused is in
validation.py. An unknown value passes.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from local_aws.provider.archives import is_archive
from local_aws.provider.lifecycle import tags, texts
from local_aws.provider.lifecycle.autoname import NameRefused, Naming, generated_name
from local_aws.provider.lifecycle.defaults import DEFAULTS
from local_aws.provider.lifecycle.validation import CheckFailure, snake, validate
from local_aws.provider.schema import Property, ResourceType
from local_aws.provider.values import UNKNOWN, has_unknown


@dataclass(frozen=True)
class Checked:
    """The complete inputs, and every reason to refuse them."""

    inputs: dict[str, Any]
    failures: list[CheckFailure]


def check(
    resource_type: ResourceType,
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    naming: Naming,
    tag_config: tags.TagConfig,
    region: str,
) -> Checked:
    """Checks the inputs of one resource. `old` are its last checked inputs: names and defaults of then stay."""
    failures: list[CheckFailure] = []
    inputs = _object(resource_type.properties, old, new, naming.resource, failures)
    if "region" in resource_type.properties:
        inputs.setdefault("region", region)
    rule = resource_type.autoname
    if rule and not _decided(resource_type.properties, inputs, rule.property):
        kept = rule.property in old.get(DEFAULTS, ()) and old.get(rule.property)
        try:
            inputs[rule.property] = kept or generated_name(rule, naming)
            inputs[DEFAULTS] = sorted({*inputs[DEFAULTS], rule.property})
        except NameRefused as refused:
            failures.append(CheckFailure(f"{naming.resource}.{rule.property}", str(refused)))
    if resource_type.taggable:
        merged = tags.merged(tag_config, inputs.get("tags"))
        inputs |= {"tagsAll": merged} if merged else {}
    return Checked(inputs, [*failures, *validate(resource_type.properties, inputs, naming.resource)])


def _object(
    fields: Mapping[str, Property],
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    at: str,
    failures: list[CheckFailure],
) -> dict[str, Any]:
    """The object with its values converted and its defaults filled in; an unknown key is a failure."""
    done: dict[str, Any] = {}
    for key, value in new.items():
        if key in fields:
            done[key] = _converted(fields[key], old.get(key), value, f"{at}.{key}", failures)
        elif key not in (DEFAULTS, "tagsAll"):
            # Where a program ignores changes of tagsAll, the engine puts the old one here; Check makes it anew anyway.
            failures.append(CheckFailure(f"{at}.{key}", "Invalid or unknown key"))
    made: list[str] = old.get(DEFAULTS, [])
    filled = {
        key: old[key] if key in made and key in old else prop.default
        for key, prop in fields.items()
        if prop.default is not None and not _decided(fields, done, key)
    }
    return {**done, **filled, DEFAULTS: sorted(filled)}


def _decided(fields: Mapping[str, Property], values: Mapping[str, Any], key: str) -> bool:
    """Whether the program has decided about it: it is set, or something that excludes it is."""
    others = {*fields[key].conflicts_with, *fields[key].exactly_one_of}
    others |= {name for name, prop in fields.items() if key in prop.conflicts_with}
    return key in values or any(name in values for name in others)


def _converted(prop: Property, old: Any, value: Any, at: str, failures: list[CheckFailure]) -> Any:
    """The value in its property's type: from numbers and booleans as text, and from objects in place of JSON text."""
    match value:
        case dict() if prop.type == "object":
            return _object(prop.fields, old if isinstance(old, dict) else {}, value, at, failures)
        case list() if prop.is_list:
            olds = [*(old if isinstance(old, list) else []), *([None] * len(value))]
            pairs = enumerate(zip(olds, value, strict=False))
            return [_converted(prop.members, was, one, f"{at}[{i}]", failures) for i, (was, one) in pairs]
        case dict() if prop.type == "map(string)":
            return {key: _scalar("string", one, f"{at}.{key}", failures) for key, one in value.items()}
        case dict() | list() if prop.same in texts.JSON:
            return UNKNOWN if has_unknown(value) else texts.compact(value)
        case dict() if prop.type == "archive" and is_archive(value):
            return value
    return _scalar(prop.type, value, at, failures)


def _scalar(type: str, value: Any, at: str, failures: list[CheckFailure]) -> Any:
    match type, value:
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
    failures.append(CheckFailure(at, f"expected {key} to be a value of type {type}", value))
    return value
