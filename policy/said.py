"""What the pack has said already, where it runs twice: in a preview, and in the update that follows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from policy.reading import Resource

SCHEMA: dict[str, Any] = {
    "type": "array",
    "description": "What this rule has said in an earlier run; an advisory among it is not said again.",
    "default": [],
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["urn", "message"],
        "properties": {
            "urn": {"type": "string", "description": "The URN that the engine printed it for."},
            "message": {"type": "string", "description": "The whole message, with the rule's first line."},
        },
    },
}


@dataclass(frozen=True, kw_only=True)
class Said:
    """One message, and the resource that it was about."""

    urn: str
    message: str

    def repeats(self, message: str, resource: Resource | None) -> bool:
        """Whether a message is this one. What is about no resource the engine prints for the stack."""
        return message == self.message and (resource is None or resource.urn == self.urn)


def said(entry: Mapping[str, Any]) -> Said:
    """An entry of the configuration that fits SCHEMA."""
    return Said(urn=entry["urn"], message=entry["message"])
