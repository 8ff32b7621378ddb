"""CloudFormation's types as Pulumi has them: the table of `types.yaml`, and for the rest the SDK's own names."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from verdict import shapes

MODULES = {"ElasticLoadBalancingV2": "lb", "Logs": "cloudwatch"}
"""Where Pulumi calls a service otherwise."""


@dataclass(frozen=True, kw_only=True)
class Mapped:
    """One type; see `types.yaml`."""

    type: str
    name: str = ""
    ref: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str | None] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)

    def attribute(self, name: str) -> str:
        """Pulumi's property for what `Fn::GetAtt` gives, or `Ref` where the name is empty; empty: none is known."""
        return self.attributes.get(name, "") if name else self.ref


@cache
def mapped(type: str) -> Mapped | None:
    """The type; None for one that Pulumi's AWS provider does not have under a like name."""
    if type in (table := _table()):
        return Mapped(**table[type])
    service, _, name = type.removeprefix("AWS::").partition("::")
    member = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
    token = shapes.token_of(MODULES.get(service, service.lower()), member) if type.startswith("AWS::") else None
    return Mapped(type=token) if token else None


def known() -> Iterable[str]:
    """The types in the table."""
    return _table()


@cache
def of_token(token: str) -> Mapping[str, Mapped]:
    """The types in the table that are this one in Pulumi."""
    return {type: Mapped(**entry) for type, entry in _table().items() if entry["type"] == token}


@cache
def _table() -> dict[str, dict[str, Any]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"), Loader=loader)
