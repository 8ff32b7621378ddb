"""Executions: their order, what waits and what is superseded, approvals, stops and retries."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_aws.server.extensions.codepipeline.actions import PROVIDERS, codebuild
from local_aws.server.extensions.codepipeline.actions.approval import look
from local_aws.server.extensions.codepipeline.actions.job import Done, Job, Waiting
from tests.conftest import Clients
from tests.local_aws.scene import until
from tests.local_aws.server.extensions.codepipeline.line import APPROVE, SOURCE, Line, action, build, project

FILES = {"file": "1"}
HOLD = ([APPROVE], [action("After", "Approval", "Manual")])
"""Two stages that wait for a person."""


def buildspec(*commands: str) -> dict[str, Any]:
    return {"version": 0.2, "phases": {"build": {"commands": list(commands)}}, "artifacts": {"files": ["**/*"]}}


def waits(line: Line, id: str, stage: str) -> str:
    """The token of the execution's approval, once it is asked for."""

    def asked() -> str:
        shown = line.stage(stage)
        inside = shown.get("latestExecution", {}).get("pipelineExecutionId") == id
        return line.latest(stage).get("token", "") if inside else ""

    until(asked)
    return asked()


def answer(line: Line, stage: str, token: str, status: str = "Approved", summary: str = "good") -> None:
    line.aws("codepipeline").put_approval_result(
        pipelineName=line.name,
        stageName=stage,
        actionName=stage,
        result={"status": status, "summary": summary},
        token=token,
    )


def test_an_execution_waits_for_the_approval_and_goes_on(aws: Clients, name: str) -> None:
    line = Line.make(aws, name, [APPROVE], files=FILES)
    id = line.start()
    token = waits(line, id, "Approve")
    assert line.execution(id)["status"] == "InProgress"
    answer(line, "Approve", token)
    assert line.ended(id) == "Succeeded"
    assert line.latest("Approve")["summary"] == "good"
    assert "token" not in line.latest("Approve")


def test_the_actions_of_a_stage_run_in_their_order(aws: Clients, name: str) -> None:
    second = action("Second", "Approval", "Manual", runOrder=2)
    line = Line.make(aws, name, [APPROVE, second], files=FILES)
    id = line.start()
    token = waits(line, id, "Approve")
    assert "latestExecution" not in line.stage("Approve")["actionStates"][1]
    answer(line, "Approve", token)
    until(lambda: line.stage("Approve")["actionStates"][1].get("latestExecution", {}).get("token"))
    assert line.execution(id)["status"] == "InProgress"


def test_artifacts_lie_below_the_pipelines_and_their_own_name_both_cut(aws: Clients, name: str) -> None:
    long = f"{name}-of-the-whole-shop"
    source = SOURCE | {"outputArtifacts": [{"name": "SourceOfTheShop"}]}
    configured = source | {"configuration": {"S3Bucket": long, "S3ObjectKey": "source.zip"}}
    line = Line.make(aws, long, [APPROVE], files=FILES, source=configured)
    id = line.start()
    waits(line, id, "Approve")
    (made,) = line.actions(id)[-1]["output"]["outputArtifacts"]
    assert made["s3location"]["key"].rpartition("/")[0] == f"{long[:20]}/SourceOfTh"


