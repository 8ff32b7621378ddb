"""What is made of the rules, by `python -m policy.catalogue`: RULES.md, and ready configurations in `profiles/`.

`default` spells out what the pack does without a configuration, to copy from; `strict` lets nothing pass that is not
known to be good; `advisory` only warns, for a first look at a program that has been there for years; `brought` asks
nothing of what our own settings have looked up.
"""

import json
from pathlib import Path
from typing import Any

from policy.configuration import ON_UNKNOWN
from policy.example import example
from policy.rule import AnyRule, Option, ResourceRule, Rule, Rules
from policy.rules import GROUPS, RULES
from policy.symptom import Symptom

RULES_MD = Path(__file__).parent / "RULES.md"
PROFILES = Path(__file__).parent / "profiles"

LOOKED_UP = (
    "trust-is-right",
    "codedeploy-role-limited",
    "codedeploy-role-suffices",
    "native-infrastructure-role",
    "listener-for-tests-not-public",
    "listener-ignores-actions",
    "pair-alone-on-listener",
    "targets-open-to-load-balancer",
)
"""The rules that cannot judge roles, listeners and security groups that a team brings, as they are no resources of the
program."""

HEADER = """\
# Rules

Made by `python -m policy.catalogue` from the rules themselves; change those, not this page.

A violation of a mandatory rule fails `pulumi preview` and `pulumi up`; an advisory rule warns. What a rule cannot
judge, because a value is not known yet or belongs to another program, is reported as an advisory (`onUnknown` sets
that). The examples are programs in Pulumi YAML, as diffs: without the `+` lines the rule stops the
program, without the `-` lines it lets it through.
"""


def catalogue() -> str:
    """The text of RULES.md."""
    contents = "\n".join(_contents(about, rules) for about, rules in GROUPS.items())
    return "\n".join([HEADER, _index(), contents, *map(_section, RULES)])


def _index() -> str:
    lines = (f"- {one.value}: {', '.join(_links(one))}" for one in Symptom)
    return "\n".join(["**What you see, and which rules stop it**", "", *lines, ""])


def _links(symptom: Symptom) -> list[str]:
    return [f"[{rule.name}](#{rule.name})" for rule in RULES if symptom in rule.symptoms]


def _contents(about: str, rules: Rules) -> str:
    lines = (f"- [{rule.name}](#{rule.name}): {rule.summary}" for rule in rules)
    return "\n".join([f"**{about}**", "", *lines, ""])


def _section(rule: AnyRule) -> str:
    types = ", ".join(f"`{one}`" for one in rule.on) if isinstance(rule, ResourceRule) else "the whole stack"
    parts = [
        f"## {rule.name}",
        f"**{rule.summary}**",
        rule.why,
        f"On AWS: {rule.cost}",
        f"To repair: {rule.remedy}",
        "\n".join(["```diff", example(rule).diff, "```"]),
        f"{rule.level.capitalize()}, severity {rule.severity}. Looks at {types}. [Source]({rule.source})",
    ]
    if rule.options:
        rows = [
            f"| `{option.name}` | {_default(option)} | {_allowed(option)} | {option.description} |"
            for option in rule.options
        ]
        parts.append("\n".join(["| option | default | allowed | |", "| --- | --- | --- | --- |", *rows]))
    return "\n\n".join(parts) + "\n"


def _default(option: Option) -> str:
    return json.dumps(option.default)


def _allowed(option: Option) -> str:
    if isinstance(option.default, int) and not isinstance(option.default, bool):
        return f"{option.minimum} to {option.maximum}"
    if isinstance(option.default, tuple):
        return "a list of texts"
    return ", ".join(option.choices) or {bool: "true, false", str: "any text"}[type(option.default)]


def profiles() -> dict[str, str]:
    """The text of every profile, by its name."""
    content = {
        "default": {rule.name: _shipped(rule) for rule in RULES},
        "strict": {rule.name: {"enforcementLevel": "mandatory", "onUnknown": "mandatory"} for rule in RULES},
        "advisory": {"all": "advisory"},
        "brought": {name: {"onUnknown": "ignore"} for name in LOOKED_UP},
    }
    return {name: json.dumps(profile, indent=2) + "\n" for name, profile in content.items()}


def _shipped(rule: Rule) -> dict[str, Any]:
    own = {option.name: option.default for option in rule.options}
    return {"enforcementLevel": rule.level, "onUnknown": ON_UNKNOWN["default"], **own}


if __name__ == "__main__":
    RULES_MD.write_text(catalogue(), encoding="utf-8")
    for name, text in profiles().items():
        (PROFILES / f"{name}.json").write_text(text, encoding="utf-8")
