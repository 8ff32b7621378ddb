"""A guide: text with blocks of commands, each with what it printed.

    <!-- begin: make up STACK=dev -->          commands that are run first and not shown
    <!-- only: ^ ~ |released -->               of the block below, the lines of the output that are shown
    ```console
    $ ./local bluegreen status -s dev
    web-dev-1a2b3c4: web-dev:1 is live, released by CODE_DEPLOY
    ```

A command that ends in a backslash goes on in the next line. Blocks of `sh` are not run: what they need is not here.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
BLOCK = re.compile(r"(?:<!-- only: (?P<only>.*?) -->\n)?```(?P<kind>console|sh)\n(?P<body>.*?)```\n", re.DOTALL)
BEGIN = re.compile(r"<!-- begin: (.*?) -->")


@dataclass(frozen=True)
class Guide:
    """One file of it."""

    file: Path

    @property
    def text(self) -> str:
        return self.file.read_text(encoding="utf-8")

    @property
    def begin(self) -> list[str]:
        """What must be run first."""
        return BEGIN.findall(self.text)

    @property
    def commands(self) -> list[str]:
        """Everything that a reader types, whether it can be run here or not."""
        return [
            command
            for block in BLOCK.finditer(self.text)
            for command in (
                (typed for typed, _ in asked(block["body"])) if block["kind"] == "console" else shell(block["body"])
            )
        ]

    @property
    def needs_engine(self) -> bool:
        return bool(self.begin)

    @property
    def is_run(self) -> bool:
        """Whether anything of it is."""
        return "```console\n" in self.text

    def rewritten(self, run: Callable[[str], str]) -> str:
        """Its text with the outputs of now; `run` is given each command in turn."""

        def block(found: re.Match[str]) -> str:
            if found["kind"] == "sh":
                return found[0]
            lines = [
                line
                for command, _ in asked(found["body"])
                for line in (f"$ {command}", *shown(run(command), found["only"]))
            ]
            only = f"<!-- only: {found['only']} -->\n" if found["only"] else ""
            return f"{only}```console\n" + "\n".join(lines) + "\n```\n"

        return BLOCK.sub(block, self.text)


def guides() -> list[Guide]:
    """All of them."""
    return [Guide(file) for file in sorted(HERE.glob("*.md"))]


def asked(body: str) -> Iterator[tuple[str, list[str]]]:
    """Each command of a block, and the lines that it printed."""
    command: list[str] = []
    printed: list[str] = []
    for line in body.splitlines():
        if command and not printed and command[-1].endswith("\\"):
            command.append(line)
        elif line.startswith("$ "):
            if command:
                yield "\n".join(command), printed
            command, printed = [line.removeprefix("$ ")], []
        else:
            printed.append(line)
    if command:
        yield "\n".join(command), printed


def shell(body: str) -> Iterator[str]:
    """The commands of a block of `sh`, without what is said of them."""
    for line in body.replace("\\\n", " ").splitlines():
        if command := re.sub(r"(^|\s+)#.*", "", line).strip():
            yield command


def shown(output: str, only: str | None) -> list[str]:
    """The lines that a reader sees."""
    lines = [line.rstrip() for line in output.strip("\n").splitlines()]
    return [line for line in lines if re.search(only, line)] if only else lines
