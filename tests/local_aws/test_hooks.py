"""Our hooks on the local AWS: what CodeDeploy and ECS call runs for real, calls green, starts tasks, and decides."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from components.hook_function import CODE, HANDLER
from local_aws.home import SPEED, TRAFFIC
from tests.local_aws.scene import Scene, remove_balancers, until
from tests.local_aws.server.code import function_of
from tests.local_aws.traffic.load import get
from tests.workspace import Workspace

ROLE = "arn:aws:iam::123456789012:role/hooks"
PROBE = {"path": "/", "status": 200, "contains": "", "p95Seconds": 5, "times": 3}
TASK = {"command": ["python", "-m", "migrate"], "container": "web"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(TRAFFIC, "on")
        patch.setenv(SPEED, "60")
        workspace = Workspace.new(tmp_path_factory.mktemp("hooks"), traffic=True)
        workspace.home.make()
        yield workspace
        workspace.stop()


@pytest.fixture(autouse=True)
def emptied(workspace: Workspace) -> Iterator[None]:
    yield
    remove_balancers(workspace)


@pytest.fixture
def scene(workspace: Workspace) -> Scene:
    return Scene.make(workspace, f"t{uuid.uuid4().hex[:8]}")


def hook(scene: Scene, scheme: str = "http", **check: Any) -> str:
    """A function with this check; its ARN."""
    files = {file.relative_to(CODE.parent).as_posix(): file.read_text() for file in CODE.glob("hooks/*.py")}
    listener = scene.aws("elbv2").describe_listeners(ListenerArns=[scene.test])["Listeners"][0]
    variables = {"CHECK": json.dumps(check), "TEST_URL": f"{scheme}://{scene.dns_name}:{listener['Port']}"}
    return function_of(
        scene.aws,
        scene.name,
        {"app/__init__.py": "", **files},
        Handler=HANDLER,
        Timeout=900,
        Environment={"Variables": variables},
    )


def log(scene: Scene) -> str:
    """What the function has printed; a release hears of its end before its log is there."""
    logs, group = scene.aws("logs"), f"/aws/lambda/{scene.name}"

    def printed() -> str:
        if not logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"]:
            return ""
        return "\n".join(one["message"] for one in logs.filter_log_events(logGroupName=group)["events"])

    until(lambda: "REPORT RequestId" in printed())
    return printed()


def by_codedeploy(scene: Scene, event: str, function: str, **variables: str) -> str:
    """How a release ends that calls it at this event."""
    scene.service("CODE_DEPLOY")
    scene.deployment_group()
    definition = scene.definition(**variables)
    deployment = scene.deploy(definition, {event: function}, description=f"Release of {definition}")
    return scene.ended(deployment)["status"]


def natively(scene: Scene, stage: str, function: str, **variables: str) -> str:
    """How a release ends that calls it at this stage."""
    called = {"targetType": "AWS_LAMBDA", "lifecycleStages": [stage], "hookTargetArn": function, "roleArn": ROLE}
    scene.native_service("BLUE_GREEN", lifecycleHooks=[called])
    scene.update(scene.definition(**variables))
    return scene.native_ended()["status"]


@pytest.mark.parametrize(
    ("contains", "codedeploy", "native"),
    [('"revision": 2', "Succeeded", "SUCCESSFUL"), ('"revision": 3', "Failed", "ROLLBACK_SUCCESSFUL")],
)
def test_a_probe_of_green_decides(scene: Scene, contains: str, codedeploy: str, native: str, workspace: Any) -> None:
    probe = PROBE | {"contains": contains}
    assert by_codedeploy(scene, "AfterAllowTestTraffic", hook(scene, probe=probe)) == codedeploy
    assert "3 x 200" in log(scene)
    until(lambda: get(scene.port()).json["revision"] == (2 if codedeploy == "Succeeded" else 1))
    other = Scene.make(workspace, f"{scene.name}n")
    assert natively(other, "POST_TEST_TRAFFIC_SHIFT", hook(other, probe=probe)) == native
    assert "3 x 200" in log(other)
    until(lambda: get(other.port()).json["revision"] == (2 if native == "SUCCESSFUL" else 1))


@pytest.mark.parametrize(
    ("event", "code", "ended"),
    [("BeforeInstall", "0", "Succeeded"), ("BeforeInstall", "1", "Failed"), ("AfterInstall", "1", "Failed")],
)
def test_a_command_of_the_new_image_decides_for_codedeploy(scene: Scene, event: str, code: str, ended: str) -> None:
    function = hook(scene, task=TASK)
    assert by_codedeploy(scene, event, function, FAULT_COMMAND_EXIT_CODE=code) == ended
    assert f"{scene.name}:2 runs python -m migrate" in log(scene)
    assert f"ended with exit code {code}" in log(scene)


@pytest.mark.parametrize(("code", "ended"), [("0", "SUCCESSFUL"), ("1", "ROLLBACK_SUCCESSFUL")])
def test_a_command_of_the_new_image_decides_for_ecs_which_calls_until_it_has_ended(
    scene: Scene, code: str, ended: str
) -> None:
    function = hook(scene, task=TASK)
    assert natively(scene, "PRE_SCALE_UP", function, FAULT_COMMAND_EXIT_CODE=code) == ended
    said = log(scene)
    assert said.count(f"{scene.name}:2 runs python -m migrate") == 1
    assert "not done yet, to be called again" in said
    assert f"ended with exit code {code}" in said


def test_a_probe_calls_by_https_whatever_the_certificate_is_for(workspace: Workspace) -> None:
    scene = Scene.make(workspace, f"t{uuid.uuid4().hex[:8]}", secure=True)
    function = hook(scene, "https", probe=PROBE)
    scene.service("CODE_DEPLOY")
    until(lambda: scene.port(scene.test))
    event = {"executionDetails": {"targetServiceRevisionArn": "arn"}, "executionId": "1"}
    answer = scene.aws("lambda").invoke(FunctionName=function, Payload=json.dumps(event))
    assert json.load(answer["Payload"]) == {"hookStatus": "SUCCEEDED"}, log(scene)
