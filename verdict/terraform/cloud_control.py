"""The resources of the provider `awscc`: CloudFormation's types and properties, in snake_case.

The provider is generated of CloudFormation's schemas, so what reads a template reads these.
https://github.com/hashicorp/terraform-provider-awscc
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from policy.reading import UNKNOWN
from verdict import shapes
from verdict.cloudformation.naming import Naming as CloudFormation
from verdict.cloudformation.properties import property_of
from verdict.cloudformation.types import Mapped, known
from verdict.terraform.values import LEFT_OUT, of_blocks

PREFIX = "awscc_"
MAPS = ("docker_labels", "driver_opts", "labels", "options", "variables")
"""Whose names the program chooses."""

_WORDS = CloudFormation({})


def type_of(name: str) -> str:
    """`AWS::ECS::Service` of `awscc_ecs_service`."""
    service, _, member = name.removeprefix(PREFIX).partition("_")
    spelt = f"{service}{member}".replace("_", "")
    return next((type for type in known() if _plain(type) == spelt), f"AWS::{service}::{pascal(member)}")


def _plain(type: str) -> str:
    return type.removeprefix("AWS::").replace("::", "").lower()


def pascal(name: str) -> str:
    """`LoadBalancers` of `load_balancers`. Whoever reads it minds no capitals."""
    return "".join(word[:1].upper() + word[1:] for word in name.split("_"))


def properties(
    after: Mapping[str, Any], unknown: Mapping[str, Any], written: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The properties in CloudFormation's words. What is unknown and not written is AWS's to decide, and left out."""
    found: dict[str, Any] = {}
    for name in {**after, **unknown}:
        if written is not None and name not in written:
            continue
        value = _value(after.get(name), unknown.get(name), (written or {}).get(name), name in MAPS)
        if value is UNKNOWN or value not in LEFT_OUT:
            found[pascal(name)] = value
    return found


def _value(value: Any, later: Any, inside: Any, chosen: bool) -> Any:
    if later is True:
        return UNKNOWN
    if isinstance(value, list):
        laters = later if isinstance(later, list) else []
        return [
            _value(one, laters[index] if index < len(laters) else False, inside, chosen)
            for index, one in enumerate(value)
        ]
    if isinstance(value, dict):
        laters = later if isinstance(later, dict) else {}
        if chosen:
            return {**value, **{name: UNKNOWN for name, one in laters.items() if one is True}}
        return properties(value, laters, of_blocks(inside))
    return value


def ignored(path: str, kind: Mapped) -> str:
    """Pulumi's spelling of a path of `ignore_changes`."""
    head, *rest = re.split(r"(?=[.\[])", path)
    inside = re.sub(r"_([a-z0-9])", lambda found: found[1].upper(), "".join(rest))
    return path if path == "*" else property_of(pascal(head), kind, shapes.resource(kind.type)) + inside


def path(token: str, steps: Sequence[str]) -> str:
    """The way to a property, in snake_case: of `ContainerPort` it is `container_port`."""
    return re.sub(r"[A-Za-z0-9]+(?![^\[]*])", _snake, _WORDS.path(token, steps))


def _snake(word: re.Match[str]) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", word[0]).lower()
