"""What the engine says while it works on a stack: counts, and texts for people."""

import re
from collections import Counter

from pulumi.automation import EngineEvent
from pulumi.automation.events import PolicyEvent, StepEventMetadata

COUNTED = {"create", "update", "replace", "delete"}
"""Of the engine's steps. A replacement has two more, which are not counted."""
STACK = "pulumi:pulumi:Stack"
"""The type of the resource that has the stack's outputs."""
PROVIDER = "pulumi:providers:"
"""How the types of providers begin, which the engine counts as no resources."""

_COLOURS = re.compile(r"<\{%.*?%\}>")
_TRACEBACK = re.compile(r"\n?Traceback \(most recent call last\):.*", re.DOTALL)
_PREFIXES = ("error: ", "python inline source runtime error: ")
"""What the engine and Pulumi's SDK put before a text."""


class Seen:
    """Collects the events of one command."""

    def __init__(self) -> None:
        self.changes: Counter[str] = Counter()
        self.advisories = 0
        self.errors: list[str] = []

    def take(self, event: EngineEvent) -> bool:
        """Whether something came of it."""
        before = (self.changes.total(), self.advisories, len(self.errors))
        if event.resource_pre_event and not event.resource_pre_event.metadata.type.startswith(PROVIDER):
            self.changes.update({event.resource_pre_event.metadata.op.value} & COUNTED)
        elif event.res_outputs_event:
            self.changes.update(_changed(event.res_outputs_event.metadata))
        elif event.policy_event:
            self._judged(event.policy_event)
        elif event.diagnostic_event and event.diagnostic_event.severity == "error":
            self._failed(event.diagnostic_event.message)
        return before != (self.changes.total(), self.advisories, len(self.errors))

    def _judged(self, judgement: PolicyEvent) -> None:
        if judgement.enforcement_level == "advisory":
            self.advisories += 1
            return
        name = (judgement.resource_urn or "").rpartition("::")[2]
        self._failed(f"{judgement.policy_name}{f' ({name})' if name else ''}: {cleaned(judgement.message)}")

    def _failed(self, message: str) -> None:
        text = cleaned(message)
        if text and text not in self.errors:
            self.errors.append(text)


def cleaned(message: str) -> str:
    """Without colours, tracebacks, and what announces that an error comes."""
    text = _TRACEBACK.sub("", _COLOURS.sub("", message)).strip()
    for prefix in _PREFIXES:
        text = text.removeprefix(prefix)
    return text.strip()


def printed(output: str) -> tuple[str, ...]:
    """The errors in what a command printed, for one that ended before there were events."""
    found = re.findall(r"^\s*(?:stderr: )?error: (.*(?:\n(?! *(?:std|error: )).+)*)", output, re.MULTILINE)
    return tuple(cleaned(one) for one in found) or (cleaned(output),)


def _changed(step: StepEventMetadata) -> set[str]:
    """Outputs alone may change: the stack's resource counts as the same then."""
    if step.type == STACK and step.op.value == "same" and step.old and step.new:
        return {"outputs"} if step.old.outputs != step.new.outputs else set()
    return set()
