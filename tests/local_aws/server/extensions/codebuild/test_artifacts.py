"""Artifacts of a pipeline's build: which files, from which folder, for which artifact."""

import io
import zipfile
from typing import Any

import pytest

from tests.conftest import Clients
from tests.local_aws.server.extensions.codepipeline.line import Line, action, build, project

FILES = {"a.json": "1", "b.json": "2", "deep/c.json": "3", "deep/d/e.txt": "4"}


def made(aws: Clients, name: str, artifacts: Any, *commands: str, outputs: tuple[str, ...] = ("Built",)) -> Line:
    """A pipeline whose build has ended."""
    buildspec: dict[str, Any] = {"version": 0.2, "phases": {"build": {"commands": list(commands) or ["true"]}}}
    if artifacts is not None:
        buildspec["artifacts"] = artifacts
    line = Line.make(aws, name, [build(project(aws, name, buildspec), outputs=outputs)], files=FILES)
    line.ended(line.start())
    return line


def files(line: Line, artifact: str = "Built") -> list[str]:
    pipelines = line.aws("codepipeline")
    last = pipelines.list_pipeline_executions(pipelineName=line.name)["pipelineExecutionSummaries"][0]
    found = line.actions(last["pipelineExecutionId"])
    (built,) = [one for one in found if one["actionName"] == "Build"]
    places = {one["name"]: one["s3location"] for one in built["output"]["outputArtifacts"]}
    place = places[artifact]
    data = line.aws("s3").get_object(Bucket=place["bucket"], Key=place["key"])["Body"].read()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sorted(archive.namelist())


@pytest.mark.parametrize(
    ("artifacts", "names"),
    [
        ({"files": ["**/*"]}, sorted(FILES)),
        ({"files": ["*.json"]}, ["a.json", "b.json"]),
        ({"files": ["a.json", "deep/**/*"]}, ["a.json", "deep/c.json", "deep/d/e.txt"]),
        ({"files": ["**/*"], "base-directory": "deep"}, ["c.json", "d/e.txt"]),
        ({"files": ["**/*"], "base-directory": "$CODEBUILD_SRC_DIR/deep/d"}, ["e.txt"]),
        ({"files": ["**/*"], "discard-paths": "yes"}, ["a.json", "b.json", "c.json", "e.txt"]),
        ({"files": ["**/*"], "exclude-paths": ["deep/**/*"]}, ["a.json", "b.json"]),
    ],
)
def test_the_files_that_the_buildspec_names(aws: Clients, name: str, artifacts: Any, names: list[str]) -> None:
    assert files(made(aws, name, artifacts)) == names


def test_several_artifacts_are_the_secondary_ones(aws: Clients, name: str) -> None:
    secondary = {"One": {"files": ["a.json"]}, "Two": {"files": ["*"], "base-directory": "deep"}}
    line = made(aws, name, {"files": ["b.json"], "secondary-artifacts": secondary}, outputs=("One", "Two"))
    assert (files(line, "One"), files(line, "Two")) == (["a.json"], ["c.json"])


@pytest.mark.parametrize(
    ("artifacts", "text"),
    [
        ({"files": ["absent.json"]}, "no matching artifact paths found"),
        ({"files": ["*"], "base-directory": "dist"}, "no matching base directory path found for dist"),
        (None, "no definition for primary artifacts in buildspec"),
    ],
)
def test_an_artifact_without_files_fails_the_action(aws: Clients, name: str, artifacts: Any, text: str) -> None:
    line = made(aws, name, artifacts)
    assert line.latest("Build")["errorDetails"] == {
        "code": "JobFailed",
        "message": f"Build terminated with state: FAILED. Phase: UPLOAD_ARTIFACTS, Code: CLIENT_ERROR, Message: {text}",
    }


def test_the_failure_of_a_command_is_that_of_the_action(aws: Clients, name: str) -> None:
    line = made(aws, name, {"files": ["*"]}, "exit 2")
    text = "Build terminated with state: FAILED. Phase: BUILD, Code: COMMAND_EXECUTION_ERROR, Message: "
    text += "Error while executing command: exit 2. Reason: exit status 2"
    assert line.latest("Build")["errorDetails"]["message"] == text


def test_further_inputs_are_in_folders_of_their_own(aws: Clients, name: str) -> None:
    making = {"version": 0.2, "phases": {"build": {"commands": ["echo 7 > made"]}}, "artifacts": {"files": ["made"]}}
    first = project(aws, name, making)
    commands = ["cat a.json > both", "cat $CODEBUILD_SRC_DIR_Made/made >> both", "SUM=$(tr -d '\\n' < both)"]
    adding = {"env": {"exported-variables": ["SUM"]}, "phases": {"build": {"commands": commands}}}
    second = project(aws, f"{name}-2", {"version": 0.2} | adding)
    after = action(
        "After", "Build", "CodeBuild", {"ProjectName": second, "PrimarySource": "Source"}, ["Made", "Source"]
    )
    line = Line.make(aws, name, [build(first, outputs=["Made"])], [after], files=FILES)
    id = line.start()
    assert line.ended(id) == "Succeeded", line.latest("After")
    assert line.actions(id)[0]["output"]["outputVariables"] == {"SUM": "17"}
