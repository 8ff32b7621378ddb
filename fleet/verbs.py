"""What is done to a stack, by the Automation API's own commands."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from pulumi.automation import PulumiCommand, Stack

from fleet import project
from fleet.outcome import State
from fleet.pack import hosted

UNSAVED = {"PULUMI_SKIP_CHECKPOINTS": "true"}
"""A preview saves no state, but for each new resource the engine (3.276) writes all of it down and throws it away."""
QUIET: dict[str, Any] = {"color": "never", "suppress_outputs": True, "suppress_progress": True}


@dataclass(frozen=True)
class Verb(ABC):
    """One thing that can be done, and what a stack is called meanwhile and afterwards."""

    under_way: ClassVar[State]
    done: ClassVar[State]

    folder: Path
    engine: PulumiCommand
    packs: Mapping[str, list[str]] = field(default_factory=dict)
    """The policy pack and its configuration, as the Automation API takes them."""
    missing: frozenset[str] = frozenset()
    """Stacks that are made first."""

    @abstractmethod
    def run(self, stack: str, **words: Any) -> None:
        """Raises CommandError when the engine fails."""

    def _stack(self, name: str, variables: Mapping[str, str] | None = None) -> Stack:
        opened = project.opened(self.folder, self.engine, variables or {})
        return Stack.create(name, opened) if name in self.missing else Stack.select(name, opened)


class Preview(Verb):
    under_way = State.PREVIEWING
    done = State.PREVIEWED

    def run(self, stack: str, **words: Any) -> None:
        with hosted(self.packs) as variables:
            self._stack(stack, UNSAVED | variables).preview(**self.packs, **QUIET, **words)


class Up(Verb):
    """Without a preview of its own: there was one."""

    under_way = State.UPDATING
    done = State.UPDATED

    def run(self, stack: str, **words: Any) -> None:
        with hosted(self.packs) as variables:
            self._stack(stack, variables).up(show_secrets=False, **self.packs, **QUIET, **words)


class Down(Verb):
    """The stack stays, with its history; its resources go."""

    under_way = State.DESTROYING
    done = State.DESTROYED

    def run(self, stack: str, **words: Any) -> None:
        self._stack(stack).destroy(run_program=False, show_secrets=False, **QUIET, **words)
