"""What is killed comes back, and what isn't goes on."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from local_aws.traffic import envoy, ports, watches
from local_aws.traffic.desired import Desired, Forward, Listener, LoadBalancer, Redirect
from local_aws.traffic.processes import Processes
from local_aws.traffic.traffic import InUse, Traffic
from tests.local_aws.traffic.ground import BALANCER, BLUE, GREEN, Ground, alive, started, task, until
from tests.local_aws.traffic.load import get, load

BACK_SECONDS = 1.0


def kill_and_wait(ground: Ground) -> float:
    """Kills Envoy; the seconds until its port answers 200 again."""
    pid, port = ground.envoy(), ground.port()
    os.kill(pid, signal.SIGKILL)
    killed = time.monotonic()
    until(lambda: pid not in started(ground.folder / "traffic"), "another Envoy is started")
    until(lambda: _answers(port), "the port answers again")
    return time.monotonic() - killed


def _answers(port: int) -> bool:
    try:
        return get(port).status == 200
    except OSError:
        return False


def test_a_killed_envoy_is_back_in_no_time(ground: Ground) -> None:
    """Two of five at least, as others may have the processor. On an idle machine each takes 0.1 s."""
    ground.groups = {BLUE: [task("blue", 1)], GREEN: []}
    ground.ready()
    gone: list[float] = []
    with load(ground.port()) as seen:
        for _ in range(5):
            gone.append(kill_and_wait(ground))
            ground.ready()
    assert sorted(gone)[1] < BACK_SECONDS
    assert not [failure for failure in seen.failures if "503" in failure]


@pytest.mark.parametrize("seen_hung", [True, False], ids=["seen as unhealthy", "hung just now"])
def test_a_hung_target_does_not_hold_up_a_killed_envoy(ground: Ground, seen_hung: bool) -> None:
    """It accepts connections and never answers. Envoy alone would wait 4 s for its check."""
    ground.check = replace(ground.check, timeout_seconds=4, interval_seconds=5)
    ground.groups = {BLUE: [task("blue", 1)], GREEN: [task("green", 2, FAULT_ANSWER_SECONDS="0")]}
    ground.ready()
    with socket.create_server(("127.0.0.1", 0), backlog=64) as hung:
        ground.others = {GREEN: [hung.getsockname()[1]]}
        ground.forward({BLUE: 1}, ())
        ground.listeners += (Listener(port=8080, protocol="HTTP", action=Forward(weights={GREEN: 1})),)
        ground.apply()
        until(lambda: "unhealthy" in ground.traffic.health().values() or not seen_hung, "its check has failed")
        balancer = next(iter(ground.traffic._balancers.values()))
        gone: list[float] = []
        for _ in range(3):
            if not seen_hung:
                balancer._seen |= dict.fromkeys(balancer._admin.health(), "healthy")
            gone.append(kill_and_wait(ground))
        assert min(gone) < BACK_SECONDS  # held up, it is always 4 s


def test_targets_that_failed_get_nothing_from_a_new_envoy(ground: Ground) -> None:
    ground.groups = {BLUE: [task("good", 1), task("bad", 2, FAULT_HEALTH_STATUS="500")]}
    ground.apply()
    until(lambda: set(ground.traffic.health().values()) == {"healthy", "unhealthy"}, "one is healthy")
    with load(ground.port()) as seen:
        kill_and_wait(ground)
        until(lambda: seen.total > 200, "load goes on")
    assert set(seen.answers) == {1}


@pytest.fixture
def registries(tmp_path: Path) -> Iterator[None]:
    """Whatever happens, what they know is ended."""
    yield
    for registry in (Processes(tmp_path / "traffic" / "processes"), Processes(tmp_path / "tasks" / "processes")):
        registry.end(registry.names(), 1)


def test_production_answers_while_the_owner_is_dead_and_the_next_one_adopts(tmp_path: Path, registries: None) -> None:
    command = [sys.executable, "-m", "tests.local_aws.traffic.owner", str(tmp_path)]
    owner = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert owner.stdout
    with closing(owner.stdout):
        port = int(owner.stdout.readline())
    pids = started(tmp_path)
    first, second = task("first"), task("second", FAULT_ANSWER_SECONDS="0.01")
    with load(port) as seen:
        owner.kill()
        owner.wait()
        dead = seen.total
        until(lambda: seen.total > dead + 200, "load goes on without an owner")
        ground = Ground(tmp_path, groups={BLUE: [first, second], GREEN: []})
        ground.ready()
        assert ground.port() == port
        assert started(tmp_path) == pids
        ground.groups[GREEN] = [task("green", 2)]
        ground.forward({BLUE: 100, GREEN: 0})
        ground.ready()
        ground.forward({BLUE: 0, GREEN: 100})
        ground.apply()
        until(lambda: seen.answers[2] > 100, "green has the load")
    assert seen.failures == []
    ground.end()
    assert [pid for pid in pids if alive(pid)] == []


def test_the_next_owner_ends_what_is_no_longer_wanted(ground: Ground, tmp_path: Path) -> None:
    ground.groups = {BLUE: [task("shared", 1), task("alone", 2, FAULT_ERROR_SHARE="0")]}
    ground.ready()
    pids = started(tmp_path)
    ground.traffic.leave()
    ground.tasks.leave()
    assert all(alive(pid) for pid in pids)
    ground.__post_init__()
    ground.groups = {BLUE: []}
    ground.desired()
    assert ground.traffic.apply(Desired()) == {}
    until(lambda: sum(alive(pid) for pid in pids) == 1, "only the responder is left")


def test_a_folder_has_one_owner(ground: Ground) -> None:
    with pytest.raises(InUse, match="another process"):
        Traffic(ground.folder / "traffic")


def test_a_port_that_is_taken_while_envoy_is_away_is_replaced(ground: Ground) -> None:
    ground.groups = {BLUE: [task("blue", 1)]}
    ground.ready()
    port = ground.port()
    ground.traffic.leave()
    os.kill(started(ground.folder / "traffic")[0], signal.SIGKILL)
    until(lambda: not _answers(port), "Envoy is dead")
    with socket.create_server(("127.0.0.1", port)):
        ground.traffic = Traffic(ground.folder / "traffic")
        ground.ready()
        assert ground.port() != port
        assert get(ground.port()).status == 200


def test_a_port_that_is_taken_as_a_listener_is_added_is_replaced_and_the_others_stay(
    ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    ground.groups = {BLUE: [task("blue", 1)]}
    ground.ready()
    before = ground.port()
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        seen_free = iter([port])
        is_free = ports.free
        monkeypatch.setattr(ports, "free", lambda one: next(seen_free, None) == one or is_free(one))
        ground.listeners += (replace(ground.listeners[0], port=port),)
        ground.ready()
        assert ground.port() == before
        assert ground.port(port) != port
        assert get(ground.port(port)).status == 200


def test_a_wrong_load_balancer_harms_no_other(ground: Ground) -> None:
    ground.groups = {BLUE: [task("blue", 1)]}
    desired = ground.desired()
    wrong = LoadBalancer(id="wrong", listeners=(Listener(port=81, protocol="TCP", action=Redirect()),))
    problems = ground.traffic.apply(replace(desired, load_balancers=(wrong, *desired.load_balancers)))
    assert list(problems) == ["wrong"]
    assert "can only forward" in problems["wrong"]
    until(lambda: _answers(ground.port()), "the other answers")


def test_without_a_program_everything_else_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "envoy", None)
    assert "macOS" in (envoy.unavailable() or "")
    traffic = Traffic(tmp_path)
    assert traffic.unavailable
    listener = Listener(port=80, protocol="HTTP", action=Forward(weights={}))
    assert traffic.apply(Desired(load_balancers=(LoadBalancer(id=BALANCER, listeners=(listener,)),))) == {}
    assert (traffic.ports(), traffic.health(), traffic.counters()) == ({}, {}, {})
    traffic.end()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limit is Linux's")
def test_more_than_the_system_lets_envoy_watch_is_refused_and_the_rest_goes_on(ground: Ground) -> None:
    """Envoy would abort, again and again."""
    ground.groups = {BLUE: [task("blue", 1)]}
    ground.ready()
    envoy_before = ground.envoy()
    many = {f"group-{number}": 1 for number in range(int(watches.LIMIT.read_text()))}
    ground.groups |= {group: [] for group in many}
    ground.forward({BLUE: 1} | many)
    problems = ground.traffic.apply(ground.desired())
    assert "sysctl fs.inotify.max_user_instances" in problems[BALANCER]
    assert get(ground.port()).json["revision"] == 1
    assert ground.envoy() == envoy_before
