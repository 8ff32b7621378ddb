"""What a release needs, looked up before it begins: one file for each kind of thing. Nothing here changes anything."""

from collections.abc import Iterator

from ops.checks import alarms, image, room, service, traffic
from ops.checks.check import Check, Finding, Planned, State

CHECKS: dict[str, tuple[Check, ...]] = {
    "service": service.CHECKS,
    "traffic": traffic.CHECKS,
    "alarms": alarms.CHECKS,
    "image": image.CHECKS,
    "room": room.CHECKS,
}
"""By what they look at, in the order in which they are shown."""

__all__ = ["CHECKS", "Finding", "Planned", "State", "findings", "refusals"]


def findings(planned: Planned) -> Iterator[tuple[str, Finding]]:
    """What each check says, with what it looked at."""
    for about, checks in CHECKS.items():
        for check in checks:
            yield about, check(planned)


def refusals(planned: Planned) -> list[str]:
    """Why it would fail."""
    return [str(one) for _, one in findings(planned) if one.state is State.NG]
