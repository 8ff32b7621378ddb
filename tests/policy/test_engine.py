"""The pack on a good program that was not written for it, with the real engine: in a first preview, and live."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.local_aws.released import release_all
from tests.workspace import ROOT, Workspace

PACK = str(ROOT / "policy")


@dataclass(frozen=True)
class Release:
    """A program that has no mistake, and where it runs."""

    workspace: Workspace
    program: Path

    def preview(self, *words: str) -> tuple[int, str]:
        """Exit code and output of a preview with the pack."""
        options = ("--stack", "dev", "--policy-pack", PACK, "--non-interactive")
        return self.workspace.run("pulumi", "preview", *options, *words, cwd=self.program)

    def pulumi(self, *words: str) -> str:
        return self.workspace.pulumi(*words, "--stack", "dev", cwd=self.program)

    def forwards(self) -> dict[str, list[int]]:
        """The weights of each listener as the stack's state has them."""
        found: dict[str, list[int]] = {}
        for one in json.loads(self.pulumi("stack", "export"))["deployment"]["resources"]:
            if one["type"] == "aws:lb/listener:Listener":
                groups = one["outputs"]["defaultActions"][0].get("forward", {}).get("targetGroups", [])
                found[one["urn"].rpartition("::")[2]] = [group.get("weight", 0) for group in groups]
        return found


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Release]:
    workspace = Workspace.new(tmp_path_factory.mktemp("policy"))
    program = workspace.flat("release")
    workspace.pulumi("stack", "select", "--create", "dev", cwd=program)
    yield Release(workspace, program)
    workspace.stop()


def test_it_gets_through_in_a_first_preview(release: Release) -> None:
    code, said = release.preview()
    assert code == 0, said
    assert "[mandatory]" not in said


def test_the_longest_wait_is_the_configurations(release: Release, tmp_path: Path) -> None:
    config = tmp_path / "pack.json"
    config.write_text('{"termination-wait-bounded": {"maxMinutes": 4}}')
    code, said = release.preview("--policy-pack-config", str(config))
    assert code != 0
    assert said.count("[mandatory]") == 1
    assert "5 minutes, more than the 4 allowed" in said
    config.write_text('{"termination-wait-bounded": {"maxMinutes": 9999}}')
    code, said = release.preview("--policy-pack-config", str(config))
    assert code != 0
    assert "2880" in said


def test_what_codedeploy_leaves_behind_is_no_fault(release: Release) -> None:
    release.workspace.up("dev", release.program)
    release_all(release.workspace.aws)
    release.pulumi("refresh", "--yes", "--skip-preview")
    # The listener whose program names one group by `targetGroupArn` reads back without any.
    assert release.forwards() == {"production": [100, 0], "test": []}
    code, said = release.preview()
    assert code == 0, said
    assert "[mandatory]" not in said
