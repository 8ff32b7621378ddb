"""A program before the pack: each resource by its checked inputs, then all of them by their planned states."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from policy.pack import Judgement, Pack
from policy.reading import Resource, canonical
from verdict.program import Declared, Place, Program
from verdict.wording import Wording


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that the pack has to say, and the line that it is about."""

    stack: str
    judgement: Judgement
    """In the words of the program's format."""
    about: str
    """The resource, for people; the stack where it is about none."""
    summary: str
    file: str
    """Below the program's folder, where it is there."""
    line: int


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """All that the pack says of one program, mandatory findings first, then by rule."""

    stack: str
    """Its name."""
    resources: int
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]
    """What could not be read, or is not judged."""

    @property
    def mandatory(self) -> int:
        """How many findings would fail a preview."""
        return sum(finding.judgement.level == "mandatory" for finding in self.findings)


def judge(program: Program, pack: Pack) -> Verdict:
    """What the pack says of a program. The pack remembers components, so each program needs one of its own."""
    judgements = [
        judgement
        for declared in program.resources
        for judgement in pack.judge_resource(_resource(declared, declared.checked))
    ]
    judgements += pack.judge_stack(
        _resource(declared, declared.outputs, filled_in=True) for declared in program.resources
    )
    places = {declared.urn: declared.place for declared in program.resources}
    words = Wording(program.naming, {declared.name for declared in program.resources}) if program.naming else None
    findings = (_finding(program, judgement, places, words) for judgement in judgements)
    return Verdict(
        stack=program.name,
        resources=len(program.resources),
        findings=tuple(sorted(findings, key=_order)),
        notes=program.notes,
    )


def _resource(declared: Declared, props: dict[str, Any], *, filled_in: bool = False) -> Resource:
    return Resource(
        type=canonical(declared.type),
        name=declared.name,
        urn=declared.urn,
        props=props,
        edges=declared.edges,
        parent=declared.parent_urn,
        filled_in=filled_in,
        ignored=declared.ignore_changes,
        secrets=declared.secrets,
        update_minutes=declared.update_minutes,
        depends_on=declared.depends_on_urns.union(*declared.edges.values()),
    )


def _finding(
    program: Program, judgement: Judgement, places: Mapping[str, Place | None], words: Wording | None
) -> Finding:
    resource = judgement.resource
    place = places.get(resource.urn) if resource else None
    if place is None:
        place = Place(file=program.file, line=1)
    about, summary = str(resource) if resource else program.name, judgement.rule.summary
    if words:
        token = resource.type if resource else ""
        judgement = replace(judgement, path=words.said(judgement.path, token), text=words.said(judgement.text, token))
        about, summary = words.said(about, token), words.said(summary, token)
    return Finding(
        stack=program.name,
        judgement=judgement,
        about=about,
        summary=summary,
        file=_below(program.folder, place.file),
        line=place.line,
    )


def _below(folder: Path, file: Path) -> str:
    return (file.relative_to(folder) if file.is_relative_to(folder) else file).as_posix()


def _order(finding: Finding) -> tuple[bool, str, bool, str, int, str]:
    """How many there are besides comes last."""
    judgement = finding.judgement
    urn = judgement.resource.urn if judgement.resource else ""
    last = bool(judgement.others) and not urn
    return judgement.level != "mandatory", judgement.rule.name, last, urn, judgement.others, judgement.path
