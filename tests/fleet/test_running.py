"""Stacks side by side, each in a process of its own; verbs without an engine."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest
from pulumi.automation import EngineEvent, PulumiCommand

from fleet.outcome import Outcome, State
from fleet.running import Running
from fleet.verbs import Verb

MODULE = "this"
"""One that nothing imports."""


class Played(Verb):
    """Does what the stack's name says."""

    under_way = State.UPDATING
    done = State.UPDATED

    def run(self, stack: str, **words: Any) -> None:
        step = {"metadata": {"op": "create", "urn": "u", "type": "t", "provider": ""}}
        match stack.partition("-")[0]:
            case "changed":
                words["on_event"](EngineEvent.from_json({"sequence": 1, "timestamp": 1, "resourcePreEvent": step}))
            case "wrong":
                raise ValueError("no such zone")
            case "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            case "endless":
                os.kill(os.getppid(), signal.SIGINT)
                while True:
                    signal.pause()
            case "met":
                # It waits for the other, and would wait for ever if that had to wait for it.
                number = stack.partition("-")[2]
                Path(self.folder, number).touch()
                while len(list(self.folder.iterdir())) < 2:
                    os.sched_yield()
            case "loading":
                __import__(MODULE)


class NoEngine(PulumiCommand):
    def __init__(self) -> None:
        self.version = None


def played(folder: Path, *stacks: str, jobs: int = 2) -> dict[str, Outcome]:
    """The last of each."""
    running = Running(Played(folder, NoEngine()), jobs)
    return {one.stack: one for one in running.outcomes(stacks) if one}


def states(outcomes: dict[str, Outcome]) -> dict[str, str]:
    return {stack: str(one.state) for stack, one in outcomes.items()}


def test_each_stack_ends_as_it_should_whatever_becomes_of_the_others(tmp_path: Path) -> None:
    outcomes = played(tmp_path, "wrong", "killed", "changed", "same")
    assert states(outcomes) == {"wrong": "failed", "killed": "failed", "changed": "updated", "same": "unchanged"}
    assert outcomes["wrong"].errors == ("ValueError: no such zone",)
    assert "killed by signal 9" in outcomes["killed"].errors[0]
    assert outcomes["changed"].changes == {"create": 1}


def test_as_many_are_at_work_as_there_are_jobs(tmp_path: Path) -> None:
    assert states(played(tmp_path, "met-1", "met-2", jobs=2)) == {"met-1": "unchanged", "met-2": "unchanged"}
    running = Running(Played(tmp_path, NoEngine()), 1)
    ends = [one.stack for one in running.outcomes(["same-1", "same-2"]) if one]
    assert ends == ["same-1", "same-1", "same-2", "same-2"]


def test_what_is_under_way_is_told(tmp_path: Path) -> None:
    running = Running(Played(tmp_path, NoEngine()), 1)
    told = [(str(one.state), one.changes) for one in running.outcomes(["changed"]) if one]
    assert told == [("updating", {}), ("updating", {"create": 1}), ("updated", {"create": 1})]


def test_a_stop_ends_what_is_under_way_and_begins_nothing_more(tmp_path: Path) -> None:
    assert states(played(tmp_path, "endless", "same", jobs=1)) == {"endless": "stopped", "same": "stopped"}
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_one_has_loaded_the_next_ones_find(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, MODULE, raising=False)
    played(tmp_path, "loading", jobs=1)
    assert MODULE in sys.modules
