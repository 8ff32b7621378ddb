"""The hook that runs a command of the new image: which task it starts, how it waits, and what an exit code means."""

from typing import Any

import pytest

from app.hooks import task
from tests.app.hooks.cloud import CODEDEPLOY, DEFINITION, NATIVE, NETWORK, TARGET, TASK, cloud, hook, stopped

CHECK = {"task": {"command": ["python", "-m", "migrate"], "container": "web"}}
RUNNING = {"tasks": [{"taskArn": TASK, "lastStatus": "RUNNING", "containers": [{"name": "web"}]}]}


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(task, "LOOK_SECONDS", 0.01)


@pytest.mark.parametrize("event", [CODEDEPLOY, NATIVE], ids=["codedeploy", "native"])
def test_the_command_runs_in_the_new_revision_where_the_service_runs(event: Any) -> None:
    aws = cloud()
    assert hook(event, CHECK, aws) == {"hookStatus": "SUCCEEDED"}
    (asked,) = aws.args_of("run_task")
    assert (asked["cluster"], asked["taskDefinition"], asked["networkConfiguration"]) == ("shop", DEFINITION, NETWORK)
    assert asked["overrides"] == {"containerOverrides": [{"name": "web", "command": ["python", "-m", "migrate"]}]}


def test_a_strategy_of_capacity_providers_goes_without_a_launch_type() -> None:
    strategy = [{"capacityProvider": "web", "base": 0, "weight": 1}]
    revision = {"clusterArn": "shop", "taskDefinition": DEFINITION, "capacityProviderStrategy": strategy}
    aws = cloud(describe_service_revisions={"serviceRevisions": [revision | {"launchType": "EC2"}]})
    hook(NATIVE, CHECK, aws)
    (asked,) = aws.args_of("run_task")
    assert asked["capacityProviderStrategy"] == strategy
    assert "launchType" not in asked
    assert aws.args_of("describe_service_revisions") == [{"serviceRevisionArns": [TARGET]}]


@pytest.mark.parametrize("event", [CODEDEPLOY, NATIVE], ids=["codedeploy", "native"])
@pytest.mark.parametrize("end", [stopped(1), stopped(None, "CannotPullContainerError"), stopped(137)])
def test_any_other_end_than_exit_code_0_fails_the_release(event: Any, end: Any, capsys: Any) -> None:
    aws = cloud(describe_tasks={"tasks": [end]})
    assert hook(event, CHECK, aws) == {"hookStatus": "FAILED"}
    assert end["stoppedReason"] in capsys.readouterr().out


def test_codedeploys_hook_waits_for_the_end() -> None:
    looks = iter([RUNNING, RUNNING, {"tasks": [stopped(0)]}])
    aws = cloud(describe_tasks=lambda **_: next(looks))
    hook(CODEDEPLOY, CHECK, aws)
    assert aws.statuses == ["Succeeded"]
    assert len(aws.args_of("run_task")) == 1


def test_codedeploys_hook_gives_up_before_lambda_does(capsys: Any) -> None:
    aws = cloud(describe_tasks=RUNNING)
    hook(CODEDEPLOY, CHECK, aws, seconds=10.5)
    assert aws.statuses == ["Failed"]
    assert f"task {TASK} has not ended" in capsys.readouterr().out


def test_ecs_is_told_to_call_again_and_the_same_task_is_looked_at() -> None:
    aws = cloud(describe_tasks=RUNNING)
    answer = hook(NATIVE, CHECK, aws)
    assert answer == {
        "hookStatus": "IN_PROGRESS",
        "callBackDelay": task.CALL_AGAIN_SECONDS,
        "hookDetails": {"cluster": "shop", "task": TASK},
    }
    ended = cloud()
    again = NATIVE | {"hookDetails": answer["hookDetails"]}
    assert hook(again, CHECK, ended) == {"hookStatus": "SUCCEEDED"}
    assert [operation for operation, _ in ended.asked] == ["describe_tasks"]


@pytest.mark.parametrize("event", [CODEDEPLOY, NATIVE], ids=["codedeploy", "native"])
def test_a_second_call_of_the_same_hook_is_the_same_task_for_ecs(event: Any) -> None:
    aws = cloud()
    hook(event, CHECK, aws)
    hook(event, CHECK, aws)
    first, second = (asked["clientToken"] for asked in aws.args_of("run_task"))
    assert first == second
    assert len(first) <= 64
    aws.asked.clear()
    hook(event | {"LifecycleEventHookExecutionId": "x", "DeploymentId": "d-1"}, CHECK, aws)
    assert aws.args_of("run_task")[0]["clientToken"] != first


def test_no_room_is_said(capsys: Any) -> None:
    aws = cloud(run_task={"tasks": [], "failures": [{"reason": "RESOURCE:MEMORY"}]})
    assert hook(NATIVE, CHECK, aws) == {"hookStatus": "FAILED"}
    assert "RESOURCE:MEMORY" in capsys.readouterr().out


def test_a_task_that_nobody_knows_any_more_fails(capsys: Any) -> None:
    assert hook(NATIVE, CHECK, cloud(describe_tasks={"tasks": []})) == {"hookStatus": "FAILED"}
    assert "is not there any more" in capsys.readouterr().out


def before_install(description: str | None) -> Any:
    primary = {"status": "PRIMARY", "taskDefinition": DEFINITION.replace(":2", ":1"), "networkConfiguration": NETWORK}
    info = {} if description is None else {"description": description}
    return cloud(describe_services={"services": [{"taskSets": [primary]}]}, get_deployment={"deploymentInfo": info})


@pytest.mark.parametrize("description", ["bluegreen: web:2", f"release of {DEFINITION} by CI"])
def test_before_install_the_deployments_description_says_what_is_released(description: str) -> None:
    aws = before_install(description)
    hook(CODEDEPLOY, CHECK, aws)
    assert aws.statuses == ["Succeeded"]
    (asked,) = aws.args_of("run_task")
    assert (asked["taskDefinition"], asked["networkConfiguration"]) == ("web:2", NETWORK)


@pytest.mark.parametrize("description", [None, "by CI at 12:30", "my-web:2"])
def test_before_install_nobody_guesses_what_is_released(description: str | None, capsys: Any) -> None:
    aws = before_install(description)
    hook(CODEDEPLOY, CHECK, aws)
    assert (aws.statuses, aws.args_of("run_task")) == (["Failed"], [])
    assert "AfterInstall" in capsys.readouterr().out
