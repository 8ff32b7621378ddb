"""A resource in CloudFormation's words as the resources that it is in Pulumi."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from verdict import shapes
from verdict.cloudformation import details
from verdict.cloudformation.intrinsics import REGION
from verdict.cloudformation.properties import converted, merged
from verdict.cloudformation.types import Mapped
from verdict.providers import completed

Edges = Mapping[str, frozenset[str]]


@dataclass(frozen=True, kw_only=True)
class Made:
    """One of them."""

    type: str
    name: str
    checked: dict[str, Any]
    outputs: dict[str, Any]
    edges: Edges


def made(
    type: str, kind: Mapped, name: str, default_name: str, given: Mapping[str, Any], mentions: Edges
) -> Iterator[Made]:
    """The resources, of its properties and what each of these mentions; where it has no name, with the default one."""
    own, origins = converted(given, kind, shapes.resource(kind.type))
    details.finish(type, given, own)
    properties = merged(kind.defaults, own)
    if kind.name:
        properties.setdefault(kind.name, default_name)
    edges: dict[str, frozenset[str]] = {}
    for property, targets in origins.items():
        for target in targets if mentions.get(property) else ():
            edges[target] = edges.get(target, frozenset()) | mentions[property]
    several = list(details.each(type, properties))
    for index, one in enumerate(several):
        yield _made(kind.type, name if len(several) == 1 else f"{name}[{index}]", one, edges)
    for index, (part, one, made_of) in enumerate(details.parts(type, given, properties)):
        of = {
            place: mentions.get(source, frozenset()) if source else frozenset({name})
            for place, source in made_of.items()
        }
        yield _made(part, f"{name}/{index}", one, of)


def _made(type: str, name: str, properties: dict[str, Any], edges: Edges) -> Made:
    filled = completed(type, name, properties, REGION)
    return Made(
        type=type,
        name=name,
        checked=merged(filled.checked, properties),
        outputs=merged(filled.outputs, properties),
        edges=edges,
    )
