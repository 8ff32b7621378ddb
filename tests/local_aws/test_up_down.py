"""`make up` finishes an interrupted environment and changes nothing in a finished one; `make down` leaves nothing."""

import json
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from local_aws import starter
from tests.workspace import ROOT, Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace.new(tmp_path, traffic=True)
    yield workspace
    workspace.stop()


def test_up_finishes_what_was_interrupted_then_changes_nothing_and_down_leaves_nothing(workspace: Workspace) -> None:
    program = workspace.program()
    with (program / "Pulumi.dev.yaml").open("a") as file:
        file.write("  bluegreen:deletionProtection: true\n")

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

    code, output = workspace.run(*command("local_aws.up dev"), cwd=program)
    assert code == 0, output
    assert "An earlier run of dev was interrupted" in output
    assert output.count("accessLogs: not set, so no request is logged") == 1
    assert "dev is up on the local AWS" in output

    code, output = workspace.run(*command("local_aws.up dev"), cwd=program)
    assert code == 0, output
    assert "78 unchanged" in output
    assert "Updating" not in output
    assert "dev is up on the local AWS" in output
    urls = re.findall(r"http://127\.0\.0\.1:\d+(?=   )", output)
    assert len(urls) == 2, output
    for url in urls:
        with urlopen(url, timeout=10) as answer:
            assert json.load(answer)["revision"] == 1

    code, output = workspace.run(*command("local_aws.down"), cwd=program)
    assert code == 0, output
    assert "nothing is left of it" in output
    assert starter.identity(workspace.home) == {}
    assert not workspace.home.aws.exists()
    for url in urls:
        with pytest.raises(URLError, match="refused"):
            urlopen(url, timeout=10)


def test_an_unknown_stack_is_refused_with_the_names_of_the_known_ones(workspace: Workspace) -> None:
    code, output = workspace.run("python", "-m", "local_aws.up", "nope", cwd=ROOT)
    assert (code, output) == (1, "make up: there is no Pulumi.nope.yaml; STACK is one of dev, prod, staging\n")
    code, output = workspace.run("make", "preview", "STACK=nope", cwd=ROOT)
    assert code != 0
    assert "make preview: there is no Pulumi.nope.yaml; STACK is one of dev prod staging\n" in output
