"""A release of what files say: the service by its outputs, its task definition with a placeholder for the image."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ops.command import bluegreen
from ops.exits import Exit
from ops.progress import End
from ops.refusal import Refused
from tests.local_aws.scene import Scene
from tests.ops.ground import Ground, steps
from tests.ops.test_releases import by_codedeploy, native

Typed = Callable[..., Result]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Typed:
    """`bluegreen release` as a pipeline types it, where there is no Pulumi."""

    def release(ground: Ground, definition: dict[str, Any] | str, *words: str) -> Result:
        monkeypatch.setenv("PATH", "")
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{ground.scene.workspace.port}")
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "local")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "local")
        outputs, taskdef = tmp_path / "service.json", tmp_path / "taskdef.json"
        outputs.write_text(json.dumps(vars(ground.releases.names)))
        taskdef.write_text(definition if isinstance(definition, str) else json.dumps(definition))
        files = ["--outputs", str(outputs), "--definition", str(taskdef)]
        return CliRunner().invoke(bluegreen, ["release", *files, *words], standalone_mode=False)

    return release


def input_of(scene: Scene, image: str = "<IMAGE1_NAME>", **more: object) -> dict[str, Any]:
    """RegisterTaskDefinition's input, of the scene's family."""
    port = {"containerPort": 80, "hostPort": 80, "protocol": "tcp"}
    return {
        "family": scene.name,
        "cpu": "256",
        "memory": "512",
        "networkMode": "awsvpc",
        "requiresCompatibilities": ["FARGATE"],
        "containerDefinitions": [{"name": "web", "image": image, "essential": True, "portMappings": [port]}],
        **more,
    }


def registered(scene: Scene) -> list[str]:
    return scene.aws("ecs").list_task_definitions(familyPrefix=scene.name)["taskDefinitionArns"]


@pytest.mark.parametrize("strategy", [by_codedeploy, native])
def test_the_image_stands_where_the_placeholder_was_and_is_released(
    scene: Scene, typed: Typed, strategy: Callable[[Scene], Ground]
) -> None:
    ground = strategy(scene)
    said = typed(ground, input_of(scene), "--image", "web:2", "--detach", "--json")
    assert said.return_value == Exit.RUNNING, said.exception
    begun = json.loads(said.output)
    looks = ground.followed(begun["release"])
    assert (looks[-1].progress.end, begun["revision"]) == (End.RELEASED, f"{scene.name}:2")
    assert "production 100 %" in " ".join(steps(looks))
    live = scene.aws("ecs").describe_task_definition(taskDefinition=begun["revision"])["taskDefinition"]
    assert live["containerDefinitions"][0]["image"] == "web:2"


def test_what_ecs_has_described_can_be_registered_again(scene: Scene, typed: Typed) -> None:
    ground = by_codedeploy(scene)
    described = scene.aws("ecs").describe_task_definition(taskDefinition=scene.definitions[1])["taskDefinition"]
    text = json.dumps(described, default=str).replace("web:1", "web:2")
    assert typed(ground, text, "--detach").return_value == Exit.RUNNING


@pytest.mark.parametrize(
    ("image", "words", "why"),
    [
        ("<IMAGE1_NAME>", [], "name the image by --image"),
        ("web:2", ["--image", "web:3"], "--image changes nothing"),
    ],
    ids=["a placeholder without an image", "an image without a placeholder"],
)
def test_placeholder_and_image_need_each_other(
    scene: Scene, typed: Typed, image: str, words: list[str], why: str
) -> None:
    refused = typed(by_codedeploy(scene), input_of(scene, image), *words).exception
    assert isinstance(refused, Refused)
    assert why in str(refused)
    assert registered(scene) == [scene.definitions[1]]


@pytest.mark.parametrize(
    ("definition", "why"),
    [
        ("family: web", "is no JSON"),
        ("[]", "is no object"),
        ({"family": "another", "containerDefinitions": []}, "has the family another"),
        ({"containerDefinition": []}, 'Unknown parameter in input: "containerDefinition"'),
    ],
    ids=["no JSON", "a list", "another family", "an unknown member"],
)
def test_a_file_that_is_no_such_input_is_refused(
    scene: Scene, typed: Typed, definition: dict[str, Any] | str, why: str
) -> None:
    ground = by_codedeploy(scene)
    whole = input_of(scene, "web:2") | definition if isinstance(definition, dict) else definition
    refused = typed(ground, whole).exception
    assert isinstance(refused, Refused)
    assert why in str(refused)
    assert registered(scene) == [scene.definitions[1]]


def test_an_image_that_is_not_there_leaves_no_revision(scene: Scene, typed: Typed) -> None:
    ground = by_codedeploy(scene)
    scene.aws("ecr").create_repository(repositoryName=scene.name)
    image = f"123456789012.dkr.ecr.us-east-1.amazonaws.com/{scene.name}:7"
    assert "is not in its repository" in str(typed(ground, input_of(scene), "--image", image).exception)
    assert registered(scene) == [scene.definitions[1]]


@pytest.mark.parametrize("strategy", [by_codedeploy, native])
def test_a_repeated_release_of_a_file_follows_the_first_and_registers_nothing_more(
    scene: Scene, typed: Typed, strategy: Callable[[Scene], Ground]
) -> None:
    ground = strategy(scene)
    said = [typed(ground, input_of(scene), "--image", "web:2", "--detach", "--json") for _ in "12"]
    assert [one.exception for one in said] == [None, None]
    begun = [json.loads(one.output) for one in said]
    assert begun[0]["release"] == begun[1]["release"]
    assert len(registered(scene)) == 2
    assert ground.followed(begun[0]["release"])[-1].progress.end is End.RELEASED
    again = typed(ground, input_of(scene), "--image", "web:2", "--detach", "--json")
    assert (again.return_value, json.loads(again.output)["result"]) == (Exit.RELEASED, "released")


def test_a_file_that_leaves_something_out_is_another_revision(scene: Scene, typed: Typed) -> None:
    ground = by_codedeploy(scene)
    typed(ground, input_of(scene, tags=[{"key": "Stack", "value": "dev"}]), "--image", "web:2", "--detach", "--json")
    ground.releases.stop(ground.releases.running())
    said = typed(ground, input_of(scene), "--image", "web:2", "--detach", "--json")
    assert json.loads(said.output)["revision"] == f"{scene.name}:3"
