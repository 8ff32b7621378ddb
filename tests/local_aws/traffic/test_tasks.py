"""Tasks as processes: what they answer, how they fail, how they end."""

import os
import signal
import socket
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from local_aws.traffic.task import Task
from local_aws.traffic.tasks import Tasks
from tests.local_aws.traffic.ground import alive, started, task, until
from tests.local_aws.traffic.load import get


@pytest.fixture
def tasks(tmp_path: Path):
    """None yet; nothing may be left over."""
    tasks = Tasks(tmp_path)
    yield tasks
    pids = started(tmp_path)
    tasks.end()
    assert [pid for pid in pids if alive(pid)] == []


def refuses(port: int) -> bool:
    """Whether nobody listens there."""
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) != 0


def answers(tasks: Tasks, *wanted: Task) -> dict[str, int]:
    """The ports, once all answer."""
    ports = tasks.apply(wanted)
    until(lambda: not any(refuses(port) for port in ports.values()), "all listen")
    return ports


def test_a_task_says_what_it_is(tasks: Tasks) -> None:
    ports = answers(tasks, task("a", 7), replace(task("b", 8), sample=True, environment={"VERSION": "v8"}))
    about = {"family": "web", "container": "nginx", "port": 80}
    assert get(ports["a"], "/any").json == about | {"revision": 7, "task": "a"}
    assert get(ports["b"]).json == about | {"revision": 8, "task": "b", "version": "v8"}
    assert [get(port, "/health").status for port in ports.values()] == [200, 200]


def test_tasks_that_are_alike_share_a_process_and_others_do_not(tasks: Tasks, tmp_path: Path) -> None:
    alike = [task(f"t{number}") for number in range(50)]
    ports = answers(tasks, *alike, task("own", FAULT_ERROR_SHARE="1"))
    assert len(set(ports.values())) == 51
    assert len(started(tmp_path)) == 2
    assert get(ports["own"]).status == 500
    assert {get(ports[one.id]).json["task"] for one in alike} == {one.id for one in alike}


def test_an_ended_task_is_gone_and_the_others_stay(tasks: Tasks) -> None:
    before = answers(tasks, task("a"), task("b"), task("own", FAULT_ERROR_SHARE="0"))
    assert tasks.apply([task("a")]) == {"a": before["a"]}
    until(lambda: refuses(before["b"]) and refuses(before["own"]), "they are gone")
    assert get(before["a"]).status == 200
    assert tasks.exited() == {}


@pytest.mark.parametrize(
    ("fault", "code"),
    [({"FAULT_CRASH_SECONDS": "0.2"}, 1), ({"FAULT_LEAK_MIB_PER_SECOND": "2560"}, -signal.SIGKILL)],
    ids=["crash", "leak"],
)
def test_a_task_that_ends_by_itself_is_reported_and_not_started_again(
    tasks: Tasks, fault: dict[str, str], code: int
) -> None:
    wanted = replace(task("bad"), environment=fault)
    port = tasks.apply([wanted])
    until(tasks.exited, "it ended")
    assert tasks.exited() == {"bad": code}
    assert tasks.apply([wanted]) == port
    assert tasks.exited() == {"bad": code}


def test_a_slow_start_refuses_connections_until_it_is_over(tasks: Tasks) -> None:
    port = tasks.apply([task("slow", FAULT_START_SECONDS="2")])["slow"]
    assert refuses(port)
    until(lambda: not refuses(port), "it listens")


def test_a_killed_responder_comes_back_with_the_same_ports(tasks: Tasks, tmp_path: Path) -> None:
    ports = answers(tasks, task("a"), task("b"))
    os.kill(started(tmp_path)[0], signal.SIGKILL)
    until(lambda: refuses(ports["a"]), "it is dead")
    assert tasks.exited() == {}
    assert answers(tasks, task("a"), task("b")) == ports


@pytest.mark.parametrize("own", [False, True], ids=["shared", "own process"])
def test_a_task_finishes_what_it_has_begun(tasks: Tasks, own: bool) -> None:
    wanted = task("a", FAULT_ANSWER_SECONDS="0.4") if own else task("a")
    port = answers(tasks, wanted)["a"]
    seen: list[int] = []
    with socket.create_connection(("127.0.0.1", port)) as begun:
        begun.sendall(b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\n")
        if own:
            begun.sendall(b"abc")
        until(lambda: get(port, "/health").status == 200, "the request has arrived")
        ending = threading.Thread(target=lambda: seen.append(len(tasks.apply([]))))
        ending.start()
        until(lambda: refuses(port), "it takes no new connection")
        if not own:
            begun.sendall(b"abc")
        assert begun.recv(1000).startswith(b"HTTP/1.1 200")
        ending.join()
