"""Functions of releases: their events, what their ends mean, and one whole release whose hook runs."""

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from local_aws.server.extensions.ecs import services
from local_aws.server.functions import Functions, settle
from local_aws.server.hook_events import event
from local_aws.server.lambda_process import Outcome
from model.moving.configuration import StageHook
from model.moving.hooks import Invocation
from model.moving.native import NativeDeployment
from tests.local_aws.scene import until
from tests.local_aws.server.code import function
from tests.model.moving.stage import HOUR, MINUTE, Stage, revision
from tests.model.moving.test_native import BLUE_GREEN, stage

SERVICE = "arn:aws:ecs:us-east-1:123456789012:service/shop/web"


def native(at: str = "PRE_SCALE_UP", function: str = "check", details: Any = None) -> tuple[Stage, NativeDeployment]:
    hook = StageHook(stages=(at,), function=function, details=details)  # type: ignore[arg-type]
    scene = stage(replace(BLUE_GREEN, hooks=(hook,)))
    release = scene.cloud.update_service(scene.service, revision(2))
    assert isinstance(release, NativeDeployment)
    return scene, release


def call_of(scene: Stage, seconds: float = 10 * MINUTE) -> Invocation:
    scene.wait(seconds)
    (call,) = scene.cloud.functions.pending.values()
    return call


def test_codedeploys_event_has_its_two_members() -> None:
    scene = stage()
    scene.deploy(hooks={"BeforeInstall": "check"})
    call = call_of(scene, MINUTE)
    assert event(call, SERVICE) == {"DeploymentId": call.deployment, "LifecycleEventHookExecutionId": call.id}


def test_ecs_event_tells_where_the_traffic_goes() -> None:
    scene, release = native("POST_TEST_TRAFFIC_SHIFT", details={"suite": "smoke"})
    told = event(call_of(scene), SERVICE)
    target = "arn:aws:ecs:us-east-1:123456789012:service-revision/shop/web/" + release.target.id.removeprefix(
        "ecs-svc/"
    )
    assert told["executionDetails"] == {
        "testTrafficWeights": {target: 100},
        "productionTrafficWeights": {},
        "serviceArn": SERVICE,
        "targetServiceRevisionArn": target,
    }
    assert told["lifecycleStage"] == "POST_TEST_TRAFFIC_SHIFT"
    assert told["resourceArn"] == f"{SERVICE.replace(':service/', ':service-deployment/')}/{release.id}"
    assert told["hookDetails"] == {"suite": "smoke"}


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        (Outcome(payload='{"hookStatus": "SUCCEEDED"}'), "SUCCESSFUL"),
        (Outcome(payload='{"hookStatus": "FAILED"}'), "ROLLBACK_SUCCESSFUL"),
        (Outcome(payload='{"hookStatus": "MAYBE"}'), "ROLLBACK_SUCCESSFUL"),
        (Outcome(payload="null"), "ROLLBACK_SUCCESSFUL"),
        (Outcome(payload='{"errorMessage": "no"}', failed=True), "ROLLBACK_SUCCESSFUL"),
        (None, "ROLLBACK_SUCCESSFUL"),
    ],
)
def test_ecs_goes_by_what_the_function_returns(outcome: Outcome | None, status: str) -> None:
    scene, release = native()
    settle(scene.cloud, call_of(scene), outcome)
    scene.wait(HOUR)
    assert release.status == status


@pytest.mark.parametrize(("returned", "seconds"), [({}, 30), ({"callBackDelay": 300}, 300)])
def test_ecs_calls_again_what_is_in_progress(returned: dict[str, Any], seconds: float) -> None:
    scene, _ = native(details={"a": 1})
    call = call_of(scene)
    settle(scene.cloud, call, Outcome(payload=json.dumps({"hookStatus": "IN_PROGRESS", **returned})))
    scene.wait(seconds - 1)
    assert not scene.cloud.functions.pending[call.id].due
    scene.wait(1)
    again = scene.cloud.functions.pending[call.id]
    assert (again.due, again.attempt, again.details) == (True, 2, {"a": 1})


def test_codedeploy_calls_a_failing_function_three_times_and_waits_an_hour() -> None:
    scene = stage()
    deployment = scene.deploy(hooks={"BeforeInstall": "check"})
    failed, attempts = Outcome(payload="{}", failed=True), []
    for seconds in (MINUTE, MINUTE, 2 * MINUTE):
        call = call_of(scene, seconds)
        attempts.append((call.attempt, call.due))
        settle(scene.cloud, call, failed)
    assert attempts == [(1, True), (2, True), (3, True)]
    assert (deployment.status, call_of(scene, 50 * MINUTE).due) == ("InProgress", False)
    scene.wait(10 * MINUTE)
    assert deployment.status == "Failed"


def test_codedeploy_fails_without_the_function() -> None:
    scene = stage()
    deployment = scene.deploy(hooks={"BeforeInstall": "absent"})
    settle(scene.cloud, call_of(scene, MINUTE), None)
    assert (deployment.status, deployment.error and deployment.error[0]) == ("Failed", "HOOK_EXECUTION_FAILURE")


def test_nobody_is_told_of_a_function_that_was_answered_meanwhile() -> None:
    scene = stage()
    deployment = scene.deploy(hooks={"BeforeInstall": "check"})
    call = call_of(scene, MINUTE)
    scene.cloud.functions.answer(call.id, "Succeeded")
    settle(scene.cloud, call, None)
    assert deployment.status == "InProgress"


