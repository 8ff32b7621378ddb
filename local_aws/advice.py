"""What the policy pack has said in a preview, for the update that follows it: advice is read once."""

import json
from pathlib import Path

Entry = dict[str, str]
"""One message and the URN that it was printed for, as the pack's `alreadySaid` has them."""


def judged(events: Path) -> bool:
    """Whether the run with this event log came far enough for the pack to see a resource."""
    types = (event["resourcePreEvent"]["metadata"]["type"] for event in _events(events) if "resourcePreEvent" in event)
    return any(not one.startswith("pulumi:") for one in types)


def said(events: Path) -> dict[str, dict[str, list[Entry]]]:
    """The pack's configuration that leaves out what the run with this event log has said as advice, and nothing else:
    what the same rules find besides is said, such as what only the update knows."""
    found: dict[str, list[Entry]] = {}
    for event in _events(events):
        one = event.get("policyEvent", {})
        if one.get("enforcementLevel") == "advisory":
            # The engine ends each message with a line break of its own.
            entry = {"urn": one["resourceUrn"], "message": one["message"].removesuffix("\n")}
            entries = found.setdefault(one["policyName"], [])
            if entry not in entries:
                entries.append(entry)
    return {rule: {"alreadySaid": entries} for rule, entries in found.items()}


def _events(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
