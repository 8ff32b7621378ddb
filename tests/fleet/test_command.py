"""The command line; what it does to stacks is played."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pulumi.automation import PulumiCommand

from fleet import command
from fleet.fleet import Fleet
from fleet.outcome import Outcome, State
from fleet.verbs import Verb


class NoEngine(PulumiCommand):
    def __init__(self) -> None:
        self.version = None


@pytest.fixture
def done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """What is done to which stacks, in a project with three; the preview of `same` has no change, `wrong` fails."""
    calls: list[tuple[str, list[str]]] = []
    ends = {"same": State.UNCHANGED, "wrong": State.FAILED}

    def each(self: Fleet, stacks: list[str], verb: Verb) -> None:
        calls.append((verb.under_way, list(stacks)))
        for stack in stacks:
            self.known[stack] = Outcome(stack=stack, state=ends.get(stack, verb.done))

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
    monkeypatch.setattr(command, "PulumiCommand", NoEngine)
    monkeypatch.setattr(command, "_in_backend", lambda *_: {"dev", "same"})
    monkeypatch.setattr(Fleet, "_each", each)
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    (tmp_path / "__main__.py").touch()
    for stack in ("dev", "same", "wrong"):
        (tmp_path / f"Pulumi.{stack}.yaml").touch()
    return calls


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(command.fleet, words, input=typed, standalone_mode=False)


Done = list[tuple[str, list[str]]]


def test_all_stacks_with_a_file_are_previewed_and_one_that_fails_is_the_exit_code(done: Done) -> None:
    result = run("preview")
    assert done == [("previewing", ["dev", "same", "wrong"])]
    assert result.return_value == 1
    assert "preview of 3 stacks on the local AWS at http://127.0.0.1:4566" in result.stderr
    assert run("preview", "dev", "same").return_value == 0


def test_only_stacks_with_changes_are_brought_up_and_only_after_a_yes(done: Done) -> None:
    result = run("up", typed="y\n")
    assert "up of 1 stack on the local AWS at http://127.0.0.1:4566? [y/N]" in result.stderr
    assert done == [("previewing", ["dev", "same", "wrong"]), ("updating", ["dev"])]


def test_without_a_yes_nothing_is_changed(done: Done) -> None:
    run("up", "dev", typed="n\n")
    run("down", "dev", typed="n\n")
    assert done == [("previewing", ["dev"])]


def test_what_is_in_the_backend_is_taken_down(done: Done) -> None:
    assert run("down", "--yes").return_value == 0
    assert done == [("destroying", ["dev", "same"])]


def test_json_has_each_outcome(done: Done) -> None:
    printed = json.loads(run("preview", "dev", "--json").stdout)
    outcome = {"stack": "dev", "state": "previewed", "changes": {}, "advisories": 0, "errors": [], "seconds": 0}
    assert printed == {
        "verb": "preview",
        "where": "on the local AWS at http://127.0.0.1:4566",
        "stacks": [outcome],
    }


def test_a_stack_without_a_file_is_a_wrong_command_line(
    done: Done, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["fleet", "preview", "prod"])
    with pytest.raises(SystemExit, match="2"):
        command.main()
    assert "there is no Pulumi.prod.yaml in" in capsys.readouterr().err
    assert done == []


def test_a_missing_engine_is_said_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    (tmp_path / "Pulumi.dev.yaml").touch()
    monkeypatch.setattr("sys.argv", ["fleet", "preview"])
    with pytest.raises(SystemExit, match="1"):
        command.main()
    assert capsys.readouterr().err == "fleet: pulumi: not found; run it in the project's folder, with pulumi on PATH\n"


def test_a_project_without_a_stack_is_a_wrong_command_line(done: Done, tmp_path: Path) -> None:
    for file in tmp_path.glob("Pulumi.*.yaml"):
        file.unlink()
    result = run("preview")
    assert "there is no Pulumi.STACK.yaml in" in str(result.exception)
    assert done == []
