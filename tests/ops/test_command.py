"""The command as it is typed: what it prints, asks, and exits with."""

import json
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest
from botocore.exceptions import EndpointConnectionError
from click.testing import CliRunner, Result

from ops import stack
from ops.command import bluegreen, main
from ops.exits import Exit
from ops.forwards import moved
from ops.refusal import Refused
from ops.session import Session
from ops.starting import begin
from ops.verbs import VERBS
from tests.local_aws.scene import Scene
from tests.ops.ground import Ground
from tests.ops.test_releases import by_codedeploy, native

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    def typed(ground: Ground, *words: str, answer: str = "") -> Result:
        monkeypatch.setattr(Session, "target", ground.releases.target)
        monkeypatch.setattr(Session, "releases", ground.releases)
        return CliRunner().invoke(bluegreen, [*words, "--stack", "dev"], input=answer, standalone_mode=False)

    return typed


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_every_verb_says_how_it_is_typed(verb: object) -> None:
    name = verb.name  # type: ignore[attr-defined]
    said = CliRunner().invoke(bluegreen, [name, "--help"]).output
    assert f"bluegreen {name}" in said


def test_status_says_who_serves_and_how_releases_ended_as_json(scene: Scene, run: Run) -> None:
    ground = by_codedeploy(scene, "ECSAllAtOnce")
    ground.released(scene.definition())
    said = json.loads(run(ground, "status", "--json").output)
    assert (said["live"], said["running"]) == (f"{scene.name}:2", "")
    assert said["traffic"][0]["weights"] == {"blue": 0, "green": 100}
    assert [(one["revision"], one["result"]) for one in said["releases"]] == [(f"{scene.name}:2", "released")]


def test_verify_shows_what_is_not_ready_and_exits_so(scene: Scene, run: Run) -> None:
    ground = native(scene)
    assert run(ground, "verify").return_value == Exit.RELEASED
    begin(ground.releases, scene.definition())
    found = run(ground, "verify")
    assert found.return_value == Exit.REFUSED
    assert "NG   a release of" in found.output


def test_stop_says_what_happens_to_traffic_and_asks(scene: Scene, run: Run) -> None:
    ground = by_codedeploy(scene)
    begin(ground.releases, scene.definition())
    scene.step(60)
    refused = run(ground, "stop", answer="n\n")
    assert "the listeners stay as they are" in refused.output
    assert refused.exception
    assert ground.releases.running()
    assert run(ground, "stop", "--yes").return_value == Exit.RELEASED
    assert ground.releases.running() == ""


def test_continue_is_refused_where_nothing_waits(scene: Scene, run: Run) -> None:
    ground = by_codedeploy(scene)
    assert isinstance(run(ground, "continue").exception, Refused)
    begin(ground.releases, scene.definition())
    assert "waits for nobody" in str(run(ground, "continue").exception)


def test_finish_is_refused_before_the_traffic_has_moved(scene: Scene, run: Run) -> None:
    ground = by_codedeploy(scene)
    begin(ground.releases, scene.definition())
    assert "still serve" in str(run(ground, "finish", "--yes").exception)


def test_an_image_that_cannot_be_released_leaves_no_revision(scene: Scene, run: Run) -> None:
    ground = by_codedeploy(scene)
    scene.aws("ecr").create_repository(repositoryName=scene.name)
    image = f"123456789012.dkr.ecr.us-east-1.amazonaws.com/{scene.name}:7"
    assert isinstance(run(ground, "release", "--image", image).exception, Refused)
    registered = scene.aws("ecs").list_task_definitions(familyPrefix=scene.name)["taskDefinitionArns"]
    assert registered == [scene.definitions[1]]


@pytest.mark.parametrize("image", ["not an image", "web", "web:latest"])
def test_an_image_that_names_no_build_is_refused_with_what_one_is(scene: Scene, run: Run, image: str) -> None:
    refused = run(by_codedeploy(scene), "release", "--image", image)
    assert "must" in str(refused.exception)
    assert image in str(refused.exception)
    assert scene.aws("ecs").list_task_definitions(familyPrefix=scene.name)["taskDefinitionArns"] == [
        scene.definitions[1]
    ]


