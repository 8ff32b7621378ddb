"""Runs the service until SIGTERM. Configured by its environment:

PORT (8080), VERSION, HEALTH_PATH (/health), ABOUT (JSON, added to the page), and the FAULT_… of faults.py.
LISTEN_FD: a bound socket that was handed over, instead of PORT.
"""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import Mapping

from app.faults import Faults
from app.service import Service

STOP_SECONDS = 25
"""ECS kills a container 30 seconds after SIGTERM."""


async def run(environment: Mapping[str, str]) -> None:
    """Serves until SIGTERM or SIGINT, or as long as the faults let it."""
    faults = Faults.of(environment)
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    if faults.life_seconds:
        loop.call_later(faults.life_seconds, faults.end)
    about = {"version": environment.get("VERSION", "unknown")} | json.loads(environment.get("ABOUT", "{}"))
    service = Service(about, faults, health_path=environment.get("HEALTH_PATH", "/health"))
    starting = asyncio.create_task(service.start(_socket(environment)))
    stopping = asyncio.create_task(stopped.wait())
    await asyncio.wait([starting, stopping], return_when=asyncio.FIRST_COMPLETED)
    if not starting.done():
        starting.cancel()
        return
    await starting
    await stopping
    await service.stop(STOP_SECONDS)


def _socket(environment: Mapping[str, str]) -> socket.socket:
    if handed := environment.get("LISTEN_FD"):
        return socket.socket(fileno=int(handed))
    bound = socket.socket()
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(("0.0.0.0", int(environment.get("PORT", "8080"))))
    return bound


if __name__ == "__main__":
    try:
        asyncio.run(run(os.environ))
    except ValueError as error:
        sys.exit(f"sample service: {error}")
