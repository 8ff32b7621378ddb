"""The registry: what was started can always be found again."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from local_aws.traffic.names import name_of
from local_aws.traffic.processes import Processes
from tests.local_aws.traffic.ground import alive, until

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); time.sleep(60)"
)


def test_an_owner_that_is_killed_while_it_starts_something_leaves_nothing_unknown(tmp_path: Path) -> None:
    """It dies right after the fork, before it could write down any id."""
    program = (
        "import os, sys, subprocess, pathlib\n"
        "from local_aws.traffic.processes import Processes\n"
        f"Processes(pathlib.Path({str(tmp_path)!r})).start('one', {SLEEP!r}, environment={{}})\n"
        "os._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", program]).returncode == 9
    found = Processes(tmp_path)
    pid = found.pid("one")
    assert found.names() == {"one"}
    assert pid
    assert alive(pid)
    found.end(["one"], 1)
    assert not alive(pid)
    assert list(tmp_path.iterdir()) == []


def test_a_number_that_belongs_to_a_stranger_by_now_is_not_signalled(tmp_path: Path) -> None:
    (tmp_path / "one.process").write_text(json.dumps({}) + f"\n{os.getpid()}\n")
    processes = Processes(tmp_path)
    assert not processes.alive("one")
    processes.end(["one"], 1)


def test_who_ignores_sigterm_is_killed(tmp_path: Path) -> None:
    processes = Processes(tmp_path)
    processes.start("one", [sys.executable, "-c", STUBBORN], environment={})
    until(lambda: "ready" in processes.log("one").read_text(), "it ignores SIGTERM")
    processes.end(["one"], 0.1)
    assert processes.names() == set()


def test_a_name_runs_once(tmp_path: Path) -> None:
    processes = Processes(tmp_path)
    processes.start("one", SLEEP, environment={}, note={"port": 1})
    try:
        with pytest.raises(BlockingIOError):
            processes.start("one", SLEEP, environment={})
        assert processes.note("one") == {"port": 1}
    finally:
        processes.end(["one"], 1)


def test_the_end_of_a_child_has_its_code(tmp_path: Path) -> None:
    processes = Processes(tmp_path)
    processes.start("one", SLEEP, environment={})
    processes.signal("one", signal.SIGKILL)
    until(lambda: not processes.alive("one"), "it is dead")
    assert processes.exit_code("one") == -signal.SIGKILL
    assert Processes(tmp_path).exit_code("one") is None


def test_no_two_ids_have_one_name() -> None:
    assert name_of("app/web/1") != name_of("app/web-1")
    assert name_of("arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/web/1").startswith("targetgroup-web-1-")
