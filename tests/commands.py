"""Commands of ours as documents and workflows name them, compared with what they really take."""

from collections.abc import Sequence
from pathlib import Path

import click

from ops.command import bluegreen
from verdict.command import main as verdict

COMMANDS = {"bluegreen": bluegreen, "verdict": verdict}


def called(words: Sequence[str]) -> tuple[click.Command, list[str]] | None:
    """The command of ours, and what it is given."""
    first = Path(words[0]).name
    if first == "python" and words[1] == "-m":
        return COMMANDS[words[2]], [*words[3:]]
    return (COMMANDS[first], [*words[1:]]) if first in COMMANDS else None


def understood(command: click.Command, rest: Sequence[str]) -> None:
    """Fails where it has no such verb, or this verb no such option or value."""
    while isinstance(command, click.Group):
        verb, *rest = rest
        assert verb in command.commands, f"{command.name} has no verb {verb}"
        command = command.commands[verb]
    command.make_context(command.name, [*rest])
