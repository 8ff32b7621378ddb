"""CloudWatch alarms, as far as a release looks at them."""

from typing import Literal, Protocol

AlarmState = Literal["OK", "ALARM", "INSUFFICIENT_DATA"]


class Watcher(Protocol):
    """Who wants to know of alarms."""

    def alarmed(self, name: str) -> None:
        """This alarm went from another state to ALARM."""
        ...


class Alarms:
    """The state of each alarm by its name; one that nobody set has INSUFFICIENT_DATA."""

    def __init__(self) -> None:
        self._states: dict[str, AlarmState] = {}
        self._watchers: dict[Watcher, None] = {}

    def set(self, name: str, state: AlarmState) -> None:
        """The alarm is in this state from now on."""
        before, self._states[name] = self._states.get(name), state
        if state == "ALARM" and before != "ALARM":
            for watcher in list(self._watchers):
                watcher.alarmed(name)

    def forget(self, name: str) -> None:
        """The alarm is there no more."""
        self._states.pop(name, None)

    def active(self, names: tuple[str, ...]) -> list[str]:
        """Those of the names that are in ALARM."""
        return [name for name in names if self._states.get(name) == "ALARM"]

    def watch(self, watcher: Watcher) -> None:
        """It is informed until `ignore`."""
        self._watchers[watcher] = None

    def ignore(self, watcher: Watcher) -> None:
        """It is informed no more."""
        self._watchers.pop(watcher, None)
