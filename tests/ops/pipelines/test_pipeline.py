"""What CodePipeline says of an execution, as one value; what is done with it."""

import pytest

from ops.exits import Exit
from ops.pipelines.story import code, ending
from ops.refusal import Refused
from tests.ops.pipelines.stubbed import ID, NAME, Stubbed


def test_an_execution_says_how_far_each_stage_is_and_what_it_is_for() -> None:
    aws = Stubbed()
    aws.look("InProgress", {"Source": "Succeeded", "Build": "InProgress"})
    found = aws.pipeline.execution(ID)
    assert [(stage.name, stage.status) for stage in found.stages] == [
        ("Source", "Succeeded"),
        ("Build", "InProgress"),
        ("Approve", ""),
        ("Deploy", ""),
    ]
    assert (found.revision, found.running, found.release) == ("3f2a A new colour", True, None)
    assert list(found.steps()) == ["Source", "Build"]


def test_of_an_action_that_was_repeated_the_last_run_counts() -> None:
    aws = Stubbed()
    aws.look("InProgress", {"Source": "Succeeded", "Build": "InProgress"})
    [answer] = [one for one in aws.stub._queue if one["operation_name"] == "ListActionExecutions"]  # type: ignore[attr-defined]
    details = answer["response"][1]["actionExecutionDetails"]
    details.append(details[0] | {"actionExecutionId": "Build-0", "status": "Failed"})  # newest first
    assert aws.pipeline.execution(ID).stages[1].status == "InProgress"


def test_a_failed_one_names_the_action_with_cause_and_fix_of_aws_s_words() -> None:
    aws = Stubbed()
    said = "Exception while trying to read the task definition artifact file from: Source"
    failed = {"errorDetails": {"code": "ConfigurationError", "message": said}}
    aws.look("Failed", {"Source": "Succeeded", "Build": "Succeeded", "Deploy": "Failed"}, Deploy=failed)
    found = aws.pipeline.execution(ID)
    assert code(found, None) is Exit.FAILED
    told = ending(found, None, "bluegreen pipeline {} --stack dev")
    assert "action Deploy (CodeDeployToECS)" in told
    assert f"AWS    ConfigurationError: {said}" in told
    assert "small artifact of their own" in told
    assert "bluegreen pipeline retry --stack dev" in told


def test_a_disabled_transition_is_said_only_where_the_execution_waits_before_it() -> None:
    aws = Stubbed()
    aws.look("InProgress", {"Source": "Succeeded"}, held="Build")
    assert list(aws.pipeline.execution(ID).steps()) == ["Source", "Build lets nobody in: holidays"]
    aws.look("InProgress", {"Source": "Succeeded"}, held="Deploy")
    assert list(aws.pipeline.execution(ID).steps()) == ["Source"]


@pytest.mark.parametrize(("approved", "status"), [(True, "Approved"), (False, "Rejected")])
def test_an_approval_is_answered_with_its_token(approved: bool, status: str) -> None:
    aws = Stubbed()
    statuses = {"Source": "Succeeded", "Build": "Succeeded", "Approve": "InProgress"}
    aws.state(statuses)
    assert aws.pipeline.waiting() == ID
    aws.look("InProgress", statuses)
    found = aws.pipeline.execution(ID)
    assert list(found.steps())[-1] == "Approve waits for approval"
    aws.stub.add_response(
        "put_approval_result",
        {},
        {
            "pipelineName": NAME,
            "stageName": "Approve",
            "actionName": "Approve",
            "token": "a-token",
            "result": {"summary": "looks good", "status": status},
        },
    )
    assert aws.pipeline.answer(found, "looks good", approved=approved).name == "Approve"
    aws.stub.assert_no_pending_responses()


def test_the_token_of_another_execution_in_the_stage_is_not_taken() -> None:
    aws = Stubbed()
    aws.look("InProgress", {"Source": "Succeeded", "Build": "Succeeded", "Approve": "InProgress"})
    [answer] = [one for one in aws.stub._queue if one["operation_name"] == "GetPipelineState"]  # type: ignore[attr-defined]
    [approve] = [one for one in answer["response"][1]["stageStates"] if one["stageName"] == "Approve"]
    approve["actionStates"][0]["latestExecution"]["actionExecutionId"] = "Approve-2"
    found = aws.pipeline.execution(ID)
    with pytest.raises(Refused, match="waits for nobody's approval"):
        aws.pipeline.answer(found, "good", approved=True)


def test_where_nothing_waits_for_approval_an_answer_is_refused() -> None:
    aws = Stubbed()
    aws.state({"Source": "Succeeded", "Build": "InProgress"})
    with pytest.raises(Refused, match="waits for approval"):
        aws.pipeline.waiting()


def test_the_stage_that_failed_is_repeated_and_no_other() -> None:
    aws = Stubbed()
    aws.look("Failed", {"Source": "Succeeded", "Build": "Failed"})
    found = aws.pipeline.execution(ID)
    aws.stub.add_response(
        "retry_stage_execution",
        {"pipelineExecutionId": ID},
        {
            "pipelineName": NAME,
            "stageName": "Build",
            "pipelineExecutionId": ID,
            "retryMode": "FAILED_ACTIONS",
        },
    )
    assert aws.pipeline.retry(found).name == "Build"
    aws.look("Succeeded", dict.fromkeys(("Source", "Build", "Approve", "Deploy"), "Succeeded"))
    with pytest.raises(Refused, match="has failed"):
        aws.pipeline.retry(aws.pipeline.execution(ID))


def test_an_unknown_execution_and_a_pipeline_that_never_ran_are_refused_in_words() -> None:
    aws = Stubbed()
    aws.stub.add_client_error("get_pipeline_execution", "PipelineExecutionNotFoundException")
    with pytest.raises(Refused, match=f"there is no execution {ID}"):
        aws.pipeline.execution(ID)
    aws.stub.add_response("list_pipeline_executions", {"pipelineExecutionSummaries": []})
    with pytest.raises(Refused, match="bluegreen pipeline run"):
        aws.pipeline.latest()
