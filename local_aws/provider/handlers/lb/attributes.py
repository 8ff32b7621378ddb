"""Attributes: what Elastic Load Balancing keeps as a list of keys and texts, and a program as properties."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from local_aws.provider.values import Props


@dataclass(frozen=True)
class Attribute:
    """One key of AWS's list."""

    key: str
    """AWS's, e.g. `idle_timeout.timeout_seconds`."""
    path: str
    """The property, with its block before a dot, e.g. `accessLogs.bucket`."""
    type: type[bool] | type[int] | type[str]
    """What the property is; AWS has text for all."""
    only: frozenset[str] = frozenset()
    """The types of load balancer, or of target, that have it; empty: all."""

    @property
    def property(self) -> str:
        """The top-level property."""
        return self.path.partition(".")[0]


def to_aws(table: Iterable[Attribute], props: Props) -> list[dict[str, str]]:
    """The list that sets each attribute that has a value."""
    found = [(attribute, _at(props, attribute.path)) for attribute in table]
    return [{"Key": attribute.key, "Value": _text(value)} for attribute, value in found if value is not None]


def from_aws(table: Iterable[Attribute], answer: Iterable[Mapping[str, str]]) -> Props:
    """The properties in AWS's list; a key that isn't in the table, or has no value, is left out."""
    values = {pair["Key"]: pair.get("Value") for pair in answer}
    props: Props = {}
    for attribute in table:
        value = values.get(attribute.key)
        if value not in (None, ""):
            *blocks, name = attribute.path.split(".")
            block = props
            for parent in blocks:
                block = block.setdefault(parent, {})
            block[name] = value == "true" if attribute.type is bool else attribute.type(value)
    return props


def of(table: Iterable[Attribute], properties: Collection[str]) -> list[Attribute]:
    """The attributes that belong to these top-level properties."""
    return [attribute for attribute in table if attribute.property in properties]


def having(table: Iterable[Attribute], type: str) -> list[Attribute]:
    """The attributes that this type of load balancer, or of target, has."""
    return [attribute for attribute in table if not attribute.only or type in attribute.only]


def _at(props: Props, path: str) -> Any:
    value: Any = props
    for name in path.split("."):
        value = (value or {}).get(name)
    return value


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
