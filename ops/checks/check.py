"""One thing that is looked up, and what was found."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ops.releases import Releases


class State(StrEnum):
    """Whether it is as a release needs it."""

    OK = "OK"
    NG = "NG"
    """A release would fail, or would reach users in a way that nobody wants."""
    SKIP = "SKIP"
    """It does not apply, or cannot be looked up."""


@dataclass(frozen=True)
class Finding:
    """What was found."""

    state: State
    text: str
    fix: str = ""

    def __str__(self) -> str:
        return f"{self.text}; {self.fix}" if self.fix else self.text


@dataclass(frozen=True)
class Planned:
    """The release that is asked about."""

    releases: Releases
    task_definition: str
    """ARN of what would be released."""
    image: str = ""
    """What the container behind the load balancer is to run; empty: what the task definition says."""


Check = Callable[[Planned], Finding]


def ok(text: str) -> Finding:
    return Finding(State.OK, text)


def ng(text: str, fix: str) -> Finding:
    return Finding(State.NG, text, fix)


def skip(text: str) -> Finding:
    return Finding(State.SKIP, text)
