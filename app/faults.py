"""What the service does wrong because its environment asks for it, so that a failing release can be shown."""

import os
import random
import signal
from collections.abc import Mapping
from dataclasses import dataclass, fields

PREFIX = "FAULT_"
WHOLE = ("health_status", "command_exit_code")


@dataclass(frozen=True, kw_only=True)
class Faults:
    """Each field is a variable: `crash_seconds` is FAULT_CRASH_SECONDS. Unset, nothing goes wrong."""

    start_seconds: float = 0
    """So long it doesn't listen yet."""
    health_status: int = 200
    """What the health path answers."""
    answer_seconds: float = 0
    """So long each answer but the health path's takes."""
    error_share: float = 0
    """Of the answers but the health path's: 0.05 answers every twentieth with 500."""
    crash_seconds: float = 0
    """So long after its start it ends with exit code 1; 0: never."""
    leak_mib_per_second: float = 0
    """Counted, not really taken: when MEMORY_MIB is reached it is killed, as Linux kills a container."""
    memory_mib: float = 512
    command_exit_code: int = 0
    """What a one-off task ends with that runs another command than the service, or a container that others wait to end;
    the local AWS runs none."""

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "Faults":
        """Raises ValueError with the variable's name."""
        given: dict[str, float] = {}
        for one in fields(cls):
            variable = "MEMORY_MIB" if one.name == "memory_mib" else f"{PREFIX}{one.name.upper()}"
            if text := environment.get(variable):
                try:
                    given[one.name] = int(text) if one.name in WHOLE else float(text)
                except ValueError:
                    raise ValueError(f"{variable} must be a number, got {text!r}") from None
        return cls(**given)  # type: ignore[arg-type]

    @property
    def life_seconds(self) -> float | None:
        """How long after its start the process ends by itself."""
        leaked = self.memory_mib / self.leak_mib_per_second if self.leak_mib_per_second else None
        ends = [seconds for seconds in (self.crash_seconds or None, leaked) if seconds]
        return min(ends, default=None)

    def end(self) -> None:
        """A crash, or the kernel's kill for a container that has no memory left."""
        if self.crash_seconds and self.life_seconds == self.crash_seconds:
            os._exit(1)
        os.kill(os.getpid(), signal.SIGKILL)

    def fails(self) -> bool:
        """Whether this answer is an error."""
        return random.random() < self.error_share
