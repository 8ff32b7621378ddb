"""HTTP/1.1 on one port: a health path, and a page that says which version answers."""

import asyncio
import json
import socket
from collections.abc import Mapping
from http import HTTPStatus

from app.faults import Faults

KEEP_ALIVE_SECONDS = 75
"""Longer than a load balancer keeps its connection (ALB: 60 s), or a request meets a closed one."""


LAST_REQUEST_SECONDS = 1
"""How long a stopped service waits for the next request on a connection that is kept alive, to answer that it was the
last. A Network Load Balancer's clients have their connections with the service itself, and one that was closed under a
request is a failed request."""


class Service:
    """Answers until it is stopped; then finishes what it has begun."""

    def __init__(self, about: Mapping[str, object], faults: Faults, *, health_path: str = "/health") -> None:
        self._about = dict(about)
        self._faults = faults
        self._health_path = health_path
        self._server: asyncio.Server
        self._stopping = False
        self._idle: set[asyncio.StreamWriter] = set()
        self._connections: set[asyncio.Task[None]] = set()

    async def start(self, listening: socket.socket) -> None:
        """Answers on a bound socket, after the start that was asked for."""
        await asyncio.sleep(self._faults.start_seconds)
        self._server = await asyncio.start_server(self._connection, sock=listening, backlog=1024)

    async def stop(self, seconds: float) -> None:
        """Takes no new connection, closes those that stay idle, and waits for the others so long at most."""
        self._stopping = True
        self._server.close()
        if self._connections:
            await asyncio.wait(self._connections, timeout=min(LAST_REQUEST_SECONDS, seconds))
        for writer in self._idle:
            writer.close()
        if self._connections:
            await asyncio.wait(self._connections, timeout=seconds)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._connections.add(task)
        try:
            while await self._request(reader, writer):
                pass
        except (OSError, EOFError, ValueError, TimeoutError, asyncio.LimitOverrunError):
            pass  # the client went, was silent for too long, or doesn't speak HTTP
        finally:
            self._connections.discard(task)
            self._idle.discard(writer)
            writer.close()

    async def _request(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """One request and its answer; whether another may follow."""
        self._idle.add(writer)
        async with asyncio.timeout(KEEP_ALIVE_SECONDS):
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        self._idle.discard(writer)
        first, *lines = head.split("\r\n")
        method, target, version = first.split(" ")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        await _skip_body(reader, headers)
        status, content = await self._answer(target.partition("?")[0])
        last = self._stopping or version == "HTTP/1.0" or headers.get("connection", "").lower() == "close"
        body = json.dumps(content).encode() + b"\n"
        answer = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", "Content-Type: application/json"]
        answer += [f"Content-Length: {len(body)}", *(["Connection: close"] * last), "", ""]
        writer.write("\r\n".join(answer).encode() + (b"" if method == "HEAD" else body))
        await writer.drain()
        return not last

    async def _answer(self, path: str) -> tuple[int, Mapping[str, object]]:
        if path == self._health_path:
            return self._faults.health_status, {"status": "ok" if self._faults.health_status == 200 else "failing"}
        if self._faults.answer_seconds:
            await asyncio.sleep(self._faults.answer_seconds)
        if self._faults.fails():
            return 500, self._about | {"error": "asked for by FAULT_ERROR_SHARE"}
        return 200, self._about


async def _skip_body(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> None:
    if headers.get("transfer-encoding", "").lower() == "chunked":
        while size := int((await reader.readline()).partition(b";")[0], 16):
            await reader.readexactly(size + 2)
        while (await reader.readline()).strip():
            pass
    elif length := int(headers.get("content-length", 0)):
        await reader.readexactly(length)
