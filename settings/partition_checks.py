"""Whether all that is named is in the partition of the stack's region: accounts of another one are nobody here."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from model.images import ECR_IMAGE
from model.partitions import partition
from settings.keys import Keys
from settings.settings import Settings
from settings.strict import Strict
from settings.wording import shortened

ARN = re.compile(r"arn:([a-z-]+):")
FREE = ("environment", "tags", "log_options", "entries")
"""Keys whose texts are the team's own, or are read elsewhere."""


def problems(s: Settings) -> Iterator[str]:
    """A line for each that is in another one: the key, its value and what to do."""
    here = partition(s.region).name
    fields = {name: getattr(s, name) for name in Keys.model_fields}
    for key, value in _texts(Keys, fields, "bluegreen:"):
        arn, image = ARN.match(value), ECR_IMAGE.match(value)
        there = arn[1] if arn else partition(image["region"]).name if image else here
        if there != here:
            yield (
                f"{key} = {shortened(value)}: is in the partition {there}, and {s.region} (aws:region) is in {here}, "
                "whose roles are nobody there; name one of this partition"
            )


def _texts(model: type[Strict], fields: Mapping[str, Any], way: str) -> Iterator[tuple[str, str]]:
    """Each text with the key that it is under."""
    for name, value in fields.items():
        if name not in FREE:
            yield from _inside(value, f"{way}{model.model_fields[name].alias or name}")


def _inside(value: Any, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, Strict):
        yield from _texts(type(value), dict(value), f"{key}.")
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from _inside(one, f"{key}.{name}")
    elif isinstance(value, list | tuple):
        for number, one in enumerate(value):
            yield from _inside(one, f"{key}.{number}")
