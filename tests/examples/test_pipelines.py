"""The stack files with a pipeline, from a change to the end of its release, under load."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.environments.conftest import QUIET
from tests.environments.environment import Environment, configure
from tests.environments.gone import nothing_is_left
from tests.examples.test_stacks import STACK
from tests.local_aws.scene import until
from tests.workspace import ROOT, Workspace, changes

MANIFEST = {"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json"}


@pytest.fixture
def environment(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    """Up; at the end of the test it goes, and leaves nothing."""
    name: str = request.param
    workspace = Workspace.new(tmp_path_factory.mktemp(name), traffic=True, speed=300)
    try:
        program = workspace.program("Pulumi.dev.yaml")
        shutil.copy(ROOT / "examples" / "stacks" / f"{name}.yaml", program / f"Pulumi.{STACK}.yaml")
        configure(program, STACK, {"rollbackAlarms": QUIET})
        commit(program)
        environment = Environment.judged(name, STACK, workspace, program)
        assert "[mandatory]" not in environment.printed
        assert changes(environment.pulumi("preview", "--json")) == {}
        environment.answers(1)
        yield environment
        environment.pulumi("destroy", "--yes", "--skip-preview")
        nothing_is_left(workspace)
    finally:
        workspace.stop()


def commit(program: Path) -> None:
    """What the service is, on the branch main of a repository."""
    git = ("git", "-c", "user.name=team", "-c", "user.email=team@example.com")
    for words in (["init", "-q", "-b", "main"], ["add", "app"], ["commit", "-q", "-m", "The service"]):
        subprocess.run([*git, *words], cwd=program, check=True)


def image(environment: Environment) -> str:
    """Of the service's container, as it runs now."""
    ecs = environment.workspace.aws("ecs")
    live = environment.service
    arn = next((one["taskDefinition"] for one in live.get("taskSets", ()) if one["status"] == "PRIMARY"), None)
    found = ecs.describe_task_definition(taskDefinition=arn or live["taskDefinition"])["taskDefinition"]
    return next(
        one["image"] for one in found["containerDefinitions"] if one["name"] == environment.names.container_name
    )


def tags(environment: Environment) -> list[str]:
    """Of the images in the service's repository."""
    found = environment.workspace.aws("ecr").describe_images(
        repositoryName=environment.names.repository_url.partition("/")[2]
    )
    return sorted(tag for one in found["imageDetails"] for tag in one.get("imageTags", ()))


def commanded(environment: Environment, *words: str) -> dict[str, Any]:
    """What `bluegreen pipeline …` says at its end."""
    code, said = environment.bluegreen("pipeline", *words, "--json")
    assert code in (0, 6), said
    return json.loads(said.splitlines()[-1])


@pytest.mark.parametrize("environment", ["pipeline"], indirect=True)
def test_002d_a_source_is_built_under_two_tags_approved_and_released_by_codedeploy(environment: Environment) -> None:
    source = environment.workspace.folder / "source"
    shutil.copytree(ROOT / "app", source / "app", ignore=shutil.ignore_patterns("__pycache__"))
    with environment.undisturbed():
        commanded(environment, "run", "--source", str(source), "--detach")
        until(lambda: environment.bluegreen("pipeline", "approve")[0] == 0, seconds=120)
        ended = commanded(environment, "status", "--follow")
        environment.answers(2)
    assert (ended["result"], ended["exitCode"]) == ("released", 0)
    [commit, moving] = tags(environment)
    assert moving == "latest"
    assert image(environment) == f"{environment.names.repository_url}:{commit}"


@pytest.mark.parametrize("environment", ["pipeline-rolling"], indirect=True)
def test_001c_a_pushed_image_goes_through_codebuild_and_imagedefinitions_to_ecs(environment: Environment) -> None:
    repository = environment.names.repository_url.partition("/")[2]
    with environment.undisturbed():
        environment.workspace.aws("ecr").put_image(
            repositoryName=repository, imageTag="latest", imageManifest=json.dumps(MANIFEST)
        )
        until(lambda: environment.bluegreen("pipeline", "status")[0] == 0)
        ended = commanded(environment, "status", "--follow")
        environment.answers(2)
    assert (ended["result"], ended["exitCode"]) == ("released", 0)
    assert image(environment).startswith(f"{environment.names.repository_url}@sha256:")


@pytest.mark.parametrize("environment", ["pipeline-native"], indirect=True)
def test_a_commit_is_built_and_released_by_ecs_itself_and_the_command_says_how_it_ended(
    environment: Environment,
) -> None:
    with environment.undisturbed():
        ended = commanded(environment, "run")
        environment.answers(2)
    assert (ended["result"], ended["exitCode"]) == ("released", 0)
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=environment.program, check=True, capture_output=True, text=True
    ).stdout
    assert image(environment) == f"{environment.names.repository_url}:{commit[:12]}"
