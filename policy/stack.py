"""All resources of one program, and how to get from one to the next."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from policy.reading import UNKNOWN, Resource, Unknown

P = ParamSpec("P")
T = TypeVar("T")

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
        self._of: dict[tuple[str, ...], tuple[Resource, ...]] = {}
        self._indexes: dict[tuple[str, str], dict[Any, list[Resource]]] = {}
        self._origins: dict[tuple[Resource, str], dict[str, tuple[Resource, ...]]] = {}
        self._links: dict[tuple[Resource, str, Any, str, str], Linked] = {}
        self._before: dict[frozenset[str], frozenset[Resource]] = {}
        self.answers: dict[Any, Any] = {}
        """What `remembered` views have found."""

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
        if types not in self._of:
            self._of[types] = tuple(resource for kind in types for resource in self._by_type.get(kind, ()))
        return self._of[types]

    def having(self, kind: str, by: str, value: Any) -> Sequence[Resource]:
        """Every resource of this type that has this text for a property."""
        return self._index(kind, by).get(value, ()) if isinstance(value, str) else ()

    def before(self, *resources: Resource) -> frozenset[Resource]:
        """All resources that are there before these: those that they depend on, and theirs."""
        if len(resources) != 1:
            return self._all_before(resources)
        # What depends on the same is preceded by the same.
        urns = resources[0].depends_on
        if urns not in self._before:
            self._before[urns] = self._all_before(resources)
        return self._before[urns]

    def _all_before(self, resources: Iterable[Resource]) -> frozenset[Resource]:
        found: set[Resource] = set()
        followed: set[frozenset[str]] = set()
        waiting = list(resources)
        while waiting:
            urns = waiting.pop().depends_on
            if urns not in followed:
                followed.add(urns)
                new = {self._by_urn[urn] for urn in urns if urn in self._by_urn} - found
                found |= new
                waiting += new
        return frozenset(found)

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
        made_of = self._made_of(user, prop).get(kind, ())
        if value is UNKNOWN:
            return made_of or UNKNOWN
        found = self._index(kind, by).get(value, [])
        if len(found) > 1:  # The same name in two clusters or regions: the program's own reference decides.
            own = set(made_of)
            found = [resource for resource in found if resource in own] or found
        return tuple(found) or tuple(one for one in made_of if one.get(by, default=UNKNOWN) is UNKNOWN)

    def _made_of(self, user: Resource, prop: str) -> dict[str, tuple[Resource, ...]]:
        """The resources whose outputs a property was made of, by type, in the order of their URNs."""
        if (user, prop) not in self._origins:
            by_type: dict[str, list[Resource]] = defaultdict(list)
            for urn in sorted(user.edges.get(prop, ())):
                if resource := self._by_urn.get(urn):
                    by_type[resource.type].append(resource)
            self._origins[user, prop] = {kind: tuple(found) for kind, found in by_type.items()}
        return self._origins[user, prop]

    def _index(self, kind: str, by: str) -> dict[Any, list[Resource]]:
        if (kind, by) not in self._indexes:
            index: dict[Any, list[Resource]] = defaultdict(list)
            for resource in self.of(kind):
                if isinstance(key := resource.get(by), str):
                    index[key].append(resource)
            self._indexes[kind, by] = index
        return self._indexes[kind, by]


def remembered(view: Callable[Concatenate[Stack, P], T]) -> Callable[Concatenate[Stack, P], T]:
    """A view that is worked out once in a judgement, whichever rules ask for it; nobody may change what it gives."""

    @wraps(view)
    def answer(stack: Stack, *about: P.args, **more: P.kwargs) -> T:
        asked = view, about, tuple(more.items())
        if asked not in stack.answers:
            stack.answers[asked] = view(stack, *about, **more)
        return stack.answers[asked]

    return answer


class Leading(Generic[T]):
    """What leads to each resource: links, turned around. Always in the order in which they were given."""

    def __init__(self, given: Iterable[tuple[T, Iterable[Linked]]]) -> None:
        """Each with all that it leads to."""
        self._to: dict[Resource, dict[int, T]] = defaultdict(dict)
        self._unknown: dict[int, T] = {}
        for place, (one, links) in enumerate(given):
            for linked in links:
                if linked is UNKNOWN:
                    self._unknown[place] = one
                else:
                    for target in linked:
                        self._to[target][place] = one

    @property
    def unknown(self) -> tuple[T, ...]:
        """Those of which nobody knows where they lead to."""
        return tuple(self._unknown.values())

    def to(self, *targets: Resource) -> tuple[T, ...]:
        """Those that are known to lead to one of these."""
        return self._in_order({}, targets)

    def perhaps_to(self, *targets: Resource) -> tuple[T, ...]:
        """Those that may lead to one of these."""
        return self._in_order(self._unknown, targets)

    def _in_order(self, more: dict[int, T], targets: Iterable[Resource]) -> tuple[T, ...]:
        found = dict(more)
        for target in targets:
            found |= self._to.get(target, {})
        return tuple(found[place] for place in sorted(found))
