"""Load that Envoy can't outrun: pipelined requests on kept-alive connections, without an HTTP library."""

import selectors
import socket
import time
from contextlib import ExitStack

from bench.services import NotMeasured

CONNECTIONS = 16
PIPELINED = 8
"""Requests that a connection has under way."""
REQUESTS = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" * PIPELINED
STATUS, OK = b"HTTP/1.1 ", b"HTTP/1.1 200"
TIMEOUT_SECONDS = 10


def answered(port: int, seconds: float) -> float:
    """Requests a second that were answered with 200. Raises NotMeasured for any other answer."""
    with ExitStack() as stack:
        selector = stack.enter_context(selectors.DefaultSelector())
        for _ in range(CONNECTIONS):
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            selector.register(connection, selectors.EVENT_READ, _Pending(connection))
        start = time.perf_counter()
        answers = 0
        while (passed := time.perf_counter() - start) < seconds:
            ready = selector.select(TIMEOUT_SECONDS)
            if not ready:
                raise NotMeasured(f"no answer on port {port} within {TIMEOUT_SECONDS} seconds")
            for key, _ in ready:
                answers += key.data.read()
        return answers / passed


class _Pending:
    """What a connection waits for."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._left = PIPELINED
        self._cut = b""
        """The end of what was read, where a status line may begin."""
        connection.sendall(REQUESTS)

    def read(self) -> int:
        """How many answers began; asks again after the last one."""
        content = self._cut + self._connection.recv(65536)
        answers = content.count(OK)
        if not content or answers != content.count(STATUS, 0, len(content) - len(OK) + len(STATUS)):
            raise NotMeasured(f"a load balancer answered {content[:200]!r}")
        self._cut = content[-len(OK) + 1 :]
        self._left -= answers
        if not self._left:
            self._left = PIPELINED
            self._connection.sendall(REQUESTS)
        return answers
