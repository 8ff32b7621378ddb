"""What the properties of AWS's types look like to Pulumi, by the installed pulumi-aws.

Other formats name and nest the same properties in other ways; here is what a name must become, and whether one object
stands there or a list of them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal

from local_aws.provider.package_schema import installed, resources_in, types_of

Kind = Literal["object", "list", "map", "plain"]


@dataclass(frozen=True)
class Shape:
    """What stands at one place: a resource, a property, or a member of a list."""

    spec: Mapping[str, Any]
    """A part of the package's schema."""

    @property
    def kind(self) -> Kind:
        """`plain` is a text, a number or a bool; a map has names that the program chooses."""
        match self.spec.get("type"):
            case "array":
                return "list"
            case "object":
                return "map" if "additionalProperties" in self.spec else "object"
        return "object" if self._nested else "plain"

    @cached_property
    def fields(self) -> Mapping[str, "Shape"]:
        """The properties of an object, by their names."""
        properties = (self._nested or self.spec).get("properties", {})
        return {name: Shape(spec) for name, spec in properties.items()}

    @property
    def members(self) -> "Shape":
        """What each member of a list or map is."""
        return Shape(self.spec.get("items") or self.spec.get("additionalProperties") or {})

    @cached_property
    def _nested(self) -> Mapping[str, Any]:
        """The object that the schema refers to; an enumeration is none."""
        found = re.fullmatch(r"#/types/(aws:(\w+)%2F.+)", self.spec.get("$ref", ""))
        return types_of(found[2]).get(found[1].replace("%2F", "/"), {}) if found else {}


NOTHING = Shape({})
"""Of a property that the SDK does not know: it is taken as it is."""


@cache
def resource(token: str) -> Shape:
    """A resource by its token, such as `aws:ecs/service:Service`; NOTHING for one that the SDK does not have."""
    module, _, member = token.removeprefix("aws:").partition(":")[0].partition("/")
    return Shape(found[token]) if token in (found := _declared(module, member)) else NOTHING


def token_of(module: str, member: str) -> str | None:
    """The token of the resource that this module has in this file of the SDK."""
    return next(iter(_declared(module, member)), None)


def _declared(module: str, member: str) -> Mapping[str, Any]:
    for folder in (module, f"{module}_"):  # lambda is a keyword
        path = installed() / folder / f"{_snake(member)}.py"
        if path.is_file():
            return resources_in(path)
    return {}


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])[A-Z]", lambda capital: f"_{capital[0]}", name).lower()
