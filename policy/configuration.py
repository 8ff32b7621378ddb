"""What the user of the pack sets: per rule its level, options, exemptions, and what to make of unknown values.

The same object that the engine reads from `--policy-pack-config`: a rule's name maps to a level, or to an
object of options with `enforcementLevel` beside them; `all` sets the level of every rule.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from policy.exemption import SCHEMA as EXEMPTIONS
from policy.exemption import Exemption, exemption
from policy.rule import Level, Options, Rule
from policy.said import SCHEMA as SAID
from policy.said import Said, said

OnUnknown = Literal["advisory", "mandatory", "ignore"]
LEVELS = ("mandatory", "advisory", "disabled")

ON_UNKNOWN: dict[str, Any] = {
    "type": "string",
    "description": "What to make of something that cannot be judged, because a value is unknown or elsewhere.",
    "default": "advisory",
    "enum": ["advisory", "mandatory", "ignore"],
}


@dataclass(frozen=True, kw_only=True)
class Setting:
    """How one rule is to be applied."""

    level: Level | Literal["disabled"]
    on_unknown: OnUnknown
    exemptions: tuple[Exemption, ...]
    already_said: frozenset[Said]
    options: Options


def schema(rule: Rule) -> dict[str, dict[str, Any]]:
    """The JSON schema of everything that can be set for a rule beside its level."""
    own = {option.name: option.schema() for option in rule.options}
    return {**own, "onUnknown": ON_UNKNOWN, "exemptions": EXEMPTIONS, "alreadySaid": SAID}


def setting(rule: Rule, level: Level | Literal["disabled"] | None, properties: Mapping[str, Any]) -> Setting:
    """A rule's setting, of properties that fit its schema; what is left out is as the rule has it."""
    return Setting(
        level=level or rule.level,
        on_unknown=properties.get("onUnknown", ON_UNKNOWN["default"]),
        exemptions=tuple(map(exemption, properties.get("exemptions", ()))),
        already_said=frozenset(map(said, properties.get("alreadySaid", ()))),
        options={
            option.name: _as(option.default, properties.get(option.name, option.default)) for option in rule.options
        },
    )


def load(rules: Sequence[Rule], file: Path) -> dict[str, Setting]:
    """What a file for `--policy-pack-config` sets. ValueError with all that is wrong in it, a line each."""
    try:
        return settings(rules, json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise ValueError("\n  ".join([f"{file}:", *str(error).splitlines()])) from error


def settings(rules: Sequence[Rule], config: Any) -> dict[str, Setting]:
    """What the content of such a file sets. ValueError with all that is wrong in it, a line each."""
    if not isinstance(config, dict):
        raise ValueError("must be an object: a rule's name, and its level or an object of its options")
    given = {name: {"enforcementLevel": one} if isinstance(one, str) else one for name, one in config.items()}
    spelt = {name: one if isinstance(one, dict) else {} for name, one in given.items()}
    if wrong := [*misspelt(rules, spelt), *_unfit(rules, given)]:
        raise ValueError("\n".join(wrong))
    everywhere = given.get("all", {}).get("enforcementLevel")
    return {
        rule.name: setting(rule, _level(own.get("enforcementLevel", everywhere)), own)
        for rule in rules
        if (own := given.get(rule.name, {})) or everywhere
    }


def _level(name: str | None) -> Level | Literal["disabled"] | None:
    """A rule that could remediate, the engine lets; ours only judge."""
    return {None: None, "advisory": "advisory", "disabled": "disabled"}.get(name, "mandatory")


def _unfit(rules: Sequence[Rule], given: Mapping[str, Any]) -> Iterator[str]:
    """Values that do not fit the schema of their rule."""
    from jsonschema import Draft202012Validator  # Slow to import, and the engine checks by itself.

    for name, schema_of in {"all": {}, **{rule.name: schema(rule) for rule in rules}}.items():
        properties = {**schema_of, "enforcementLevel": {"enum": [*LEVELS, "remediate"]}}
        whole = {"type": "object", "properties": properties, "additionalProperties": name != "all"}
        validator = Draft202012Validator(whole, format_checker=Draft202012Validator.FORMAT_CHECKER)
        for error in validator.iter_errors(given.get(name, {})):
            yield f"{': '.join([name, *map(str, error.absolute_path)])}: {error.message}"


def _as(default: Any, value: Any) -> Any:
    """The engine sends whole numbers as floats."""
    return int(value) if isinstance(default, int) and not isinstance(default, bool) else value


def misspelt(rules: Sequence[Rule], config: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Rules and options that do not exist, each with the nearest that does. The engine lets them pass."""
    by_name = {rule.name: rule for rule in rules}
    for name, properties in config.items():
        if name == "all":
            continue
        if name not in by_name:
            yield f"{name!r} is no rule.{_nearest(name, by_name)}"
            continue
        known = [*schema(by_name[name]), "enforcementLevel"]
        for option in properties:
            if option not in known:
                yield f"{name}: {option!r} is no option of this rule.{_nearest(option, known)}"


def _nearest(name: str, known: Mapping[str, object] | Sequence[str]) -> str:
    close = get_close_matches(name, known, n=1, cutoff=0.5)
    return f" Did you mean {close[0]!r}?" if close else f" There are: {', '.join(sorted(known))}."
