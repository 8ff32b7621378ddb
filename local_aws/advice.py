"""What the policy pack has said in a preview, for the update that follows it: advice is read once."""

import json
from pathlib import Path

from local_aws.home import ROOT

UNDECIDED = "can't run policy"
"""Begins what a rule says that knows too little yet: it says it with other words, or nothing, when things are there."""


def judged(events: Path) -> bool:
    """Whether the run with this event log came far enough for the pack to see a resource."""
    types = (event["resourcePreEvent"]["metadata"]["type"] for event in _events(events) if "resourcePreEvent" in event)
    return any(not one.startswith("pulumi:") for one in types)


def said(events: Path) -> dict[str, str]:
    """The pack's configuration that is silent about what the run with this event log has said as advice. Rules that
    stop a run are never in it."""
    profile = json.loads((ROOT / "policy" / "profiles" / "default.json").read_text())
    spoke = [event["policyEvent"] for event in _events(events) if "policyEvent" in event]
    undecided = {one["policyName"] for one in spoke if UNDECIDED in one["message"]}
    names = {one["policyName"] for one in spoke if one["enforcementLevel"] == "advisory"} - undecided
    return {name: "disabled" for name in sorted(names) if profile[name]["enforcementLevel"] == "advisory"}


def _events(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
