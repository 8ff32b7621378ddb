"""A recorded program before the pack: each resource by its checked inputs, then all of them by their planned states."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policy.pack import Judgement, Pack
from policy.reading import Resource, canonical
from verdict.recording import Place, Recorded, Recording
from verdict.stacks import ROOT


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that the pack has to say, and the line of our program that it is about."""

    stack: str
    judgement: Judgement
    file: str
    """Below the program's folder."""
    line: int


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """All that the pack says of one stack, mandatory findings first, then by rule."""

    stack: str
    resources: int
    findings: tuple[Finding, ...]

    @property
    def mandatory(self) -> int:
        """How many findings would fail a preview."""
        return sum(finding.judgement.level == "mandatory" for finding in self.findings)


def judge(stack: str, recording: Recording, pack: Pack) -> Verdict:
    """What the pack says of a stack's program. The pack remembers components, so each program needs one of its own."""
    judgements = [
        judgement
        for recorded in recording.resources
        for judgement in pack.judge_resource(_resource(recorded, recorded.checked))
    ]
    judgements += pack.judge_stack(
        _resource(recorded, recorded.outputs, filled_in=True) for recorded in recording.resources
    )
    places = {recorded.urn: recorded.place for recorded in recording.resources}
    findings = (_finding(stack, judgement, places) for judgement in judgements)
    return Verdict(stack=stack, resources=len(recording.resources), findings=tuple(sorted(findings, key=_order)))


def _resource(recorded: Recorded, props: dict[str, Any], *, filled_in: bool = False) -> Resource:
    return Resource(
        type=canonical(recorded.type),
        name=recorded.name,
        urn=recorded.urn,
        props=props,
        edges=recorded.edges,
        parent=recorded.parent_urn,
        filled_in=filled_in,
        ignored=recorded.ignore_changes,
        secrets=recorded.secrets,
        update_minutes=recorded.update_minutes,
        depends_on=recorded.depends_on_urns.union(*recorded.edges.values()),
    )


def _finding(stack: str, judgement: Judgement, places: Mapping[str, Place | None]) -> Finding:
    place = places.get(judgement.resource.urn) if judgement.resource else None
    if place is None:
        place = Place(file=ROOT / f"Pulumi.{stack}.yaml", line=1)
    return Finding(stack=stack, judgement=judgement, file=_below(place.file), line=place.line)


def _below(file: Path) -> str:
    return (file.relative_to(ROOT) if file.is_relative_to(ROOT) else file).as_posix()


def _order(finding: Finding) -> tuple[bool, str, str, str]:
    judgement = finding.judgement
    urn = judgement.resource.urn if judgement.resource else ""
    return judgement.level != "mandatory", judgement.rule.name, urn, judgement.path
