"""Verdicts as text for people and as JSON for programs; README.md describes the object."""

import json
from collections.abc import Iterator, Sequence
from textwrap import indent
from typing import Any

from verdict.judging import Finding, Verdict


def text(verdicts: Sequence[Verdict], rules: int) -> str:
    """Each finding under a line that editors can follow, then one line a stack."""
    return "\n".join(line for verdict in verdicts for line in (*map(_lines, verdict.findings), summary(verdict, rules)))


def summary(verdict: Verdict, rules: int) -> str:
    """The one line that says how it went."""
    advisory = len(verdict.findings) - verdict.mandatory
    counts = f"{verdict.mandatory} mandatory, {advisory} advisory"
    return f"{verdict.stack}: {counts} ({verdict.resources} resources, {rules} rules)"


def as_json(verdicts: Sequence[Verdict], rules: int) -> str:
    """One object with every finding."""
    report = {
        "stacks": [verdict.stack for verdict in verdicts],
        "rules": rules,
        "mandatory": sum(verdict.mandatory for verdict in verdicts),
        "notes": [{"stack": verdict.stack, "text": note} for verdict in verdicts for note in verdict.notes],
        "findings": [_object(finding) for verdict in verdicts for finding in verdict.findings],
    }
    return json.dumps(report, indent=2, ensure_ascii=False)


def _lines(finding: Finding) -> str:
    judgement = finding.judgement
    head = f"{finding.file}:{finding.line}: {judgement.level}: {judgement.rule.name}: {finding.about}"
    return "\n".join([head, *_indented(finding.summary, judgement.text), ""])


def _indented(*parts: str) -> Iterator[str]:
    return (indent(part, "    ") for part in parts)


def _object(finding: Finding) -> dict[str, Any]:
    judgement, resource = finding.judgement, finding.judgement.resource
    return {
        "stack": finding.stack,
        "rule": judgement.rule.name,
        "level": judgement.level,
        "kind": judgement.kind,
        "severity": judgement.rule.severity,
        "resource": resource and {"type": resource.type, "name": resource.name, "urn": resource.urn},
        "path": judgement.path,
        "summary": finding.summary,
        "text": judgement.text,
        "source": judgement.rule.source,
        "file": finding.file,
        "line": finding.line,
    }