def test_a_file_that_cannot_be_written_is_one_line(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ground = by_codedeploy(scene)
    monkeypatch.setattr(Session, "target", ground.releases.target)
    monkeypatch.setattr(Session, "releases", ground.releases)
    monkeypatch.setattr("sys.argv", ["bluegreen", "rehearse", "--stack", "dev", "--svg", "/nowhere/release.svg"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == Exit.ERROR
    assert capsys.readouterr().err == "bluegreen: /nowhere/release.svg: No such file or directory\n"


def test_explain_reads_a_text_and_needs_no_stack() -> None:
    found = CliRunner().invoke(bluegreen, ["explain", "ALARM_ACTIVE"], standalone_mode=False)
    assert found.return_value == Exit.RELEASED
    assert "cause" in found.output


def test_aws_that_cannot_be_asked_is_an_error_and_no_refusal(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ground = by_codedeploy(scene)
    monkeypatch.setattr(Session, "target", ground.releases.target)
    monkeypatch.setattr(Session, "releases", ground.releases)
    away = EndpointConnectionError(endpoint_url="https://ecs.us-east-1.amazonaws.com")
    monkeypatch.setattr(ground.releases, "running", Mock(side_effect=away))
    monkeypatch.setattr("sys.argv", ["bluegreen", "status"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == Exit.ERROR
    assert "AWS cannot be asked" in capsys.readouterr().err


def test_a_refusal_is_json_too_for_whoever_asked_for_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("sys.argv", ["bluegreen", "status", "--json"])
    with pytest.raises(SystemExit):
        main()
    assert json.loads(capsys.readouterr().out) == {
        "error": "there is no `pulumi` on the PATH; install it, or put ./local in front",
        "exitCode": 5,
    }


def test_a_wrong_command_line_is_json_too(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["bluegreen", "status", "--json", "--last", "0"])
    with pytest.raises(SystemExit):
        main()
    assert json.loads(capsys.readouterr().out)["exitCode"] == 2


def test_a_release_that_nobody_waits_for_is_named_in_json(scene: Scene, run: Run) -> None:
    ground = by_codedeploy(scene)
    said = run(ground, "release", "--detach", "--json", "--task-definition", scene.definition())
    assert said.return_value == Exit.RUNNING
    assert json.loads(said.output)["release"] == ground.releases.running()


def test_an_image_can_stand_in_the_revision_of_the_program_instead_of_the_live_one(scene: Scene, run: Run) -> None:
    ground = by_codedeploy(scene)
    ground.released(scene.definition(FROM="a release"))
    said = run(ground, "release", "--detach", "--json", "--task-definition", "program", "--image", "web:2")
    ecs = scene.aws("ecs")
    [made] = ecs.describe_task_definition(taskDefinition=json.loads(said.output)["revision"])["taskDefinition"][
        "containerDefinitions"
    ]
    assert (made["image"], made["environment"]) == ("web:2", [])


def test_what_is_live_already_is_json(scene: Scene, run: Run) -> None:
    said = run(by_codedeploy(scene), "release", "--json", "--task-definition", scene.definitions[1])
    assert json.loads(said.output)["result"] == "released"


def test_rollback_takes_split_traffic_back_and_says_so(scene: Scene, run: Run) -> None:
    ground = by_codedeploy(scene)
    id = begin(ground.releases, scene.definition()).id
    ground.until(id, lambda progress: progress.new and progress.new.percent == 10)
    ground.releases.stop(id)
    scene.step(60)
    said = run(ground, "rollback", answer="y\n")
    assert "all of it goes back to" in said.output
    assert said.return_value == Exit.RELEASED
    assert {one.weights[scene.blue] for one in moved(ground.releases)} == {100}


def test_rollback_to_the_live_revision_asks_nothing(scene: Scene, run: Run) -> None:
    said = run(by_codedeploy(scene), "rollback", "--to", "1")
    assert (said.return_value, said.output) == (Exit.RELEASED, f"{scene.name}:1 is live already.\n")


@pytest.mark.parametrize("strategy", [by_codedeploy, native])
def test_an_unknown_release_is_refused_in_words(scene: Scene, run: Run, strategy: object) -> None:
    ground = strategy(scene)  # type: ignore[operator]
    id = (
        "d-000000000"
        if strategy is by_codedeploy
        else ground.releases.running() or next(ground.releases.ids())[:-3] + "000"
    )
    assert f"there is no release {id}" in str(run(ground, "follow", id).exception)


def test_of_steps_before_the_first_look_no_time_is_made_up(scene: Scene, run: Run) -> None:
    ground = by_codedeploy(scene)
    ground.released(scene.definition())
    *steps, _ = run(ground, "follow").output.splitlines()
    assert [line for line in steps if not line.startswith(" " * 8)] == []
    assert steps[0].strip() == "BeforeInstall"


def test_stacks_are_completed_whole_also_with_a_dot(tmp_path: Path) -> None:
    for name in ("Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.eu.prod.yaml"):
        (tmp_path / name).touch()
    assert stack.names(tmp_path) == ["dev", "eu.prod"]


def test_a_refusal_is_one_line_and_an_exit_code_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("sys.argv", ["bluegreen", "status", "--stack", "dev"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == Exit.REFUSED
    assert capsys.readouterr().err == (
        "bluegreen: there is no `pulumi` on the PATH; install it, or put ./local in front\n"
    )
