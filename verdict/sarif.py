"""Verdicts as SARIF 2.1.0, the format in which GitHub and editors take annotations (OASIS, sarif-v2.1.0)."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import yaml

from policy.pack import Judgement
from policy.rule import Rule
from verdict.judging import Finding, Verdict
from verdict.stacks import ROOT

NAME = "bluegreen"
LEVELS = {"mandatory": "error", "advisory": "warning"}


def as_sarif(verdicts: Sequence[Verdict], rules: Sequence[Rule]) -> str:
    """One run with every rule and every finding."""
    index = {rule.name: number for number, rule in enumerate(rules)}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": NAME, "version": version(), "rules": list(map(_rule, rules))}},
                "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notes(verdicts)}],
                "results": [_result(finding, index) for verdict in verdicts for finding in verdict.findings],
            }
        ],
    }
    return json.dumps(log, indent=2, ensure_ascii=False)


def _notes(verdicts: Sequence[Verdict]) -> list[dict[str, Any]]:
    """What could not be read: SARIF has a place for what a tool says of its own run."""
    texts = (f"{verdict.stack}: {note}" for verdict in verdicts for note in verdict.notes)
    return [{"level": "note", "message": {"text": text}} for text in texts]


def version() -> str:
    """The pack's version."""
    return yaml.safe_load((ROOT / "policy" / "PulumiPolicy.yaml").read_text(encoding="utf-8"))["version"]


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why or rule.summary},
        "help": {"text": f"{rule.why}\n\nOn AWS: {rule.cost}\n\n{rule.remedy}".strip()},
        "helpUri": rule.source,
        "defaultConfiguration": {"level": LEVELS[rule.level]},
        "properties": {"severity": rule.severity},
    }


def _result(finding: Finding, index: dict[str, int]) -> dict[str, Any]:
    judgement = finding.judgement
    resource = judgement.resource
    place: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": finding.file},
            "region": {"startLine": finding.line},
        }
    }
    if resource:
        place["logicalLocations"] = [{"name": resource.name, "fullyQualifiedName": resource.urn, "kind": "resource"}]
    result = {
        "ruleId": judgement.rule.name,
        "ruleIndex": index[judgement.rule.name],
        "level": _level(judgement),
        "message": {"text": f"{finding.summary}\n{judgement.text}"},
        "locations": [place],
        # Not the line: a finding stays the same one when code above it moves.
        "partialFingerprints": {"finding/v1": _fingerprint(finding)},
        "properties": {"stack": finding.stack, "kind": judgement.kind, "path": judgement.path},
    }
    if judgement.kind == "exempted":
        result["suppressions"] = [{"kind": "external", "justification": judgement.text.partition("\n")[0]}]
    return result


def _level(judgement: Judgement) -> str:
    """What is no fault of the program, but worth a look, is a note."""
    if judgement.level == "advisory" and judgement.kind in ("undecided", "exempted", "exemption"):
        return "note"
    return LEVELS[judgement.level]


def _fingerprint(finding: Finding) -> str:
    judgement = finding.judgement
    urn = judgement.resource.urn if judgement.resource else finding.stack
    return hashlib.sha256("\n".join([judgement.rule.name, urn, judgement.path]).encode()).hexdigest()
