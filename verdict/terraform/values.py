"""A resource's values in a plan, as Pulumi's provider would have them: names, nesting, and what is not known yet."""

from collections.abc import Iterator, Mapping
from typing import Any

from policy.reading import UNKNOWN
from policy.secrecy import shown
from verdict.shapes import NOTHING, Shape
from verdict.terraform.names import property_of
from verdict.terraform.sources import Encoded

LEFT_OUT = (None, "", [], {})
"""What the plan has for whatever the configuration leaves out."""

Values = Mapping[str, Any]


def properties(
    after: Values, unknown: Values, expressions: Values | None, shape: Shape, renamed: Values
) -> dict[str, Any]:
    """The inputs of a resource or a block: what is written, and what the provider fills in before it asks AWS.

    `expressions` is what the configuration or the `.tf` file has for it; None when that does not say, as of a dynamic
    block. What is unknown and not written is AWS's to decide, and no input.
    """
    found: dict[str, Any] = {}
    for name in {**after, **unknown}:
        value, later = after.get(name), unknown.get(name)
        written = expressions is None or name in expressions
        if later is True and not written:
            continue
        target = property_of(name, shape.fields, renamed)
        inside = (expressions or {}).get(name)
        converted = _value(value, later, inside, shape.fields.get(target, NOTHING))
        if converted is UNKNOWN or converted not in LEFT_OUT:
            found[target] = converted
    return found


def decided_by_aws(unknown: Values, shape: Shape, renamed: Values) -> dict[str, Any]:
    """What nobody knows before the resource exists."""
    return {property_of(name, shape.fields, renamed): UNKNOWN for name, later in unknown.items() if later is True}


def secrets(value: Any, sensitive: Any) -> Iterator[str]:
    """The texts of what Terraform keeps out of sight: `after_sensitive` is true where `after` has one."""
    if sensitive is True:
        yield from shown(value)
    elif isinstance(value, dict) and isinstance(sensitive, dict):
        for name, inside in sensitive.items():
            yield from secrets(value.get(name), inside)
    elif isinstance(value, list) and isinstance(sensitive, list):
        for one, inside in zip(value, sensitive, strict=False):
            yield from secrets(one, inside)


def _value(value: Any, later: Any, inside: Any, shape: Shape) -> Any:
    if later is True:
        return as_far_as_written(inside, shape)
    if isinstance(value, list):
        members = list(_members(value, later, inside, shape.members if shape.kind == "list" else shape))
        # At most one: Pulumi has the block itself.
        return members if shape.kind in ("list", "plain") and shape.spec else (members[0] if members else None)
    if isinstance(value, dict):
        if shape.kind == "object":
            return properties(value, later if isinstance(later, dict) else {}, of_blocks(inside), shape, {})
        later = later if isinstance(later, dict) else {}
        return {key: UNKNOWN if later.get(key) is True else one for key, one in {**later, **value}.items()}
    return value


def as_far_as_written(inside: Any, shape: Shape) -> Any:
    """Of an unknown value what its `.tf` file shows all the same: the length of a list, the inside of `jsonencode`."""
    if isinstance(inside, Encoded):
        return _partly_known(inside.value)
    plain = shape.kind == "list" and shape.members.kind == "plain"
    if plain and isinstance(inside, list) and not any(isinstance(one, dict) for one in inside):
        return _partly_known(inside)
    return UNKNOWN


def _partly_known(written: Any) -> Any:
    """A written value, with UNKNOWN for each expression in it."""
    if isinstance(written, dict):
        return {name: _partly_known(one) for name, one in written.items()}
    if isinstance(written, list):
        return [_partly_known(one) for one in written]
    return UNKNOWN if written is None or (isinstance(written, str) and "${" in written) else written


def _members(value: list[Any], later: Any, inside: Any, shape: Shape) -> Iterator[Any]:
    for index, one in enumerate(value):
        of_this = later[index] if isinstance(later, list) and index < len(later) else False
        yield _value(one, of_this, inside, shape)


def of_blocks(inside: Any) -> Values | None:
    """What any of the blocks of one name has: a set has another order in the plan than in the configuration."""
    if isinstance(inside, dict) and not {"constant_value", "references"} & inside.keys():
        return inside
    if isinstance(inside, list) and inside and all(isinstance(one, dict) for one in inside):
        merged: dict[str, Any] = {}
        for block in inside:
            for name, one in block.items():
                both = isinstance(merged.get(name), list) and isinstance(one, list)
                merged[name] = [*merged[name], *one] if both else one
        return merged
    return None
