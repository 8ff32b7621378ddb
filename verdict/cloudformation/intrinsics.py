"""Intrinsic functions: what a template says, as far as it is known before it is deployed.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
"""

import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Any, Final

from policy.reading import UNKNOWN
from policy.secrecy import shown

REGION = "us-east-1"
PSEUDO: Mapping[str, Any] = {
    "AWS::AccountId": "123456789012",
    "AWS::NotificationARNs": [],
    "AWS::Partition": "aws",
    "AWS::Region": REGION,
    "AWS::StackId": UNKNOWN,
    "AWS::URLSuffix": "amazonaws.com",
}
"""An account that exists for nobody, in a region with four zones."""

LEFT_OUT: Final = object()
"""`AWS::NoValue`: as if it were not written."""

RESOLVED = re.compile(r"\{\{resolve:")
"""A dynamic reference, which CloudFormation looks up when it deploys."""


@dataclass(frozen=True, kw_only=True)
class Traced:
    """A value, and what it is made of."""

    value: Any
    made_of: frozenset[str] = frozenset()
    """The URNs of resources."""
    secret: bool = False
    """Whether a secret parameter is part of it."""


Resolve = Callable[[str, str], Traced]
"""The value of a resource's attribute; of `Ref` where that is empty."""


class Intrinsics:
    """Evaluates the values of one template."""

    def __init__(
        self,
        *,
        parameters: Mapping[str, Traced],
        mappings: Mapping[str, Any],
        conditions: Mapping[str, Any],
        stack: str,
        resolve: Resolve,
    ) -> None:
        known = {name: Traced(value=value) for name, value in {**PSEUDO, "AWS::StackName": stack}.items()}
        self._known = {**known, **parameters}
        self._revealed = 0
        """How often a secret was looked at."""
        self._mappings = mappings
        self._conditions = conditions
        self._resolve = resolve
        self._made_of: set[str] = set()
        """The resources that were looked at since `traced` began."""
        self.secrets: set[str] = set()
        """The texts that a message could show of what secret parameters are part of."""

    def traced(self, written: Any) -> Traced:
        """The value with what it is made of."""
        around, self._made_of, revealed = self._made_of, set(), self._revealed
        value = self.value(written)
        found = Traced(value=value, made_of=frozenset(self._made_of), secret=self._revealed > revealed)
        self._made_of = around
        return found

    def value(self, written: Any) -> Any:
        """The value; UNKNOWN where it is not known, LEFT_OUT where it is `AWS::NoValue`."""
        if isinstance(written, list):
            return [value for one in written if (value := self.value(one)) is not LEFT_OUT]
        if isinstance(written, str):
            return UNKNOWN if RESOLVED.search(written) else written
        if not isinstance(written, dict):
            return written
        if len(written) == 1:
            [(name, argument)] = written.items()
            if name == "Ref" or name.startswith("Fn::"):
                return self._function(name, argument)
        values = {name: self.value(one) for name, one in written.items()}
        return {name: value for name, value in values.items() if value is not LEFT_OUT}

    def condition(self, name: str) -> Any:
        """Whether a condition of the template holds; UNKNOWN where a parameter decides that has no default."""
        revealed = self._revealed
        holds = self._holds(self._conditions.get(name, UNKNOWN), frozenset({name}))
        self._revealed = revealed  # What a secret decides is none.
        return holds

    def _function(self, name: str, argument: Any) -> Any:
        revealed = self._revealed
        found = self._called(name, argument)
        # What `Fn::If` gives was looked at on the way.
        if self._revealed > revealed and name != "Fn::If":
            self.secrets |= {*shown(found)}
        return UNKNOWN if isinstance(found, str) and RESOLVED.search(found) else found

    def _called(self, name: str, argument: Any) -> Any:
        match name, argument:
            case "Ref", str():
                return self._ref(argument)
            case "Fn::GetAtt", str() | list():
                logical, _, attribute = (
                    argument if isinstance(argument, str) else ".".join(map(str, argument))
                ).partition(".")
                return self._attribute(logical, attribute)
            case "Fn::If", [str(condition), then, otherwise]:
                return self._if(self.condition(condition), then, otherwise)
            case "Fn::Sub", str():
                return self._sub(argument, {})
            case "Fn::Sub", [str(text), dict(names)]:
                return self._sub(text, {key: self.value(one) for key, one in names.items()})
            case "Fn::FindInMap", [first, *keys]:
                return self._find([first, *keys])
            case "Fn::GetAZs", _:
                return [f"{REGION}{zone}" for zone in "abcd"]
        return self._of_known(name, self.value(argument))

    def _of_known(self, name: str, value: Any) -> Any:
        """The functions that are about values alone."""
        match name, value:
            case "Fn::Join", [str(between), list(parts)] if UNKNOWN not in parts:
                return between.join(map(_text, parts))
            case "Fn::Split", [str(between), str(text)]:
                return text.split(between)
            case "Fn::Select", [index, list(parts)] if str(index).isdigit() and int(index) < len(parts):
                return parts[int(index)]
            case "Fn::Cidr", [str(block), count, *bits] if UNKNOWN not in (count, *bits):
                return _cidrs(block, int(count), int(bits[0]) if bits else 8)
            case "Fn::Length", list() if UNKNOWN not in value:
                return len(value)
            case "Fn::ToJsonString", dict() | list() if UNKNOWN not in _leaves(value):
                return json.dumps(value, separators=(",", ":"))
            case "Fn::Base64", str():
                return b64encode(value.encode()).decode()
        return UNKNOWN

    def _ref(self, name: str) -> Any:
        if name == "AWS::NoValue":
            return LEFT_OUT
        return self._seen(self._known[name]) if name in self._known else self._attribute(name, "")

    def _attribute(self, logical: str, attribute: str) -> Any:
        return self._seen(self._resolve(logical, attribute))

    def _seen(self, found: Traced) -> Any:
        self._made_of |= found.made_of
        self._revealed += found.secret
        return found.value

    def _sub(self, text: str, names: Mapping[str, Any]) -> Any:
        parts = re.split(r"\$\{(!?[^}]*)\}", text)
        for index in range(1, len(parts), 2):
            name = parts[index].strip()
            if name.startswith("!"):
                value: Any = f"${{{name[1:]}}}"
            elif name in names:
                value = names[name]
            else:
                logical, _, attribute = name.partition(".")
                value = self._attribute(logical, attribute) if attribute else self._ref(name)
            parts[index] = value
        known = [part for part in parts if part is not UNKNOWN]
        return "".join(map(_text, parts)) if len(known) == len(parts) else UNKNOWN

    def _if(self, holds: Any, then: Any, otherwise: Any) -> Any:
        if holds is not UNKNOWN:
            return self.value(then if holds else otherwise)
        either = self.value(then), self.value(otherwise)
        return either[0] if either[0] == either[1] else UNKNOWN

    def _find(self, keys: list[Any]) -> Any:
        """Of a mapping; the last of four has what there is by default."""
        found: Any = self._mappings
        for key in map(self.value, keys[:3]):
            if key is UNKNOWN or not isinstance(found, dict | None):
                return UNKNOWN
            found = (found or {}).get(_text(key))
        if found is None and isinstance(default := keys[-1], dict) and "DefaultValue" in default:
            return self.value(default["DefaultValue"])
        return UNKNOWN if found is None else found

    def _holds(self, written: Any, within: frozenset[str]) -> Any:
        """True, False or UNKNOWN. A condition that is its own is none."""
        match written:
            case {"Condition": str(name)}:
                inner = self._conditions.get(name, UNKNOWN)
                return UNKNOWN if name in within else self._holds(inner, within | {name})
            case {"Fn::Equals": [left, right]}:
                both = self.value(left), self.value(right)
                return UNKNOWN if UNKNOWN in both else _text(both[0]) == _text(both[1])
            case {"Fn::Not": [one]}:
                holds = self._holds(one, within)
                return UNKNOWN if holds is UNKNOWN else not holds
            case {"Fn::And": list(all_of)}:
                return _together([self._holds(one, within) for one in all_of], False)
            case {"Fn::Or": list(any_of)}:
                return _together([self._holds(one, within) for one in any_of], True)
        return UNKNOWN


def _together(held: list[Any], decides: bool) -> Any:
    """One that decides is enough; otherwise all must be known."""
    if any(one is decides for one in held):
        return decides
    return UNKNOWN if UNKNOWN in held else not decides


def _cidrs(block: str, count: int, bits: int) -> Any:
    try:
        network = ip_network(block)
        found = network.subnets(new_prefix=network.max_prefixlen - bits)
        return [str(one) for one, _ in zip(found, range(count), strict=False)]
    except ValueError:
        return UNKNOWN


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _leaves(one)
    else:
        yield value


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
