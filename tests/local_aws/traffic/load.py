"""Constant load from threads: on kept-alive connections, and with a new connection for each request."""

import http.client
import json
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

CLIENTS = 3
"""Kept-alive ones; one more connects anew each time."""


@dataclass
class Load:
    """What was asked and answered so far."""

    answers: Counter[Any] = field(default_factory=Counter)
    """By the revision that answered."""
    failures: list[str] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)
    """Seconds from a failure to the client's next answer."""

    @property
    def total(self) -> int:
        """Requests that were answered well."""
        return sum(self.answers.values())


@dataclass(frozen=True)
class Answer:
    """Of one request."""

    status: int
    headers: dict[str, str]
    body: str

    @property
    def json(self) -> dict[str, Any]:
        """The body."""
        return json.loads(self.body)


def get(port: int, path: str = "/", method: str = "GET", **headers: str) -> Answer:
    """One request on a connection of its own; underscores in the names of headers are dashes."""
    connection = _connection(port, tls=False)
    try:
        return _ask(connection, path, method, {name.replace("_", "-"): value for name, value in headers.items()})
    finally:
        connection.close()


def get_by_https(port: int) -> Answer:
    """The same, of `/`."""
    connection = _connection(port, tls=True)
    try:
        return _ask(connection, "/", "GET", {})
    finally:
        connection.close()


@contextmanager
def load(port: int, pause_seconds: float = 0, *, tls: bool = False) -> Iterator[Load]:
    """Load as long as the block lasts; a pause after each request leaves the machine to others."""
    seen = Load()
    over = threading.Event()
    clients = [
        threading.Thread(target=_client, args=(port, tls, seen, over, number < CLIENTS, pause_seconds))
        for number in range(CLIENTS + 1)
    ]
    for client in clients:
        client.start()
    try:
        yield seen
    finally:
        over.set()
        for client in clients:
            client.join()


def _connection(port: int, tls: bool) -> http.client.HTTPConnection:
    """By HTTPS with whatever certificate, which nobody has signed here."""
    if tls:
        context = ssl._create_unverified_context()
        return http.client.HTTPSConnection("127.0.0.1", port, timeout=10, context=context)
    return http.client.HTTPConnection("127.0.0.1", port, timeout=10)


def _client(port: int, tls: bool, seen: Load, over: threading.Event, keeps: bool, pause_seconds: float) -> None:
    connection = _connection(port, tls)
    failed = None
    while not over.is_set():
        try:
            answer = _ask(connection, "/", "GET", {})
            if answer.status != 200:
                raise http.client.HTTPException(f"{answer.status} {answer.body}")
        except (OSError, http.client.HTTPException) as error:
            seen.failures.append(repr(error))
            failed = failed or time.monotonic()
            connection.close()
            time.sleep(0.01)
            continue
        if failed:
            seen.gaps.append(time.monotonic() - failed)
            failed = None
        seen.answers[answer.json["revision"]] += 1
        if not keeps:
            connection.close()
        time.sleep(pause_seconds)
    connection.close()


def _ask(connection: http.client.HTTPConnection, path: str, method: str, headers: dict[str, str]) -> Answer:
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    body = answer.read().decode()
    return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)
