"""All resources of one program, and how to get from one to the next."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from policy.reading import UNKNOWN, Resource, Unknown

Linked = tuple[Resource, ...] | Unknown
"""The resources that a property refers to; empty: known, and not part of this program."""


def known(*links: Linked) -> tuple[Resource, ...]:
    """All that these refer to, each once, as far as it is known and part of this program."""
    return tuple(dict.fromkeys(one for linked in links if linked is not UNKNOWN for one in linked))


def only(linked: Linked) -> Resource | None:
    """The resource, when it is known to be this one and no other."""
    return linked[0] if linked is not UNKNOWN and len(linked) == 1 else None


class Stack:
    """The resources of one program, found by type, and by what another resource says of them."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self._resources = tuple(resources)
        self._indexes: dict[tuple[str, str], dict[Any, list[Resource]]] = {}
        self._links: dict[tuple[Resource, str, Any, str, str], Linked] = {}

    @cached_property
    def _by_type(self) -> dict[str, list[Resource]]:
        by_type: dict[str, list[Resource]] = defaultdict(list)
        for resource in self._resources:
            by_type[resource.type].append(resource)
        return by_type

    @cached_property
    def _by_urn(self) -> dict[str, Resource]:
        return {resource.urn: resource for resource in self._resources}

    def of(self, *types: str) -> tuple[Resource, ...]:
        """Every resource of these types, in the program's order."""
        return tuple(resource for kind in types for resource in self._by_type.get(kind, ()))

    def before(self, *resources: Resource) -> set[Resource]:
        """All resources that are there before these: those that they depend on, and theirs."""
        found: set[Resource] = set()
        waiting = list(resources)
        while waiting:
            known_urns = waiting.pop().depends_on & self._by_urn.keys()
            new = {self._by_urn[urn] for urn in known_urns} - found
            found |= new
            waiting += new
        return found

    def made_of(self, user: Resource, prop: str) -> set[Resource]:
        """The resources whose outputs a property was made of."""
        return {self._by_urn[urn] for urn in user.edges.get(prop, ()) if urn in self._by_urn}

    def linked(self, user: Resource, prop: str, value: Any, kind: str, by: str) -> Linked:
        """The resources of type `kind` that `value`, part of `prop` of `user`, refers to by its property `by`.

        A known value is looked up, since after a release it says more than the program does. An unknown one
        is followed along the outputs that `prop` was made of: these are all that the whole property refers
        to, not only what `value` does. UNKNOWN when neither leads anywhere.
        """
        asked = user, prop, value if value is UNKNOWN or isinstance(value, str) else None, kind, by
        if asked not in self._links:
            self._links[asked] = self._found(*asked)
        return self._links[asked]

    def _found(self, user: Resource, prop: str, value: str | Unknown | None, kind: str, by: str) -> Linked:
        made_of = tuple(
            resource
            for urn in sorted(user.edges.get(prop, ()))
            if (resource := self._by_urn.get(urn)) and resource.type == kind
        )
        if value is UNKNOWN:
            return made_of or UNKNOWN
        found = self._index(kind, by).get(value, [])
        if len(found) > 1:  # The same name in two clusters or regions: the program's own reference decides.
            found = [resource for resource in found if resource in made_of] or found
        return tuple(found) or tuple(one for one in made_of if one.get(by, default=UNKNOWN) is UNKNOWN)

    def _index(self, kind: str, by: str) -> dict[Any, list[Resource]]:
        if (kind, by) not in self._indexes:
            index: dict[Any, list[Resource]] = defaultdict(list)
            for resource in self.of(kind):
                if isinstance(key := resource.get(by), str):
                    index[key].append(resource)
            self._indexes[kind, by] = index
        return self._indexes[kind, by]
