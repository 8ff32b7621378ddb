"""Intrinsic functions: what a template says, as far as it is known before it is deployed.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
"""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Set
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

Resolve = Callable[[str, str], Any]
"""The value of a resource's attribute; of `Ref` where that is empty."""


class Intrinsics:
    """Evaluates the values of one template, and notes which resources they mention."""

    def __init__(
        self,
        *,
        parameters: Mapping[str, Any],
        secret: Set[str],
        mappings: Mapping[str, Any],
        conditions: Mapping[str, Any],
        stack: str,
        resolve: Resolve,
    ) -> None:
        self._known = {**PSEUDO, "AWS::StackName": stack, **parameters}
        self._secret = secret
        self._revealed = 0
        """How often a secret parameter was looked at."""
        self._mappings = mappings
        self._conditions = conditions
        self._resolve = resolve
        self.mentioned: set[str] = set()
        """The resources that were looked at since somebody last cleared it."""
        self.secrets: set[str] = set()
        """The texts that a message could show of what secret parameters are part of."""

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
            case "Fn::Base64", str():
                return b64encode(value.encode()).decode()
        return UNKNOWN

    def _ref(self, name: str) -> Any:
        if name == "AWS::NoValue":
            return LEFT_OUT
        self._revealed += name in self._secret
        return self._known[name] if name in self._known else self._attribute(name, "")

    def _attribute(self, logical: str, attribute: str) -> Any:
        self.mentioned.add(logical)
        return self._resolve(logical, attribute)

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
        """Of a mapping; the last of four is what there is by default."""
        found: Any = self._mappings
        for key in map(self.value, keys[:3]):
            if key is UNKNOWN or not isinstance(found, dict):
                return UNKNOWN
            found = found.get(_text(key))
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


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
