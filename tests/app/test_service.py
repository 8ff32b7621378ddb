"""The sample service as a container runs it: a process, configured by its environment."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.faults import Faults
from tests.local_aws.scene import until
from tests.workspace import free_port

ROOT = Path(__file__).parent.parent.parent


@contextmanager
def service(**environment: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The process, once it listens, and its port."""
    port = free_port()
    command = [sys.executable, "-m", "app"]
    process = subprocess.Popen(command, cwd=ROOT, env={"PORT": str(port), **environment}, text=True)
    try:
        until(lambda: process.poll() is not None or not closed(port))
        yield process, port
    finally:
        process.kill()
        process.wait()


def ask(port: int, *lines: str) -> str:
    """All that comes back on one connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
        client.sendall("\r\n".join((*lines, "", "")).encode())
        received = b""
        while part := client.recv(65_536):
            received += part
    return received.decode()


def test_it_says_its_version_and_that_it_is_well() -> None:
    with service(VERSION="1.2.3") as (_, port):
        page = ask(port, "GET / HTTP/1.1", "Connection: close")
        assert page.startswith("HTTP/1.1 200 OK\r\n")
        assert '{"version": "1.2.3"}' in page
        assert ask(port, "GET /health HTTP/1.0").startswith("HTTP/1.1 200")


def test_requests_follow_each_other_on_a_connection_whatever_their_bodies() -> None:
    chunked = "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n"
    with service() as (_, port):
        lines = ["POST /a HTTP/1.1", "Content-Length: 3", "", "abcPUT /b HTTP/1.1", chunked, "HEAD / HTTP/1.0"]
        received = ask(port, *lines)
    assert received.count("HTTP/1.1 200 OK") == 3
    assert received.endswith("Connection: close\r\n\r\n")


def test_what_is_no_http_is_cut_off() -> None:
    with service() as (_, port):
        assert ask(port, "hello") == ""
        assert ask(port, "GET / HTTP/1.1", "Content-Length: many") == ""


def test_on_sigterm_it_finishes_what_it_has_begun_and_ends_well() -> None:
    with service(FAULT_ANSWER_SECONDS="3") as (process, port), socket.create_connection(("127.0.0.1", port)) as idle:
        with socket.create_connection(("127.0.0.1", port)) as busy:
            busy.sendall(b"GET / HTTP/1.1\r\n\r\n")
            ask(port, "GET /health HTTP/1.0")
            os.kill(process.pid, signal.SIGTERM)
            assert idle.recv(10) == b""
            answer = busy.recv(1000).decode()
        assert answer.startswith("HTTP/1.1 200")
        assert "Connection: close" in answer
        assert process.wait(60) == 0


def test_on_sigterm_a_connection_that_is_kept_alive_gets_one_more_answer_that_says_so() -> None:
    with service() as (process, port), socket.create_connection(("127.0.0.1", port)) as kept:
        for last in (False, True):
            kept.sendall(b"GET / HTTP/1.1\r\n\r\n")
            answer = kept.recv(1000).decode()
            assert answer.startswith("HTTP/1.1 200")
            assert ("Connection: close" in answer) is last
            if not last:
                os.kill(process.pid, signal.SIGTERM)
                until(lambda: closed(port))
        assert process.wait(60) == 0


def closed(port: int) -> bool:
    """Whether nobody listens there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def catches(pid: int, number: int) -> bool:
    """Whether the process handles this signal by itself (proc(5), SigCgt)."""
    caught = re.search(r"SigCgt:\s*(\w+)", Path(f"/proc/{pid}/status").read_text())
    return caught is not None and bool(int(caught[1], 16) >> (number - 1) & 1)


def test_on_sigterm_before_it_listens_it_ends_well() -> None:
    command = [sys.executable, "-m", "app"]
    process = subprocess.Popen(command, cwd=ROOT, env={"PORT": "0", "FAULT_START_SECONDS": "60"})
    until(lambda: catches(process.pid, signal.SIGTERM))
    process.terminate()
    assert process.wait(60) == 0


def test_a_wrong_number_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="FAULT_ERROR_SHARE must be a number, got 'half'"):
        Faults.of({"FAULT_ERROR_SHARE": "half"})


def test_what_comes_first_ends_it() -> None:
    assert Faults.of({}).life_seconds is None
    assert Faults.of({"FAULT_CRASH_SECONDS": "9"}).life_seconds == 9
    leak = {"FAULT_LEAK_MIB_PER_SECOND": "64", "MEMORY_MIB": "256"}
    assert Faults.of(leak).life_seconds == 4
    assert Faults.of(leak | {"FAULT_CRASH_SECONDS": "9"}).life_seconds == 4
