"""After `./local` a team's stack files are as they were, but for what the command itself set."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from local_aws import stack_files
from local_aws.home import Home

SALT = "encryptionsalt: v1:local=:v1:local\n"
PLAIN = "# who may see it: everybody\nconfig:\n  app:size:   3\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    home.make()
    return home


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    (folder / "Pulumi.yaml").write_text("name: app\nruntime: python\n")
    (folder / "Pulumi.dev.yaml").write_text(PLAIN)
    return folder


def test_the_salt_is_there_for_the_command_and_gone_after_it(project: Path, home: Home) -> None:
    stack = project / "Pulumi.dev.yaml"
    with salted(project, home):
        stack.write_text(stack.read_text() + SALT)  # what the engine does
    assert stack.read_text() == PLAIN
    with salted(project, home):
        assert stack.read_text() == PLAIN + SALT
    assert stack.read_text() == PLAIN


def test_what_the_command_set_stays(project: Path, home: Home) -> None:
    stack = project / "Pulumi.dev.yaml"
    with salted(project, home):
        stack.write_text("config:\n  app:size: 4\n" + SALT)
    assert stack.read_text() == "config:\n  app:size: 4\n"


def test_a_rewrite_without_a_change_of_meaning_is_undone(project: Path, home: Home) -> None:
    stack = project / "Pulumi.dev.yaml"
    with salted(project, home):
        stack.write_text('config:\n  app:size: "3"\n' + SALT)  # as the engine writes numbers
    assert stack.read_text() == PLAIN


def test_a_number_inside_of_an_object_that_becomes_a_text_stays_one(project: Path, home: Home) -> None:
    stack = project / "Pulumi.dev.yaml"
    stack.write_text("config:\n  app:size: 3\n  app:environment:\n    PORT: 80\n")
    with salted(project, home):  # pulumi config set --path app:environment.PORT 80 --type string
        stack.write_text('config:\n  app:size: "3"\n  app:environment:\n    PORT: "80"\n' + SALT)
    assert yaml.safe_load(stack.read_text())["config"]["app:environment"] == {"PORT": "80"}


def test_a_file_made_for_the_salt_alone_goes(project: Path, home: Home) -> None:
    with salted(project, home):
        (project / "Pulumi.new.yaml").write_text(SALT)
    assert not (project / "Pulumi.new.yaml").exists()


def test_a_teams_own_provider_is_set_aside_and_put_back(project: Path, home: Home) -> None:
    stack = project / "Pulumi.dev.yaml"
    own = "secretsprovider: awskms://alias/team\nencryptedkey: abc=\nconfig:\n  app:size: 3\n"
    stack.write_text(own)
    with salted(project, home):
        assert "awskms" not in stack.read_text()
        stack.write_text(stack.read_text() + SALT)
    assert stack.read_text() == own
    with salted(project, home):
        stack.write_text("config:\n  app:size: 5\n" + SALT)
    assert stack.read_text() == "config:\n  app:size: 5\nsecretsprovider: awskms://alias/team\nencryptedkey: abc=\n"


def test_after_a_killed_command_the_next_one_repairs_the_file(project: Path, home: Home) -> None:
    stack = project / "Pulumi.dev.yaml"
    killed = salted(project, home)
    killed.__enter__()
    stack.write_text(PLAIN + SALT)
    killed.gen.close()  # the lock goes with the process; nothing else is done
    assert stack.read_text() == PLAIN + SALT
    with salted(project, home):
        pass
    assert stack.read_text() == PLAIN


def test_the_last_of_two_commands_restores_the_files(project: Path, home: Home) -> None:
    stack = project / "Pulumi.dev.yaml"
    with salted(project, home):
        stack.write_text(PLAIN + SALT)
        with salted(project, home):
            assert stack.read_text() == PLAIN + SALT
        assert stack.read_text() == PLAIN + SALT
    assert stack.read_text() == PLAIN


@pytest.mark.parametrize("command", [["pulumi", "-C", "project", "up"], ["pulumi", "up", "--cwd=project"]])
def test_the_project_is_found_where_the_command_goes(
    command: list[str], project: Path, home: Home, tmp_path: Path
) -> None:
    stack = project / "Pulumi.dev.yaml"
    with stack_files.salted(command, tmp_path, home):
        stack.write_text(PLAIN + SALT)
    assert stack.read_text() == PLAIN


def test_outside_a_project_nothing_is_touched(home: Home, tmp_path: Path) -> None:
    with stack_files.salted(["pulumi", "stack", "ls"], tmp_path, home) as lock:
        assert lock is None


def salted(project: Path, home: Home, command: Sequence[str] = ("pulumi", "up")):
    return stack_files.salted(command, project, home)
