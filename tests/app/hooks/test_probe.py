"""The hook that calls the test listener: how often, what it accepts, and what it says."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from app.hooks.finding import Failed
from app.hooks.probe import probe

PROBE = {"path": "/health", "status": 200, "contains": "", "p95Seconds": 1, "times": 5}


@contextmanager
def answering(
    status: int = 200, body: str = "ok", seconds: float = 0, hosts: list[str] | None = None
) -> Iterator[tuple[str, list[str]]]:
    """A server's URL, and the paths that it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            if hosts is not None:
                hosts.append(self.headers["Host"])
            time.sleep(seconds)
            self.send_response(status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def run(url: str, seconds: float = 60, **settings: Any) -> None:
    probe(PROBE | settings, url, time.monotonic() + seconds)


def test_it_calls_as_often_as_it_should_and_says_what_it_saw(capsys: Any) -> None:
    with answering() as (url, asked):
        run(url)
    assert asked == ["/health"] * 5
    assert f"{url}/health: 5 x 200; 95 of 100 within 0." in capsys.readouterr().out


def test_it_asks_for_the_host_of_its_service() -> None:
    hosts: list[str] = []
    with answering(hosts=hosts) as (url, _):
        run(url, times=1, host="api.example.com")
        run(url, times=1)
    assert hosts == ["api.example.com", url.removeprefix("http://")]


@pytest.mark.parametrize(
    ("server", "settings", "words"),
    [
        ({"status": 500}, {}, "answers other than 200: 500"),
        ({"status": 302}, {}, "answers other than 200: 302"),
        ({"body": "version 1"}, {"contains": "version 2"}, "no 'version 2' in its body: version 1"),
        ({"seconds": 0.05}, {"p95Seconds": 0.02}, "0.02 s are allowed"),
    ],
)
def test_it_fails_what_answers_otherwise(server: Mapping[str, Any], settings: Mapping[str, Any], words: str) -> None:
    with answering(**server) as (url, _), pytest.raises(Failed, match=words):
        run(url, **settings)


def test_another_status_can_be_what_is_wanted() -> None:
    with answering(status=302, body="moved") as (url, _):
        run(url, status=302, contains="mov")


def test_one_bad_answer_among_many_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([("200", "")] * 19 + [("502", "")])
    monkeypatch.setattr("app.hooks.probe._call", lambda *_: next(answers))
    with pytest.raises(Failed, match="502"):
        run("http://x", times=20)


def test_one_slow_answer_in_twenty_is_forgiven(monkeypatch: pytest.MonkeyPatch) -> None:
    waits = iter([0.05, *[0.0] * 19, 0.05, 0.05, *[0.0] * 18])

    def call(*_: Any) -> tuple[str, str]:
        time.sleep(next(waits))
        return "200", ""

    monkeypatch.setattr("app.hooks.probe._call", call)
    run("http://x", times=20, p95Seconds=0.04)
    with pytest.raises(Failed, match="allowed"):
        run("http://x", times=20, p95Seconds=0.04)


def test_nobody_there_is_said() -> None:
    with pytest.raises(Failed, match="ConnectionRefusedError"):
        run("http://127.0.0.1:1")


def test_it_ends_when_its_time_is_over() -> None:
    with answering(seconds=0.1) as (url, _), pytest.raises(Failed, match="of 100 calls ended in time"):
        run(url, seconds=0.3, times=100)
