"""The rules with a user's settings: resources in, judgements out.

Knows no engine. `adapter.py` asks it for Pulumi; whoever has the resources of a program can.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from policy.configuration import Setting, setting
from policy.exemption import Exemption
from policy.finding import Findings, Undecided, Violation
from policy.intent import Intents
from policy.reading import Resource
from policy.rule import AnyRule, Level, ResourceRule, Rule, StackRule
from policy.secrecy import hide
from policy.stack import Stack

MOST_UNDECIDED = 10
"""How many undecided properties a rule on the whole stack reports one by one; a large program has thousands alike."""

MOST_OF_RESOURCE = 20
"""How much of one kind a rule reports of one resource; a list of a thousand entries has a thousand alike."""

LONGEST_PART = 2000
"""Characters of a part of a message; what AWS takes is shorter."""

JudgementKind = Literal["violation", "undecided", "exempted", "exemption", "broken"]


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """One thing to report: mandatory ones fail the run."""

    rule: Rule
    level: Level
    kind: JudgementKind
    """`exemption`: one that is unused or expired. `broken`: the rule itself failed."""
    resource: Resource | None
    path: str = ""
    text: str
    others: int = 0
    """How many it stands for that are not reported one by one."""

    @property
    def message(self) -> str:
        """What a run prints: what the rule wants, and what it found."""
        return f"{self.rule.summary}\n{self.text}"


class Pack:
    """Judges the resources of one program: each by itself as it is declared, then all together."""

    def __init__(
        self,
        rules: Sequence[AnyRule],
        settings: Mapping[str, Setting] | None = None,
        today: date | None = None,
    ) -> None:
        """`settings` by the rule's name; a rule without one is as it describes itself."""
        given = settings or {}
        self._today = today or date.today()
        self._settings = {rule.name: given.get(rule.name) or setting(rule, None, {}) for rule in rules}
        self._rules = [rule for rule in rules if self._settings[rule.name].level != "disabled"]
        self._by_type: dict[str, list[ResourceRule]] = {}
        for rule in self._rules:
            if isinstance(rule, ResourceRule):
                for kind in rule.on:
                    self._by_type.setdefault(kind, []).append(rule)
        self._intents = Intents()
        self._secrets: set[str] = set()
        self._used: set[tuple[str, Exemption]] = set()

    def judge_resource(self, resource: Resource) -> Iterator[Judgement]:
        """What the rules on one resource say of its inputs. Parents come before their children."""
        self._intents.remember(resource)
        self._secrets |= resource.secrets
        for rule in self._by_type.get(resource.type, ()):
            findings = rule.check(self._intents.fill(resource), self._settings[rule.name].options)
            yield from self._new(self._judge(rule, findings))

    def judge_stack(self, resources: Iterable[Resource]) -> Iterator[Judgement]:
        """What the rules on the stack say of it, and at last which exemptions nobody needed."""
        filled = [self._intents.fill(resource) for resource in resources]
        self._secrets |= {secret for resource in filled for secret in resource.secrets}
        yield from self._new(self._on_stack(Stack(filled)))
        yield from self._new(self._unused())

    def _new(self, judgements: Iterator[Judgement]) -> Iterator[Judgement]:
        """Without the advisories that an earlier run has said. What fails a run is said in every one."""
        for one in judgements:
            if one.level == "mandatory" or not any(
                before.repeats(one.message, one.resource) for before in self._settings[one.rule.name].already_said
            ):
                yield one

    def _on_stack(self, stack: Stack) -> Iterator[Judgement]:
        for rule in self._rules:
            if isinstance(rule, StackRule):
                yield from self._judge(rule, rule.check(stack, self._settings[rule.name].options))

    def _judge(self, rule: Rule, findings: Findings) -> Iterator[Judgement]:
        reported: set[tuple[str, str, str]] = set()
        found: Counter[_Alike] = Counter()
        try:
            for finding in findings:
                what = finding.wrong if isinstance(finding, Violation) else finding.reason
                if (finding.resource.urn, finding.path, what) not in reported:
                    reported.add((finding.resource.urn, finding.path, what))
                    alike = self._alike(rule, finding)
                    found[alike] += 1
                    if found[alike] <= alike.most:
                        yield from self._report(rule, finding)
        except Exception as error:  # One broken rule must not hide what the others find.
            text = f"this rule failed on this program, which is a fault of the policy pack. {_origin(error)}"
            yield self._judgement(rule, "broken", None, text)
        for alike, count in found.items():
            if (others := count - alike.most) > 0 and alike.kind:
                more = self._judgement(rule, alike.kind, alike.resource, f"and {others} more like these.")
                yield replace(more, level="advisory" if alike.advised else more.level, others=others)

    def _alike(self, rule: Rule, finding: Violation | Undecided) -> "_Alike":
        own = self._settings[rule.name]
        kind: JudgementKind | None = "violation" if isinstance(finding, Violation) else "undecided"
        if kind == "undecided" and own.on_unknown == "ignore":
            kind = None
        elif (exempt := self._exemption(rule, finding)) and exempt.expires >= self._today:
            kind = "exempted"
        if kind == "undecided" and isinstance(rule, StackRule):
            return _Alike(kind, None, advised=False, most=MOST_UNDECIDED)
        advised = isinstance(finding, Violation) and finding.advice
        return _Alike(kind, finding.resource, advised=advised, most=MOST_OF_RESOURCE)

    def _exemption(self, rule: Rule, finding: Violation | Undecided) -> Exemption | None:
        return next((one for one in self._settings[rule.name].exemptions if one.covers(finding.resource)), None)

    def _report(self, rule: Rule, finding: Violation | Undecided) -> Iterator[Judgement]:
        own = self._settings[rule.name]
        path = self._said(finding.path)
        if isinstance(finding, Violation):
            wrong, cost, fix = map(self._said, (finding.wrong, finding.cost or rule.cost, finding.fix))
            text = f"{path}: {wrong}\nOn AWS: {cost}\nFix: {fix} {rule.source}"
            kind: JudgementKind = "violation"
        elif own.on_unknown == "ignore":
            return
        else:
            where = f"{finding.resource}, {path}"
            text = f"can't run policy {rule.name} on {where}: {self._said(finding.reason)}"
            kind = "undecided"
        if exempt := self._exemption(rule, finding):
            self._used.add((rule.name, exempt))
            if exempt.expires >= self._today:
                kind, text = "exempted", f"exempted until {exempt.expires}: {exempt.reason}\n{text}"
            else:
                text = f"{text}\nAn exemption for this expired on {exempt.expires}: {exempt.reason}"
        judgement = self._judgement(rule, kind, finding.resource, text, path)
        advised = isinstance(finding, Violation) and finding.advice
        yield replace(judgement, level="advisory") if advised else judgement

    def _said(self, text: str) -> str:
        """A text for people, without the values of secrets."""
        text = hide(text, self._secrets)
        return text if len(text) <= LONGEST_PART else f"{text[:LONGEST_PART]}…"

    def _unused(self) -> Iterator[Judgement]:
        for rule in self._rules:
            for exempt in self._settings[rule.name].exemptions:
                about = f"the exemption for {exempt.match!r} ({exempt.reason})"
                if exempt.expires < self._today:
                    yield self._judgement(
                        rule, "exemption", None, f"{about} expired on {exempt.expires}; renew or remove it."
                    )
                elif (rule.name, exempt) not in self._used:
                    yield self._judgement(rule, "exemption", None, f"{about} was not needed; remove it.")
        self._used.clear()

    def _judgement(
        self, rule: Rule, kind: JudgementKind, resource: Resource | None, text: str, path: str = ""
    ) -> Judgement:
        own = self._settings[rule.name]
        level: Level = "advisory"
        if own.level == "mandatory" and (
            kind in ("violation", "broken") or (kind == "undecided" and own.on_unknown == "mandatory")
        ):
            level = "mandatory"
        return Judgement(rule=rule, level=level, kind=kind, resource=resource, path=path, text=text)


@dataclass(frozen=True)
class _Alike:
    """Of what a rule reports only so much, and how much more there is."""

    kind: JudgementKind | None
    """None: it is not reported."""
    resource: Resource | None
    """None: of the whole stack."""
    advised: bool
    most: int


def _origin(error: Exception) -> str:
    """The kind of error and the line that raised it; not its text, which may hold values of the program."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{where}"
