"""Which port of 127.0.0.1 a listener really has: privileged and taken ones can't be had."""

import json
import socket
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from local_aws.traffic.files import replace

APART = 10_000
"""Between the ports that are tried for one."""
ADMIN = 0
"""Asked for by a load balancer itself, for Envoy's administration."""


class Ports:
    """The ports in use, in a file, so that a listener has the same one after a restart."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._of: dict[str, dict[int, int]] = {}
        if file.exists():
            read = json.loads(file.read_text())
            self._of = {owner: {int(asked): port for asked, port in ports.items()} for owner, ports in read.items()}

    def of(self, owner: str, asked: Iterable[int], *, anew: bool) -> dict[int, int]:
        """The real port of each asked for; written before use. Anew: nobody of ours listens, so none may be taken."""
        with self._lock:
            had = self._of.get(owner, {})
            wanted: dict[int, int] = {}
            for port in asked:
                kept = had.get(port)
                wanted[port] = kept if kept and not (anew and not free(kept)) else self._choose(port, wanted)
            if wanted != had:
                self._of[owner] = wanted
                self._save()
            return dict(wanted)

    def forget(self, owner: str, asked: Iterable[int] | None = None) -> None:
        """Its ports, or those asked for by these, are anybody's."""
        with self._lock:
            had = self._of.pop(owner, {})
            if asked is not None:
                self._of[owner] = {port: real for port, real in had.items() if port not in asked}
            if had:
                self._save()

    def _choose(self, asked: int, chosen: dict[int, int]) -> int:
        reserved = {port for ports in (*self._of.values(), chosen) for port in ports.values()}
        return next(port for port in _candidates(asked) if port not in reserved and free(port))

    def _save(self) -> None:
        replace(self._file, self._of)


def _candidates(asked: int) -> Iterator[int]:
    """8080, 18080, 28080, … for 8080; 10080, 20080, … for 80; and then any."""
    if asked:
        yield from range(asked if asked >= 1024 else asked + APART, 65_536, APART)
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        yield port


def free(port: int) -> bool:
    """Whether nobody listens on the port."""
    with socket.socket() as probe:
        # Without it a port that somebody has just left would seem to be taken for a minute.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
