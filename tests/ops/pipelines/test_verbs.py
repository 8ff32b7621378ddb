"""`bluegreen pipeline` as it is typed: what it prints, begins, and exits with."""

import json
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path
from unittest.mock import Mock

import pytest
from click.testing import CliRunner, Result

from ops.command import bluegreen
from ops.exits import Exit
from ops.refusal import Refused
from ops.session import Session
from ops.verbs.pipeline import pipeline
from tests.ops.pipelines.stubbed import ACTIONS, ID, NAME, Stubbed
from tests.ops.test_outputs_file import SAID

Run = Callable[..., Result]
STATUSES = {"Source": "Succeeded", "Build": "Succeeded", "Approve": "InProgress"}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    def typed(aws: Stubbed, *words: str, answer: str = "") -> Result:
        outputs = tmp_path / "service.json"
        outputs.write_text(json.dumps(SAID | {"pipeline": NAME}))
        monkeypatch.setattr(Session, "pipeline", aws.pipeline)
        monkeypatch.setattr(Session, "releases", Mock())
        typed = ["pipeline", *words, "--outputs", str(outputs)]
        return CliRunner().invoke(bluegreen, typed, input=answer, standalone_mode=False)

    return typed


def begins(aws: Stubbed, id: str = ID) -> None:
    aws.stub.add_response("start_pipeline_execution", {"pipelineExecutionId": id}, {"name": NAME})


def executions(aws: Stubbed, *ids: str, versions: tuple[str, ...] = ()) -> None:
    """The newest first; `versions` are those that they have read, as far as they have."""
    shown = [
        {"pipelineExecutionId": id, "status": "InProgress"}
        | ({"sourceRevisions": [{"actionName": "Source", "revisionId": version}]} if version else {})
        for id, version in zip_longest(ids, versions)
    ]
    aws.stub.add_response("list_pipeline_executions", {"pipelineExecutionSummaries": shown})


@pytest.mark.parametrize("verb", pipeline.commands.values(), ids=lambda verb: verb.name)
def test_every_verb_says_how_it_is_typed(verb: object) -> None:
    name = verb.name  # type: ignore[attr-defined]
    said = CliRunner().invoke(bluegreen, ["pipeline", name, "--help"]).output
    assert f"bluegreen pipeline {name} --stack" in said


def test_a_service_without_a_pipeline_is_refused_with_how_to_get_one(tmp_path: Path) -> None:
    file = tmp_path / "service.json"
    file.write_text(json.dumps(SAID | {"pipeline": ""}))
    words = ["pipeline", "status", "--outputs", str(file)]
    refused = CliRunner().invoke(bluegreen, words, standalone_mode=False).exception
    assert isinstance(refused, Refused)
    assert "switch it on by bluegreen:pipeline" in str(refused)


def test_it_is_followed_and_its_end_is_the_exit_code(run: Run) -> None:
    aws = Stubbed()
    begins(aws)
    aws.look("Failed", {"Source": "Succeeded", "Build": "Failed"}, Build={"externalExecutionSummary": "tests failed"})
    said = run(aws, "run")
    assert said.return_value == Exit.FAILED
    assert "Build failed" in said.output
    assert "tests failed" in said.output


def test_nobody_waits_where_nobody_wants_to(run: Run) -> None:
    aws = Stubbed()
    begins(aws)
    said = run(aws, "run", "--detach", "--json")
    assert said.return_value == Exit.RUNNING
    assert json.loads(said.output)["execution"] == ID


def store(version: str) -> Mock:
    return Mock(put_object=Mock(return_value={"VersionId": version}))


def test_an_uploaded_folder_is_built_once(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The object's event begins an execution, beside somebody else's; another one would build the same again."""
    monkeypatch.setattr("time.sleep", lambda _: None)
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "server.py").touch()
    aws = Stubbed(s3=store("v2"))
    executions(aws, "before")
    aws.declared()
    executions(aws, "others", ID, "before")
    executions(aws, "others", ID, "before", versions=("v3", "v2", "v1"))
    assert ID in run(aws, "run", "--source", str(tmp_path / "app"), "--detach").output
    aws.stub.assert_no_pending_responses()


def test_an_object_that_begins_nothing_does_not_keep_the_pipeline_from_running(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    (tmp_path / "server.py").touch()
    aws = Stubbed(s3=store("v2"))
    executions(aws, "before")
    aws.declared()
    for _ in range(30):
        executions(aws, "before")
    begins(aws)
    assert ID in run(aws, "run", "--source", str(tmp_path), "--detach").output


def test_status_is_one_object_for_programs(run: Run) -> None:
    aws = Stubbed()
    executions(aws, ID)
    aws.look("InProgress", STATUSES)
    said = json.loads(run(aws, "status", "--json").output)
    assert (said["execution"], said["result"], said["approval"]) == (ID, "running", "Approve")
    assert [one["status"] for one in said["stages"]] == ["Succeeded", "Succeeded", "InProgress", ""]


def test_status_says_what_is_waited_for(run: Run) -> None:
    aws = Stubbed()
    executions(aws, ID)
    aws.look("InProgress", STATUSES)
    said = run(aws, "status")
    assert said.return_value == Exit.RELEASED
    assert "waits for `bluegreen pipeline approve`" in said.output


def test_stop_says_what_goes_on_and_asks(run: Run) -> None:
    aws = Stubbed()
    executions(aws, ID)
    statuses = STATUSES | {"Approve": "Succeeded", "Deploy": "InProgress"}
    aws.look("InProgress", statuses)
    refused = run(aws, "stop", answer="n\n")
    assert "The release goes on: `bluegreen rollback" in refused.output
    assert refused.exception
    executions(aws, ID)
    aws.look("InProgress", statuses)
    aws.stub.add_response(
        "stop_pipeline_execution",
        {"pipelineExecutionId": ID},
        {"pipelineName": NAME, "pipelineExecutionId": ID, "abandon": False, "reason": "stopped by bluegreen"},
    )
    assert run(aws, "stop", "--yes").return_value == Exit.RELEASED


def test_a_retry_waits_for_the_end_of_what_is_repeated_and_not_for_the_failure_before(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ops.pipelines.following.LOOK_SECONDS", 0)
    aws = Stubbed()
    executions(aws, ID)
    aws.look("Failed", {"Source": "Succeeded", "Build": "Failed"})
    asked = {"pipelineName": NAME, "pipelineExecutionId": ID, "stageName": "Build", "retryMode": "FAILED_ACTIONS"}
    aws.stub.add_response("retry_stage_execution", {"pipelineExecutionId": ID}, asked)
    for status in ("Failed", "Failed", "InProgress"):
        aws.look(status, {"Source": "Succeeded", "Build": status})
    aws.look("Succeeded", dict.fromkeys(ACTIONS, "Succeeded"))
    said = run(aws, "retry")
    assert said.return_value == Exit.RELEASED
    assert "Build failed" not in said.output
    aws.stub.assert_no_pending_responses()


def test_rejected_is_said_in_json(run: Run) -> None:
    aws = Stubbed()
    aws.state(STATUSES)
    aws.look("InProgress", STATUSES)
    aws.stub.add_response("put_approval_result", {})
    assert json.loads(run(aws, "approve", "--reject", "--json").output)["result"] == "rejected"
