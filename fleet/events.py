"""What the engine says while it works on a stack: counts, and texts for people."""

import re
from collections import Counter

from pulumi.automation import EngineEvent
from pulumi.automation.events import PolicyEvent, StepEventMetadata

from fleet.project import TOLD

COUNTED = {"create", "update", "replace", "delete"}
"""Of the engine's steps. A replacement has two more, which are not counted."""
STACK = "pulumi:pulumi:Stack"
"""The type of the resource that has the stack's outputs."""
PROVIDER = "pulumi:providers:"
"""How the types of providers begin, which the engine counts as no resources."""
SAYS_NOTHING = (TOLD, "preview failed", "update failed", "update canceled")
"""How errors end that the engine puts beside those with the cause."""

_COLOURS = re.compile(r"<\{%.*?%\}>")
_TRACEBACK = re.compile(r"(?s:.*)Traceback \(most recent call last\):\n(?:  .*\n)+")
"""Up to the last one's end, where the exception itself is."""


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

    def told(self) -> tuple[str, ...]:
        """The errors that say something."""
        return tuple(text for text in self.errors if not text.endswith(SAYS_NOTHING))

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
    """Without colours, without tracebacks, and without the word that an error comes."""
    return _TRACEBACK.sub("", _COLOURS.sub("", message)).strip().removeprefix("error: ").strip()


def printed(output: str) -> tuple[str, ...]:
    """The errors in what a command printed, for one that ended before there were events."""
    found = re.findall(r"^\s*(?:stderr: )?error: (.*(?:\n(?! *(?:std|error: )).+)*)", output, re.MULTILINE)
    return tuple(cleaned(one) for one in found) or (cleaned(output),)


def _changed(step: StepEventMetadata) -> set[str]:
    """Outputs alone may change: the stack's resource counts as the same then."""
    if step.type == STACK and step.op.value == "same" and step.old and step.new:
        return {"outputs"} if step.old.outputs != step.new.outputs else set()
    return set()
