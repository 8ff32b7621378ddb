"""Where and how the tasks of a set start."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Place:
    """One item of a capacity provider strategy, or what a launch type says."""

    provider: str = ""
    """Empty: any container instance of the cluster, or with `on_fargate` the launch type."""
    on_fargate: bool = False
    base: int = 0
    weight: int = 1


@dataclass(frozen=True, kw_only=True)
class Launch:
    """The places, and what else whoever asked for the tasks said of them."""

    places: tuple[Place, ...] = (Place(),)
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Kept as it was said, for answers; nothing here reads it."""

    def next_place(self, taken: Sequence[str]) -> Place:
        """Of one more task beside those with these providers: bases first, then by weight (ECS API reference,
        CapacityProviderStrategyItem)."""
        counts = [taken.count(place.provider) for place in self.places]
        for place, count in zip(self.places, counts, strict=True):
            if count < place.base:
                return place
        shares = [
            ((count - place.base) / place.weight, place)
            for place, count in zip(self.places, counts, strict=True)
            if place.weight
        ]
        return min(shares, key=lambda share: share[0])[1] if shares else self.places[0]


ON_FARGATE = Launch(places=(Place(on_fargate=True),))
