"""Numbers that each may stand once in a place, such as the ports of a load balancer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policy.reading import UNKNOWN, Resource, Unknown
from policy.views.behind import Shared


@dataclass(frozen=True)
class Repeat:
    """A resource whose number may not be its own."""

    resource: Resource
    place: Shared
    first: Resource | None
    """The one that has the same number; None: its number is not known yet, and others are in the place."""
    number: int = 0


def repeats(numbered: Iterable[tuple[Resource, Shared | Unknown, int | Unknown | None]]) -> Iterator[Repeat]:
    """Of resources with their place and their number; where either is missing, or the place not known, it is passed
    over."""
    taken: dict[tuple[Shared, int], Resource] = {}
    unknown: dict[Shared, Resource] = {}
    for resource, place, number in numbered:
        if place is UNKNOWN or number is None:
            continue
        if number is UNKNOWN:
            unknown.setdefault(place, resource)
        elif (first := taken.setdefault((place, number), resource)) is not resource:
            yield Repeat(resource, place, first, number)
    for place, resource in unknown.items():
        if any(other == place for other, _ in taken):
            yield Repeat(resource, place, None)
