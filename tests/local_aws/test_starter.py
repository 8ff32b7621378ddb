"""The local AWS is started once a home, found again, and stopped."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from local_aws import starter
from local_aws.home import ROOT, Home
from tests.conftest import clients_of
from tests.local_aws.scene import until
from tests.workspace import free_port


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    home = Home(tmp_path, free_port())
    home.make()
    yield home
    starter.stop(home)


def topics(endpoint: str) -> list[str]:
    return [topic["TopicArn"] for topic in clients_of(endpoint)("sns").list_topics()["Topics"]]


def test_it_is_started_once_and_found_again_also_under_another_port(home: Home) -> None:
    endpoint = starter.start(home)
    assert starter.start(home) == endpoint
    assert starter.start(Home(home.folder, 1024)) == endpoint


def test_state_survives_stop_and_kill(home: Home) -> None:
    endpoint = starter.start(home)
    arn = clients_of(endpoint)("sns").create_topic(Name="kept")["TopicArn"]
    assert starter.stop(home)
    assert topics(starter.start(home)) == [arn]
    killed = clients_of(endpoint)("sns").create_topic(Name="kept-too")["TopicArn"]
    os.kill(starter.identity(home)["pid"], signal.SIGKILL)
    assert topics(starter.start(home)) == [arn, killed]


def test_a_stopped_server_is_dead_though_nobody_has_waited_for_it(home: Home) -> None:
    starter.start(home)
    pid = starter.identity(home)["pid"]
    assert starter.stop(home)
    # A process gives its locks back a moment before it can be waited for.
    until(lambda: os.waitpid(pid, os.WNOHANG)[0] == pid)


def test_stopping_what_does_not_run_says_so(home: Home) -> None:
    assert not starter.stop(home)


def test_a_taken_port_is_an_error_that_names_the_way_out(home: Home) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", home.port))
        other.listen()
        with pytest.raises(starter.NotStarted, match=rf"port {home.port} .* taken .*LOCAL_AWS_PORT={home.port + 1}"):
            starter.start(home)


def test_a_broken_state_file_is_named(home: Home) -> None:
    (home.aws / "state.pickle").write_bytes(b"not a state")
    with pytest.raises(starter.NotStarted, match=r"state\.pickle"):
        starter.start(home)


@pytest.mark.parametrize("port", ["web", "80", "70000"])
def test_a_port_out_of_range_is_refused(port: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "local_aws.starter"],
        cwd=ROOT,
        env=os.environ | {"LOCAL_AWS_PORT": port},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == f"local: LOCAL_AWS_PORT must be a port from 1024 to 65535, got '{port}'\n"
