"""What the real provider's schema refuses, in its words: missing, out of range, not allowed, not together.

Keys are upstream's (retention_in_days), the path at the end of each text is Pulumi's (logs.retentionInDays). The texts
follow the validators of hashicorp/terraform-plugin-sdk, as Pulumi's bridge shows them.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from local_aws.provider.schema import Property
from local_aws.provider.values import UNKNOWN

SHOWN_CHARACTERS = 80
"""A longer value is cut in a message: the rest of it wouldn't help."""


@dataclass(frozen=True)
class CheckFailure:
    """One reason why Check refuses inputs."""

    at: str
    """Where, from the resource's name down: `web.ingress[0].fromPort`."""
    reason: str
    got: Any = None
    """The value that is wrong; None when the value isn't the reason."""

    def message(self, secrets: Collection[str] = ()) -> str:
        """The reason for the user. `secrets` are the places of values that must not be shown."""
        secret = any(self.at.startswith(place) or place.startswith(self.at) for place in secrets)
        text = "[secret]" if secret else str(self.got)
        if len(text) > SHOWN_CHARACTERS:
            text = f"{text[:SHOWN_CHARACTERS]}… ({len(text)} characters)"
        got = "" if self.got is None else f", got {text}"
        return f"{self.reason}{got}. Examine values at '{self.at}'."


def validate(fields: Mapping[str, Property], values: Mapping[str, Any], at: str) -> Iterator[CheckFailure]:
    """Every reason to refuse an object of these properties, which is at `at`. An unknown value passes."""
    for key, prop in fields.items():
        where = f"{at}.{key}"
        if key not in values and prop.required:
            missing = f'The argument "{snake(key)}" is required, but no definition was found.'
            yield CheckFailure(where, f"Missing required argument. {missing}")
        if key in values and values[key] != UNKNOWN:
            yield from _limits(prop, values[key], snake(key), where)
            yield from _nested(prop, values[key], where)
        yield from (CheckFailure(where, reason) for reason in _relations(key, prop, values))


@cache
def snake(key: str) -> str:
    """retentionInDays -> retention_in_days."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", key).lower()


def _nested(prop: Property, value: Any, at: str) -> Iterator[CheckFailure]:
    if isinstance(value, dict) and prop.type == "object":
        yield from validate(prop.fields, value, at)
    elif isinstance(value, list) and prop.fields:
        for i, member in enumerate(value):
            if isinstance(member, dict):
                yield from validate(prop.fields, member, f"{at}[{i}]")


def _limits(prop: Property, value: Any, key: str, at: str) -> Iterator[CheckFailure]:
    """A value outside of its enumeration, range or number of members."""
    fold = str.lower if prop.same == "case" else str
    for member in value if isinstance(value, list) else [value]:
        if prop.enum and member != UNKNOWN and fold(str(member)) not in {fold(str(one)) for one in prop.enum}:
            allowed = " ".join(f'"{one}"' if isinstance(one, str) else str(one) for one in prop.enum)
            yield CheckFailure(at, f"expected {key} to be one of [{allowed}]", member)
    if isinstance(value, list):
        yield from (CheckFailure(at, reason) for reason in _count(prop, key, len(value)))
    elif prop.range and isinstance(value, str):
        yield from (
            CheckFailure(at, f"expected length of {key} {limit}", value) for limit in _outside(prop.range, len(value))
        )
    elif prop.range and isinstance(value, int | float):
        yield from (CheckFailure(at, f"expected {key} {limit}", value) for limit in _outside(prop.range, value))


def _count(prop: Property, key: str, count: int) -> Iterator[str]:
    if prop.max_items is not None and count > prop.max_items:
        most = f"Attribute {key} supports {prop.max_items} item maximum"
        yield f"Too many list items. {most}, but config has {count} declared"
    if prop.min_items is not None and count < prop.min_items:
        least = f"Attribute {key} requires {prop.min_items} item minimum"
        yield f"Not enough list items. {least}, but config has only {count} declared"


def _outside(limits: tuple[float | None, float | None], size: float) -> Iterator[str]:
    low, high = limits
    if low is not None and high is not None and not low <= size <= high:
        yield f"to be in the range ({low} - {high})"
    elif high is None and low is not None and size < low:
        yield f"to be at least ({low})"
    elif low is None and high is not None and size > high:
        yield f"to be at most ({high})"


def _relations(key: str, prop: Property, values: Mapping[str, Any]) -> Iterator[str]:
    """What can't stand together, or can't stand alone."""
    name = snake(key)
    if key in values:
        for other in prop.conflicts_with:
            if values.get(other, UNKNOWN) != UNKNOWN:
                yield f'Conflicting configuration arguments. "{name}": conflicts with {snake(other)}'
        if any(other not in values for other in prop.required_with):
            group = _names(sorted({key, *prop.required_with}))
            yield f'Missing required argument. "{name}": all of `{group}` must be specified'
    given = [other for other in prop.exactly_one_of if other in values]
    if len(given) > 1:
        only = f"only one of `{_names(prop.exactly_one_of)}` can be specified"
        yield f'Invalid combination of arguments. "{name}": {only}, but `{_names(given)}` were specified'
    elif prop.exactly_one_of and not given:
        yield f'Invalid combination of arguments. "{name}": one of `{_names(prop.exactly_one_of)}` must be specified'
    if prop.at_least_one_of and not any(other in values for other in prop.at_least_one_of):
        yield f'Missing required argument. "{name}": one of `{_names(prop.at_least_one_of)}` must be specified'


def _names(keys: Any) -> str:
    return ",".join(map(snake, keys))