@pytest.fixture
def functions(endpoint: str, tmp_path: Path) -> Iterator[Functions]:
    running = Functions(tmp_path, threading.Lock(), endpoint, lambda: None)
    yield running
    running.leave()


def calling(name: str, patch: pytest.MonkeyPatch) -> tuple[Stage, NativeDeployment, Any]:
    """A release that calls the function, and the account that it is in."""
    scene, release = native(function=f"arn:aws:lambda:us-east-1:123456789012:function:{name}")
    patch.setattr(services, "record", lambda *_: SimpleNamespace(arn=SERVICE))
    return scene, release, SimpleNamespace(id="123456789012", region="us-east-1", cloud=scene.cloud, backend=None)


def test_a_release_goes_by_the_code_of_its_hook(aws, name, functions, monkeypatch) -> None:
    text = """
        import boto3
        def handler(event, context):
            boto3.client("sts").get_caller_identity()
            print("stage", event["lifecycleStage"])
            if "seen" not in event.get("hookDetails", {}):
                return {"hookStatus": "IN_PROGRESS", "callBackDelay": 60, "hookDetails": {"seen": True}}
            return {"hookStatus": "SUCCEEDED"}
    """
    function(aws, name, text)
    scene, release, of = calling(name, monkeypatch)
    functions.call(of, call_of(scene))
    functions.call(of, call_of(scene, MINUTE))
    assert scene.cloud.functions.pending == {}
    scene.wait(HOUR)
    assert release.status == "SUCCESSFUL"
    messages = aws("logs").filter_log_events(logGroupName=f"/aws/lambda/{name}")["events"]
    assert [one["message"] for one in messages].count("stage PRE_SCALE_UP") == 2


def test_a_hook_that_cannot_be_run_fails_the_release(aws, name, functions, monkeypatch) -> None:
    def full(*_: Any, **__: Any) -> Outcome:
        raise OSError("No space left on device")

    function(aws, name, "")
    scene, release, of = calling(name, monkeypatch)
    monkeypatch.setattr("local_aws.server.functions.run", full)
    functions.call(of, call_of(scene))
    scene.wait(MINUTE)
    assert release.status == "ROLLBACK_SUCCESSFUL"


def test_no_time_of_the_cloud_ends_a_hook_whose_code_runs(aws, name, functions, monkeypatch, tmp_path) -> None:
    begun, go_on = tmp_path / "begun", tmp_path / "go on"
    text = f"""
        import pathlib, time
        def handler(event, context):
            pathlib.Path({str(begun)!r}).touch()
            while not pathlib.Path({str(go_on)!r}).exists():
                time.sleep(0.01)
            return {{"hookStatus": "SUCCEEDED"}}
    """
    function(aws, name, text, Timeout=60)
    scene, release, of = calling(name, monkeypatch)
    call = threading.Thread(target=functions.call, args=(of, call_of(scene)))
    call.start()
    until(begun.exists)
    scene.wait(HOUR)
    assert release.status == "IN_PROGRESS"
    go_on.touch()
    call.join()
    scene.wait(HOUR)
    assert release.status == "SUCCESSFUL"


def test_a_function_that_is_invoked_answers(aws, name, functions) -> None:
    function(aws, name, "def handler(event, context): return event['a'] + 1")
    path = f"/2015-03-31/functions/{name}/invocations"
    answer = functions.invoke({"PATH_INFO": path}, b'{"a": 1}')
    assert answer
    assert (answer.get_json(), answer.status_code) == (2, 200)
    failed = functions.invoke({"PATH_INFO": path, "HTTP_X_AMZ_LOG_TYPE": "Tail"}, b"{}")
    assert failed
    assert failed.headers["X-Amz-Function-Error"] == "Unhandled"
    assert failed.get_json()["errorType"] == "KeyError"
    assert functions.invoke({"PATH_INFO": "/2015-03-31/functions/absent/invocations"}, b"{}") is None


def test_one_that_is_deleted_while_it_runs_makes_its_log_group_no_second_time(aws, name, functions) -> None:
    text = """
        import boto3
        def handler(event, context): boto3.client("lambda").delete_function(FunctionName=context.function_name)
    """
    function(aws, name, text)
    assert functions.invoke({"PATH_INFO": f"/2015-03-31/functions/{name}/invocations"}, b"{}").data == b"null"
    assert aws("logs").describe_log_groups(logGroupNamePrefix=f"/aws/lambda/{name}")["logGroups"] == []


def test_a_function_that_others_call_runs_without_anybody_waiting(aws, name) -> None:
    function(aws, name, "def handler(event, context): print('told', event['Records'][0]['Sns']['Message'])")
    topic = aws("sns").create_topic(Name=name)["TopicArn"]
    arn = f"arn:aws:lambda:us-east-1:123456789012:function:{name}"
    aws("sns").subscribe(TopicArn=topic, Protocol="lambda", Endpoint=arn)
    aws("sns").publish(TopicArn=topic, Message="of it")
    groups = aws("logs").describe_log_groups
    until(lambda: groups(logGroupNamePrefix=f"/aws/lambda/{name}")["logGroups"])
    until(lambda: aws("logs").filter_log_events(logGroupName=f"/aws/lambda/{name}")["events"])
    messages = aws("logs").filter_log_events(logGroupName=f"/aws/lambda/{name}")["events"]
    assert "told of it" in [one["message"] for one in messages]
