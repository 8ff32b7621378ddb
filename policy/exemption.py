"""An exemption: a finding that somebody has looked at and accepts, for a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from policy.reading import Resource

SCHEMA: dict[str, Any] = {
    "type": "array",
    "description": "Findings of this rule that are accepted; they become advisories.",
    "default": [],
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["match", "reason", "expires"],
        "properties": {
            "match": {
                "type": "string",
                "minLength": 1,
                "description": "Name or URN of the resources, with * and ? as wildcards.",
            },
            "reason": {"type": "string", "minLength": 1, "description": "Why the finding is accepted."},
            "expires": {
                "type": "string",
                "format": "date",
                "description": "The last day on which the exemption counts, such as 2027-01-31.",
            },
        },
    },
}


@dataclass(frozen=True, kw_only=True)
class Exemption:
    """Findings on resources whose name or URN matches, until a day."""

    match: str
    reason: str
    expires: date

    def covers(self, resource: Resource) -> bool:
        """Whether the exemption is meant for the resource, expired or not."""
        return fnmatchcase(resource.name, self.match) or fnmatchcase(resource.urn, self.match)


def exemption(entry: Mapping[str, Any]) -> Exemption:
    """An entry of the configuration that fits SCHEMA."""
    return Exemption(match=entry["match"], reason=entry["reason"], expires=date.fromisoformat(entry["expires"]))
