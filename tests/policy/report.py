"""What a preview with the pack prints of it."""

import re
from dataclasses import dataclass

LINE = re.compile(
    r"- \[(?P<level>mandatory|advisory)] \[severity: \w+]  (?P<rule>\S+)  \(\S+: (?P<resource>\S+)\)\n"
    r".*\n\s+(?P<undecided>can't run policy)?"
)
"""Level, rule and resource; then the rule's summary; then what is wrong, or that the rule cannot tell."""


@dataclass(frozen=True, order=True)
class Reported:
    """One thing that a rule says of a resource."""

    level: str
    rule: str
    resource: str
    undecided: bool = False


def reported(printed: str) -> set[Reported]:
    """All that the rules say."""
    return {
        Reported(match["level"], match["rule"], match["resource"], match["undecided"] is not None)
        for match in LINE.finditer(printed)
    }
