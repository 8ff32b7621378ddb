"""The project's folder: its stack files, its program in this process, and what is loaded beforehand."""

import json
import os
import sys
from pathlib import Path

import pulumi
import pytest
from pulumi.automation import Stack
from pulumi.runtime.config import set_all_config

from fleet import project
from fleet.fleet import PulumiCommand


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("PULUMI_CONFIG", "PULUMI_CONFIG_SECRET_KEYS"):
        monkeypatch.setenv(name, "")
    return tmp_path


def written(folder: Path, program: str) -> None:
    (folder / "__main__.py").write_text(program)


class Recorder(PulumiCommand):
    """An engine that does nothing."""

    def __init__(self) -> None:
        self.commands: list[list[str]] = []
        self.version = None

    def run(self, args: list[str], *_: object, **__: object) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        self.commands.append(args)


def test_a_fleet_is_the_stacks_that_have_a_file(folder: Path) -> None:
    for name in ("Pulumi.dev.yaml", "Pulumi.eu-1.blue.yaml", "notes.yaml"):
        (folder / name).touch()
    assert list(project.stack_files(folder)) == ["dev", "eu-1.blue"]


def test_stack_files_are_where_the_project_says(folder: Path) -> None:
    (folder / "Pulumi.yaml").write_text("name: shop\nruntime: python\nstackConfigDir: stacks\n")
    (folder / "stacks").mkdir()
    (folder / "stacks" / "Pulumi.dev.yaml").touch()
    assert project.stack_files(folder) == {"dev": folder / "stacks" / "Pulumi.dev.yaml"}


def test_no_command_changes_which_stack_the_user_has_selected(folder: Path) -> None:
    engine = Recorder()
    opened = project.opened(folder, engine, {})
    Stack.select("dev", opened)
    assert engine.commands == []
    Stack.create("dev", opened)
    assert engine.commands == [["stack", "init", "dev", "--no-select"]]


def test_a_stack_is_made_with_the_secrets_provider_of_its_file(folder: Path) -> None:
    (folder / "Pulumi.prod.yaml").write_text("secretsprovider: awskms://alias/pulumi\n")
    engine = Recorder()
    Stack.create("prod", project.opened(folder, engine, {}))
    assert engine.commands == [["stack", "init", "prod", "--no-select", "--secrets-provider", "awskms://alias/pulumi"]]


def test_the_program_finds_its_configuration_as_under_the_language_host(folder: Path) -> None:
    written(folder, "import os, pulumi\nprint(os.environ['PULUMI_CONFIG'], os.environ['PULUMI_CONFIG_SECRET_KEYS'])")
    set_all_config({"shop:size": "3", "shop:key": "x"}, ["shop:key"])
    project.program()
    assert json.loads(os.environ["PULUMI_CONFIG"]) == {"shop:size": "3", "shop:key": "x"}
    assert json.loads(os.environ["PULUMI_CONFIG_SECRET_KEYS"]) == ["shop:key"]


def test_a_program_that_has_told_its_mistake_ends_without_another_text(folder: Path) -> None:
    written(folder, "import sys\nsys.exit(32)")
    with pytest.raises(pulumi.RunError, match=project.TOLD):
        project.program()
    written(folder, "import sys\nsys.exit(7)")
    with pytest.raises(pulumi.RunError, match="exit code 7"):
        project.program()


def test_what_the_program_imports_is_loaded_beforehand_but_its_own_code_does_not_run(folder: Path) -> None:
    (folder / "fleet_network.py").touch()
    (folder / "fleet_broken.py").write_text("1 / 0")
    written(folder, "import fleet_broken\nfrom fleet_network import __doc__\nraise SystemExit")
    project.warm(folder)
    assert "fleet_network" in sys.modules
    assert "fleet_broken" not in sys.modules


def test_a_program_that_python_cannot_read_says_so_itself(folder: Path) -> None:
    written(folder, "def")
    project.warm(folder)