def test_an_answer_that_comes_while_the_approval_is_looked_at_counts(
    aws: Clients, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Line.make(aws, name, [APPROVE], files=FILES)

    def answered_meanwhile(job: Job) -> Done | Waiting:
        found = look(job)
        if job.token and "answer" not in job.memo:
            answer(line, "Approve", job.token)
        return found

    monkeypatch.setitem(PROVIDERS, ("Approval", "Manual"), answered_meanwhile)
    assert line.ended(line.start()) == "Succeeded"


def test_a_rejected_approval_fails_the_execution_with_its_reason(aws: Clients, name: str) -> None:
    line = Line.make(aws, name, [APPROVE], files=FILES)
    id = line.start()
    answer(line, "Approve", waits(line, id, "Approve"), "Rejected", "not today")
    assert line.error(id, "Approve") == ("JobFailed", "not today")
    assert line.stage("Approve")["latestExecution"]["status"] == "Failed"


def test_an_answer_needs_the_token_and_is_given_once(aws: Clients, name: str) -> None:
    line = Line.make(aws, name, [APPROVE], files=FILES)
    id = line.start()
    token = waits(line, id, "Approve")
    with pytest.raises(ClientError, match="InvalidApprovalTokenException"):
        answer(line, "Approve", token[::-1])
    answer(line, "Approve", token)
    line.ended(id)
    with pytest.raises(ClientError, match="ApprovalAlreadyCompletedException"):
        answer(line, "Approve", token)


def test_of_those_that_wait_for_a_stage_only_the_newest_goes_on(aws: Clients, name: str) -> None:
    line = Line.make(aws, name, *HOLD, files=FILES)
    first = line.start()
    token = waits(line, first, "Approve")
    second = line.start()
    until(lambda: [one["pipelineExecutionId"] for one in line.stage("Approve")["inboundExecutions"]] == [second])
    third = line.start()
    assert line.ended(second) == "Superseded"
    answer(line, "Approve", token)
    assert waits(line, third, "Approve")
    assert line.execution(first)["status"] == "InProgress"


def test_queued_executions_all_go_on_in_their_order(aws: Clients, name: str) -> None:
    line = Line.make(aws, name, [APPROVE], files=FILES, executionMode="QUEUED")
    first, second, third = line.start(), line.start(), line.start()
    for id in (first, second, third):
        answer(line, "Approve", waits(line, id, "Approve"))
        assert line.ended(id) == "Succeeded"


def test_parallel_executions_do_not_wait_for_each_other(aws: Clients, name: str) -> None:
    line = Line.make(aws, name, [APPROVE], files=FILES, executionMode="PARALLEL")
    first, second = line.start(), line.start()
    assert waits(line, second, "Approve")
    assert line.execution(first)["status"] == "InProgress"


def test_a_disabled_transition_holds_what_comes(aws: Clients, name: str) -> None:
    line, pipelines = Line.make(aws, name, [APPROVE], files=FILES), aws("codepipeline")
    transition = {"pipelineName": name, "stageName": "Approve", "transitionType": "Inbound"}
    pipelines.disable_stage_transition(**transition, reason="a freeze")
    id = line.start()
    until(lambda: line.stage("Approve").get("inboundExecution", {}).get("pipelineExecutionId") == id)
    assert line.stage("Approve")["inboundTransitionState"]["disabledReason"] == "a freeze"
    pipelines.enable_stage_transition(**transition)
    assert waits(line, id, "Approve")


def stop(line: Line, id: str, **more: Any) -> None:
    line.aws("codepipeline").stop_pipeline_execution(
        pipelineName=line.name, pipelineExecutionId=id, reason="enough", **more
    )


def test_a_stop_waits_for_the_running_action(aws: Clients, name: str) -> None:
    line = Line.make(aws, name, [APPROVE], [action("After", "Approval", "Manual")], files=FILES)
    id = line.start()
    token = waits(line, id, "Approve")
    stop(line, id)
    assert line.execution(id)["status"] == "Stopping"
    with pytest.raises(ClientError, match="DuplicatedStopRequestException"):
        stop(line, id)
    answer(line, "Approve", token)
    assert line.ended(id) == "Stopped"
    assert line.latest("Approve")["status"] == "Succeeded"
    assert "latestExecution" not in line.stage("After")
    with pytest.raises(ClientError, match="PipelineExecutionNotStoppableException"):
        stop(line, id)


def test_a_stop_that_abandons_waits_for_nothing(aws: Clients, name: str) -> None:
    line = Line.make(aws, name, [APPROVE], files=FILES)
    id = line.start()
    waits(line, id, "Approve")
    stop(line, id, abandon=True)
    assert line.execution(id)["status"] == "Stopped"
    assert line.latest("Approve")["status"] == "Abandoned"
    summaries = aws("codepipeline").list_pipeline_executions(pipelineName=name)["pipelineExecutionSummaries"]
    assert summaries[0]["stopTrigger"] == {"reason": "enough"}


def retry(line: Line, id: str, stage: str, mode: str = "FAILED_ACTIONS") -> None:
    line.aws("codepipeline").retry_stage_execution(
        pipelineName=line.name, stageName=stage, pipelineExecutionId=id, retryMode=mode
    )


def test_a_retry_runs_what_failed_and_nothing_else(aws: Clients, name: str, tmp_path: Path) -> None:
    mended = tmp_path / "mended"
    made = build(project(aws, name, buildspec(f"test -e {mended}")))
    steady = project(aws, f"{name}-2", buildspec("true"))
    beside = action("Steady", "Build", "CodeBuild", {"ProjectName": steady}, ["Source"], ["Other"])
    line = Line.make(aws, name, [made, beside], files=FILES)
    id = line.start()
    assert line.ended(id) == "Failed"
    mended.touch()
    retry(line, id, "Build")
    assert line.ended(id) == "Succeeded"
    ran = [(one["actionName"], one["status"]) for one in line.actions(id) if one["stageName"] == "Build"]
    assert sorted(ran) == [("Build", "Failed"), ("Build", "Succeeded"), ("Steady", "Succeeded")]
    assert line.stage("Build")["retryStageMetadata"]["manualStageRetryAttempt"] == 1
    with pytest.raises(ClientError, match="StageNotRetryableException"):
        retry(line, id, "Build")


def test_a_stage_that_a_later_execution_entered_is_not_retried(aws: Clients, name: str) -> None:
    line = Line.make(aws, name, [build(project(aws, name, buildspec("false")))], files=FILES)
    first = line.start()
    assert line.ended(first) == "Failed"
    second = line.start()
    assert line.ended(second) == "Failed"
    with pytest.raises(ClientError, match="NotLatestPipelineExecutionException"):
        retry(line, first, "Build")
    with pytest.raises(ClientError, match="StageNotFoundException"):
        retry(line, second, "Absent")


def test_a_variable_of_an_earlier_action_is_resolved_and_a_missing_one_fails(aws: Clients, name: str) -> None:
    said = action(
        "Approve", "Approval", "Manual", {"CustomData": "#{Code.VersionId} in #{codepipeline.PipelineExecutionId}"}
    )
    lost = action("Lost", "Approval", "Manual", {"CustomData": "#{Code.CommitId}"})
    source = {
        "name": "Source",
        "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "S3", "version": "1"},
        "configuration": {"S3Bucket": name, "S3ObjectKey": "source.zip"},
        "outputArtifacts": [{"name": "Source"}],
        "namespace": "Code",
    }
    line = Line.make(aws, name, [said], [lost], files=FILES, source=source)
    id = line.start()
    answer(line, "Approve", waits(line, id, "Approve"))
    assert line.error(id, "Lost") == (
        "ConfigurationError",
        "An action in this pipeline failed because one or more variables could not be resolved: Action name=Lost. "
        "This can result when a variable is referenced that does not exist. Validate the configuration for this "
        "action.",
    )
    version = line.execution(id)["artifactRevisions"][0]["revisionId"]
    (approved,) = [one for one in line.actions(id) if one["actionName"] == "Approve"]
    assert approved["input"]["resolvedConfiguration"] == {"CustomData": f"{version} in {id}"}


def test_eventbridge_is_told_of_the_pipeline_its_stages_and_its_actions(aws: Clients, name: str) -> None:
    queue = aws("sqs").create_queue(QueueName=name)["QueueUrl"]
    arn = f"arn:aws:sqs:us-east-1:123456789012:{name}"
    pattern = {"source": ["aws.codepipeline"], "detail": {"pipeline": [name]}}
    aws("events").put_rule(Name=name, EventPattern=json.dumps(pattern))
    aws("events").put_targets(Rule=name, Targets=[{"Id": "1", "Arn": arn}])
    line = Line.make(aws, name, [APPROVE], files=FILES)
    id = line.start()
    answer(line, "Approve", waits(line, id, "Approve"), "Rejected", "no")
    line.ended(id)
    told = []
    while messages := aws("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages"):
        for message in messages:
            event = json.loads(message["Body"])
            what, detail = event["detail-type"].split()[1], event["detail"]
            told.append((what, detail.get("action") or detail.get("stage") or "", detail["state"]))
            aws("sqs").delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])
    assert sorted(told) == sorted(
        [
            ("Pipeline", "", "STARTED"),
            ("Stage", "Source", "STARTED"),
            ("Action", "Source", "STARTED"),
            ("Action", "Source", "SUCCEEDED"),
            ("Stage", "Source", "SUCCEEDED"),
            ("Stage", "Approve", "STARTED"),
            ("Action", "Approve", "STARTED"),
            ("Action", "Approve", "FAILED"),
            ("Stage", "Approve", "FAILED"),
            ("Pipeline", "", "FAILED"),
        ]
    )


def test_what_is_not_there_is_refused(aws: Clients, name: str) -> None:
    with pytest.raises(ClientError, match=f"does not have a pipeline with name '{name}'"):
        aws("codepipeline").start_pipeline_execution(name=name)
    with pytest.raises(ClientError, match="PipelineNotFoundException"):
        aws("codepipeline").get_pipeline_state(name=name)
    line = Line.make(aws, name, [APPROVE], files=FILES)
    with pytest.raises(ClientError, match="PipelineExecutionNotFoundException"):
        line.execution("00000000-0000-4000-8000-000000000000")


def test_looking_at_a_build_that_runs_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    build = SimpleNamespace(id="web:1", url="", ended=False)
    monkeypatch.setattr(codebuild.builds, "builds", lambda _: {"web:1": build})
    job = SimpleNamespace(account_id="123456789012", aws=SimpleNamespace(region="us-east-1"), memo={"build": "web:1"})
    assert codebuild.look(job) == Waiting(memo=job.memo, external_id="web:1", external_url="")  # type: ignore[arg-type]
