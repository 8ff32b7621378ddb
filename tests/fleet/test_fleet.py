"""A fleet with the real engine, on a local AWS of its own."""

import json
import os
import select
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.local_aws.scene import until
from tests.workspace import ROOT, Workspace

PROGRAM = """
import threading

import pulumi
import pulumi_aws as aws

if pulumi.Config("small").get_bool("broken"):
    raise KeyError("no such zone")
if fifo := pulumi.Config("small").get("begins"):
    open(fifo, "w").close()
    threading.Event().wait()
aws.sns.Topic("news", display_name=pulumi.Config("small").get("shown"))
pulumi.export("stack", pulumi.get_stack())
"""

JUDGED = ("--policy-pack", str(ROOT / "policy"))


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace.new(tmp_path)
    yield workspace
    workspace.stop()


def small(folder: Path) -> Path:
    """A project of one resource; its stack `wrong` has a mistake that the program itself does not tell."""
    program = folder / "small"
    program.mkdir()
    virtualenv = ROOT / ".venv"
    (program / "Pulumi.yaml").write_text(
        f"name: small\nruntime: {{name: python, options: {{virtualenv: {virtualenv}}}}}\n"
    )
    (program / "__main__.py").write_text(PROGRAM)
    for stack in ("one", "two", "wrong"):
        broken = str(stack == "wrong").lower()
        (program / f"Pulumi.{stack}.yaml").write_text(
            f'config:\n  aws:region: us-east-1\n  small:broken: "{broken}"\n  small:shown: {stack}\n'
        )
    return program


def started(workspace: Workspace, program: Path, *words: str) -> "subprocess.Popen[str]":
    command = ["sh", "-c", f'PYTHONPATH="{ROOT}" exec python -m fleet "$@"', "sh", *words, "--json"]
    return subprocess.Popen(
        [str(ROOT / "local"), *command],
        cwd=program,
        env=workspace.environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def ended(process: "subprocess.Popen[str]") -> tuple[int, dict[str, Any], str]:
    """Exit code, the JSON and what was said beside it."""
    printed, said = process.communicate(timeout=240)
    assert printed, said
    return process.returncode, {one["stack"]: one for one in json.loads(printed)["stacks"]}, said


def fleet(workspace: Workspace, program: Path, *words: str) -> tuple[int, dict[str, Any], str]:
    return ended(started(workspace, program, *words))


def states(outcomes: dict[str, Any]) -> dict[str, str]:
    return {stack: one["state"] for stack, one in outcomes.items()}


def test_stacks_are_brought_up_and_taken_down_and_the_one_that_is_wrong_stops_no_other(workspace: Workspace) -> None:
    program = small(workspace.folder)
    before = {file.name: file.read_text() for file in program.iterdir() if file.is_file()}
    code, outcomes, said = fleet(workspace, program, "up", "--init", "--yes", *JUDGED)
    assert code == 1
    assert states(outcomes) == {"one": "updated", "two": "updated", "wrong": "failed"}
    assert outcomes["one"]["changes"] == {"create": 2}
    assert outcomes["wrong"]["errors"] == ["KeyError: 'no such zone'"]
    assert said.startswith("up of 3 stacks on the local AWS at http://127.0.0.1:")
    assert "Traceback" not in said
    assert {topic["TopicArn"].split(":")[-1][:5] for topic in workspace.aws("sns").list_topics()["Topics"]} == {"news-"}
    assert {file.name: file.read_text() for file in program.iterdir() if file.is_file()} == before

    code, outcomes, _ = fleet(workspace, program, "down", "--yes")
    assert (code, states(outcomes)) == (0, {"one": "destroyed", "two": "destroyed", "wrong": "unchanged"})
    assert workspace.aws("sns").list_topics()["Topics"] == []


def test_our_environments_are_judged_and_refused_as_by_a_preview_of_each(workspace: Workspace) -> None:
    program = workspace.program("Pulumi.dev.yaml")
    dev = (program / "Pulumi.dev.yaml").read_text()
    (program / "Pulumi.slow.yaml").write_text(dev.replace("terminationWaitMinutes: 5", "terminationWaitMinutes: 1440"))
    (program / "Pulumi.large.yaml").write_text(f"{dev}  bluegreen:desiredCount: 8\n")

    code, outcomes, said = fleet(workspace, program, "preview", "slow", "large", "--init")
    assert code == 1
    assert states(outcomes) == {"slow": "failed", "large": "failed"}
    assert outcomes["slow"]["changes"] == {"create": 78}
    assert outcomes["slow"]["advisories"] > 0
    (violation,) = outcomes["slow"]["errors"]
    assert violation.startswith("termination-wait-bounded (web-slow): The old tasks end a bounded time after")
    (refusal,) = outcomes["large"]["errors"]
    assert refusal.startswith("the settings of stack large cannot work")
    assert "bluegreen:maxHosts = 4" in refusal
    assert "large failed:\n  the settings of stack large" in said


def test_ctrl_c_ends_engines_and_leaves_no_lock_and_no_process(workspace: Workspace) -> None:
    program = small(workspace.folder)
    fifo = workspace.folder / "begins"
    os.mkfifo(fifo)
    (program / "Pulumi.one.yaml").write_text(f"config:\n  small:begins: {fifo}\n")
    process = started(workspace, program, "up", "one", "two", "--init", "--yes", "--jobs", "1", *JUDGED)
    begun, _, _ = select.select([os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)], [], [], 120)
    assert begun
    os.killpg(process.pid, signal.SIGINT)
    code, outcomes, _ = ended(process)
    assert code == 130
    assert states(outcomes) == {"one": "stopped", "two": "stopped"}
    assert [file for file in (workspace.home.state / ".pulumi" / "locks").rglob("*") if file.is_file()] == []

    def left() -> list[str]:
        listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
        return [
            line for line in listed.splitlines() if str(workspace.folder) in line and "local_aws.server" not in line
        ]

    until(lambda: not left(), seen=left)  # plugins look once a second whether their engine is there
