"""The pack on programs that were not written for it, with the real engine: in a first preview, and on a live stack."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from workspace import ROOT, Workspace

PACK = str(ROOT / "policy")


@dataclass(frozen=True)
class Release:
    """A program with one known mistake or none, and where it runs."""

    workspace: Workspace
    program: Path

    def preview(self, mistake: str, *words: str) -> tuple[int, str]:
        """Exit code and output of a preview with the pack."""
        options = ("--stack", "dev", "--policy-pack", PACK, "--config", f"mistake={mistake}", "--non-interactive")
        return self.workspace.run("pulumi", "preview", *options, *words, cwd=self.program)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Release]:
    workspace = Workspace.new(tmp_path_factory.mktemp("policy"))
    program = workspace.flat("release")
    workspace.pulumi("stack", "select", "--create", "dev", cwd=program)
    yield Release(workspace, program)
    workspace.stop()


@pytest.mark.parametrize(
    ("rule", "awss_words", "fix"),
    [
        ("host-port-zero", "is already using a port required by your task", "hostPort"),
        ("matching-target-ports", "green", "4000"),
        ("single-forward-at-rest", "Green taskset target group cannot have non-zero weight", "weight 0"),
        ("termination-wait-bounded", "terminationWaitTimeInMinutes", "60"),
    ],
)
def test_a_first_preview_is_stopped_by_its_rule_and_by_no_other(
    rule: str, awss_words: str, fix: str, release: Release
) -> None:
    code, said = release.preview(rule)
    assert code != 0
    assert re.search(rf"\[mandatory\].*  {rule}  ", said)
    assert awss_words in said
    assert fix in said
    assert said.count("[mandatory]") == 1
    assert "can't run policy" not in said


def test_the_repaired_twin_gets_through_in_a_first_preview(release: Release) -> None:
    code, said = release.preview("none")
    assert code == 0, said
    assert "mandatory" not in said
    assert "can't run policy" not in said


def test_the_longest_wait_is_the_configurations(release: Release, tmp_path: Path) -> None:
    config = tmp_path / "pack.json"
    config.write_text('{"termination-wait-bounded": {"maxMinutes": 1440}}')
    code, said = release.preview("termination-wait-bounded", "--policy-pack-config", str(config))
    assert code == 0, said
    config.write_text('{"termination-wait-bounded": {"maxMinutes": 9999}}')
    code, said = release.preview("none", "--policy-pack-config", str(config))
    assert code != 0
    assert "2880" in said


def test_what_codedeploy_leaves_on_the_listener_is_no_fault_but_a_split_is(release: Release) -> None:
    workspace, program = release.workspace, release.program
    workspace.up("dev", program)
    outputs = workspace.outputs("dev", program)

    def preview_with_weights(blue: int, green: int) -> tuple[int, str]:
        weights = [(outputs["green"], green), (outputs["blue"], blue)]
        groups = [{"TargetGroupArn": arn, "Weight": weight} for arn, weight in weights]
        workspace.aws("elbv2").modify_listener(
            ListenerArn=outputs["listener"],
            DefaultActions=[{"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}],
        )
        workspace.pulumi("refresh", "--yes", "--skip-preview", "--stack", "dev", cwd=program)
        return release.preview("none")

    code, said = preview_with_weights(blue=0, green=100)
    assert code == 0, said
    assert "mandatory" not in said

    code, said = preview_with_weights(blue=50, green=50)
    assert code != 0
    assert "single-forward-at-rest" in said
