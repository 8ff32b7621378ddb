"""Many stacks of one project, worked on side by side."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pulumi.automation import PulumiCommand

from fleet import project
from fleet.outcome import Outcome, State
from fleet.running import Running
from fleet.screen import Screen
from fleet.verbs import Down, Preview, Up, Verb

Agreed = Callable[[list[str]], bool]
"""Whether these stacks may be changed."""


@dataclass
class Fleet:
    """What is known of each stack so far."""

    folder: Path
    engine: PulumiCommand
    stacks: list[str]
    jobs: int
    """How many are worked on at once; each takes an engine, a provider and a policy pack, half a gigabyte in all."""
    screen: Screen
    packs: Mapping[str, list[str]] = field(default_factory=dict)
    missing: frozenset[str] = frozenset()
    """Stacks that the backend doesn't have yet, and that are to be made."""
    stopped: bool = False

    def __post_init__(self) -> None:
        self.known = {stack: Outcome(stack=stack) for stack in self.stacks}

    def preview(self, agreed: Agreed) -> None:
        """Changes nothing, so nobody is asked."""
        project.warm(self.folder)
        self._each(self.stacks, Preview(self.folder, self.engine, self.packs, self.missing))

    def up(self, agreed: Agreed) -> None:
        """Stacks that have a preview without an error, and changes in it."""
        self.preview(agreed)
        changed = [stack for stack, outcome in self.known.items() if outcome.state is State.PREVIEWED]
        if changed and not self.stopped and agreed(changed):
            self._each(changed, Up(self.folder, self.engine, self.packs))

    def down(self, agreed: Agreed) -> None:
        """The resources of each go."""
        if self.stacks and agreed(self.stacks):
            self._each(self.stacks, Down(self.folder, self.engine))

    def _each(self, stacks: Iterable[str], verb: Verb) -> None:
        running = Running(verb, self.jobs)
        with self.screen as screen:
            for news in running.outcomes(stacks):
                if news:
                    self.known[news.stack] = news
                screen.show(self.known, news)
        self.stopped = running.stopped
