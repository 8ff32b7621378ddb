"""What `make up` and `make down` run: an interrupted environment is finished, stays, and goes without a trace."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from local_aws import starter
from tests.workspace import ROOT, Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace.new(tmp_path)
    yield workspace
    workspace.stop()


def test_up_finishes_what_was_interrupted_then_changes_nothing_and_down_leaves_nothing(workspace: Workspace) -> None:
    program = workspace.program()

    def command(module: str) -> tuple[str, ...]:
        return ("sh", "-c", f"PYTHONPATH='{ROOT}' exec python -m {module}")

    killed = workspace.start(*command("local_aws.up dev"), cwd=program)
    assert killed.stdout is not None
    created = 0
    for line in killed.stdout:
        created += " created" in line
        if created == 20:
            break
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()

    code, said = workspace.run(*command("local_aws.up dev"), cwd=program)
    assert code == 0, said
    assert "An earlier run of dev was interrupted" in said
    assert "dev is up on the local AWS" in said

    code, said = workspace.run(*command("local_aws.up dev"), cwd=program)
    assert code == 0, said
    assert "72 unchanged" in said
    assert "Updating" not in said
    assert "dev is up on the local AWS" in said

    code, said = workspace.run(*command("local_aws.down"), cwd=program)
    assert code == 0, said
    assert "nothing is left of it" in said
    assert starter.identity(workspace.home) == {}
    assert not workspace.home.aws.exists()


def test_a_stack_that_is_none_is_named_with_those_that_are(workspace: Workspace) -> None:
    code, said = workspace.run("python", "-m", "local_aws.up", "nope", cwd=ROOT)
    assert (code, said) == (1, "make up: there is no Pulumi.nope.yaml; STACK is one of dev, prod, staging\n")
    code, said = workspace.run("make", "preview", "STACK=nope", cwd=ROOT)
    assert code != 0
    assert "make preview: there is no Pulumi.nope.yaml; STACK is one of dev prod staging\n" in said
