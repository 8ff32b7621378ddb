"""Objects of the configuration: their keys, and that their texts can be read."""

import re
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict, field_validator
from pydantic.alias_generators import to_camel

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but for tabs and ends of lines, which commands and values have, and halves of a character."""


class Strict(BaseModel):
    """Keys in camelCase, no others, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel)

    @field_validator("*", mode="before")
    @classmethod
    def _readable(cls, value: Any) -> Any:
        """No text, alone or in a list or an object, has characters that no file and no call of AWS should have."""
        for text in _texts(value):
            odd = CONTROL.search(text)
            refuse_unless(not odd, f"has the control character {odd and odd[0]!a}; take it out")
        return value


def _texts(value: Any) -> Iterable[str]:
    parts = [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else [value]
    return (one for one in parts if isinstance(one, str))


def refuse_unless(holds: bool, message: str) -> None:
    """Raises what pydantic reports of the value."""
    if not holds:
        raise ValueError(message)
