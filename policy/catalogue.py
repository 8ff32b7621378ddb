"""Writes RULES.md from the rules: `python policy/catalogue.py`. A test fails when the file is not current."""

from pathlib import Path

from rule import ResourceRule, StackRule
from rules import RULES

RULES_MD = Path(__file__).parent / "RULES.md"

HEADER = """\
# Rules

Made by `python policy/catalogue.py` from the rules themselves; change those, not this page.

All rules are mandatory: a violation fails `pulumi preview` and `pulumi up`. What a rule cannot judge, because a
value is not known yet or belongs to another program, is told as an advisory.
"""


def catalogue() -> str:
    """The text of RULES.md."""
    contents = "\n".join(f"- [{rule.name}](#{rule.name}): {rule.summary}" for rule in RULES)
    return "\n".join([HEADER, contents, "", *map(_section, RULES)])


def _section(rule: ResourceRule | StackRule) -> str:
    looks = f"one resource, `{rule.on}`" if isinstance(rule, ResourceRule) else "the whole stack"
    parts = [
        f"## {rule.name}",
        f"**{rule.summary}**",
        rule.why,
        f"To repair: {rule.remedy}",
        f"Severity {rule.severity}. Looks at {looks}. [Source]({rule.source})",
    ]
    if rule.options:
        rows = [
            f"| `{option.name}` | {option.default} | {option.minimum} to {option.maximum} | {option.description} |"
            for option in rule.options
        ]
        parts.append("\n".join(["| option | default | range | |", "| --- | --- | --- | --- |", *rows]))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    RULES_MD.write_text(catalogue(), encoding="utf-8")
