"""The example of a rule: a program that it stops and the repaired one, in the YAML file beside the rule's module.

RULES.md prints it as a diff, and tests run it. The pack itself reads no example.
"""

import inspect
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path

from policy.rule import AnyRule

SEPARATOR = "---\n"


@dataclass(frozen=True)
class Example:
    """Two programs in Pulumi YAML, without the name and the runtime of a project."""

    stopped: str
    repaired: str

    @property
    def diff(self) -> str:
        """All lines of both: without the `+` lines the program that is stopped, without the `-` lines the repaired."""
        before, after = self.stopped.splitlines(), self.repaired.splitlines()
        _, _, _, *lines = unified_diff(before, after, n=len(before) + len(after), lineterm="")
        return "\n".join(lines)


def example_file(rule: AnyRule) -> Path:
    """Where the example of a rule is."""
    return Path(inspect.getfile(rule.check)).with_suffix(".yaml")


def example(rule: AnyRule) -> Example:
    """The example of a rule."""
    stopped, repaired = example_file(rule).read_text(encoding="utf-8").split(SEPARATOR)
    return Example(stopped, repaired)
