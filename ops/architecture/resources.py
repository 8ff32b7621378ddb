"""A stack's resources, as its state has them: looked up by what AWS calls them."""

from collections.abc import Mapping, Sequence
from typing import Any

from ops.stack import ROOT_TYPE

Properties = Mapping[str, Any]


class Resources:
    """All of them. What is brought, and so isn't the stack's, is not there: a look-up finds nothing then."""

    def __init__(self, state: Sequence[Mapping[str, Any]]) -> None:
        """`state` is the list in what `pulumi stack export` prints."""
        self._state = [one for one in state if not one.get("delete")]

    @property
    def outputs(self) -> Properties:
        """The stack's."""
        return next(one["outputs"] for one in self._state if one["type"] == ROOT_TYPE)

    def all(self, type: str) -> list[Properties]:
        """The properties of those of one type, such as `aws:lb/listener:Listener`, and the id."""
        found = [one for one in self._state if one["type"] == type]
        return [
            {"id": one.get("id", ""), **one.get("outputs", {})} for one in sorted(found, key=lambda one: one["urn"])
        ]

    def one(self, type: str, **known: str) -> Properties:
        """The first of a type that has these properties; nothing of it where there is none."""
        return next((one for one in self.all(type) if all(one.get(name) == value for name, value in known.items())), {})
