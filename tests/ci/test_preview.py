"""`ci/preview` ends with the code that its README promises, with the real engine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workspace import ROOT, Workspace

PROGRAM = """import json

import pulumi_aws as aws

definition = {definition}
aws.ecs.TaskDefinition("web", family="web", container_definitions=definition)
"""
CONTAINER = '{"name": "web", "image": "shop.example/web:1.0", "memory": 128, "portMappings": [%s]}'
FREE, FIXED = CONTAINER % '{"containerPort": 80}', CONTAINER % '{"containerPort": 80, "hostPort": 80}'


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = Workspace.new(tmp_path_factory.mktemp("ci"))
    yield workspace
    workspace.stop()


@pytest.fixture(scope="module")
def folder(workspace: Workspace) -> Path:
    folder = workspace.flat("release")
    workspace.pulumi("stack", "select", "--create", "dev", cwd=folder)
    return folder


def preview(workspace: Workspace, folder: Path, definition: str, *words: str) -> tuple[int, str]:
    (folder / "__main__.py").write_text(PROGRAM.format(definition=definition))
    return workspace.run(str(ROOT / "ci" / "preview"), "dev", *words, cwd=folder)


def only(folder: Path, **setting: str) -> str:
    """A configuration in which one rule counts."""
    file = folder / "only.json"
    file.write_text(f'{{"all": "disabled", "host-port-zero": {{"enforcementLevel": "mandatory"{_members(setting)}}}}}')
    return str(file)


def _members(setting: dict[str, str]) -> str:
    return "".join(f', "{name}": "{value}"' for name, value in setting.items())


def test_a_good_program_ends_with_0(workspace: Workspace, folder: Path) -> None:
    code, said = preview(workspace, folder, f"json.dumps([{FREE}])", only(folder))
    assert code == 0, said


def test_a_violation_ends_with_1(workspace: Workspace, folder: Path) -> None:
    code, said = preview(workspace, folder, f"json.dumps([{FIXED}])", only(folder))
    assert code == 1
    assert "host-port-zero" in said


def test_a_rule_that_cannot_judge_ends_with_3(workspace: Workspace, folder: Path) -> None:
    unknown = 'aws.cloudwatch.LogGroup("web").arn'
    code, said = preview(workspace, folder, unknown, only(folder))
    assert code == 3
    assert "can't run policy host-port-zero on web" in said
    assert preview(workspace, folder, unknown, only(folder, onUnknown="ignore"))[0] == 0


def test_a_wrong_configuration_ends_with_2_and_all_that_is_wrong(workspace: Workspace, folder: Path) -> None:
    file = folder / "wrong.json"
    file.write_text('{"host-port-zeros": {"onUnknown": "ignore"}, "ready-wait-bounded": {"maxMinutes": -1}}')
    code, said = preview(workspace, folder, f"json.dumps([{FREE}])", str(file))
    assert code == 2
    assert "Did you mean 'host-port-zero'?" in said
    assert "ready-wait-bounded: maxMinutes: -1 is less than the minimum of" in said
    assert "Previewing" not in said


def test_a_wrong_call_ends_with_2(workspace: Workspace, folder: Path) -> None:
    assert workspace.run(str(ROOT / "ci" / "preview"), cwd=folder)[0] == 2
