"""`python -m local_aws.traffic.responder FOLDER`: answers for all tasks that need no process of their own.

FOLDER/wanted.json says which tasks, FOLDER/ports.json where each listens; both are replaced, never changed. A responder
that was killed comes back with the same ports.
"""

import asyncio
import json
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from app.faults import Faults
from app.service import Service
from local_aws.traffic.files import replace

LOOK_SECONDS = 0.01
STOP_SECONDS = 25
LAST_SECONDS = 0.25
"""How long a task that nobody wants still answers: a thread of Envoy may have sent it a request just before it heard.
On AWS it is deregistered long before it ends; at a fast clock, a moment."""


class Responder:
    """The services of one folder."""

    def __init__(self, folder: Path) -> None:
        self._wanted = folder / "wanted.json"
        self._ports_file = folder / "ports.json"
        self._ports: dict[str, int] = json.loads(self._ports_file.read_text()) if self._ports_file.exists() else {}
        self._services: dict[str, Service] = {}
        self._stops: set[asyncio.Task[None]] = set()

    async def serve(self, over: asyncio.Event) -> None:
        """Follows the file until it is over; then finishes what is begun."""
        read = None
        while not over.is_set():
            state = self._wanted.stat()
            if read != (state.st_ino, state.st_mtime_ns):
                read = state.st_ino, state.st_mtime_ns
                await self._follow(json.loads(self._wanted.read_text()))
            await asyncio.sleep(LOOK_SECONDS)
        await self._follow({})
        if self._stops:
            await asyncio.wait(self._stops)

    async def _follow(self, wanted: dict[str, dict[str, Any]]) -> None:
        for id_ in self._services.keys() - wanted.keys():
            stop = asyncio.create_task(_end(self._services.pop(id_)))
            self._stops.add(stop)
            stop.add_done_callback(self._stops.discard)
        for id_ in wanted.keys() - self._services.keys():
            listening = _bound(self._ports.get(id_, 0))
            self._ports[id_] = listening.getsockname()[1]
            self._services[id_] = Service(wanted[id_]["about"], Faults(), health_path=wanted[id_]["health_path"])
            await self._services[id_].start(listening)
        self._ports = {id_: self._ports[id_] for id_ in self._services}
        replace(self._ports_file, self._ports)


async def _end(service: Service) -> None:
    await asyncio.sleep(LAST_SECONDS)
    await service.stop(STOP_SECONDS)


def _bound(port: int) -> socket.socket:
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(("127.0.0.1", port))
    except OSError:  # somebody took it while the responder was away
        bound.bind(("127.0.0.1", 0))
    return bound


async def main(folder: Path) -> None:
    """Until SIGTERM."""
    over = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, over.set)
    await Responder(folder).serve(over)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
