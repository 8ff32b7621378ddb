"""What a killed language host has started ends with it, and with it the engine's wait."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.local_aws.scene import until

ROOT = Path(__file__).resolve().parents[2]
HOST = """
import os, sys
from engine.language_host.children import Children

children = Children()
gone, stays, other = (children.start(["sh", "-c", "sleep 60 & wait"], cwd="/", environ=os.environ) for _ in range(3))
gone.end()
children.forget(gone)
print(stays.group, other.group, flush=True)
sys.stdin.read()
if sys.argv[1] == "quietly":
    children.end()
    os._exit(0)
"""


def alive(group: int) -> bool:
    """Whether the process group has more than the dead that nobody has waited for."""
    listed = subprocess.run(["ps", "-eo", "pgid=,stat="], capture_output=True, text=True, check=True).stdout
    return any(int(of) == group and not state.startswith("Z") for of, state in map(str.split, listed.splitlines()))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, None])
def test_a_program_ends_with_its_host_and_all_that_it_started(number: signal.Signals | None) -> None:
    host = subprocess.Popen(
        [sys.executable, "-c", HOST, "quietly"],
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert host.stdout is not None
    groups = [int(group) for group in host.stdout.readline().split()]
    assert len(groups) == 2
    assert all(map(alive, groups))
    if number:
        host.send_signal(number)
    host.communicate(timeout=60)
    until(lambda: not any(map(alive, groups)), seen=lambda: "a program outlives its host")
