"""Releases on the local AWS under load: no request fails, whatever the strategy and however it ends."""

import os
import signal
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import httpx
import pytest

from local_aws import starter
from local_aws.home import SPEED, TRAFFIC
from tests.local_aws.scene import Scene, remove_balancers, until
from tests.local_aws.server.code import function
from tests.local_aws.traffic.load import Load, get, load
from tests.workspace import Workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(TRAFFIC, "on")
        patch.setenv(SPEED, "300")
        workspace = Workspace.new(tmp_path_factory.mktemp("releases"), traffic=True)
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


def answers(scene: Scene, revision: int, listener: str = "") -> None:
    """Returns when production does, or that listener, ten times in a row: load balancers follow some 50 ms after the
    API says so, and while they forward to old and new the next answer may be the other's."""
    port = scene.port(listener)
    until(lambda: all((seen := get(port)).status == 200 and seen.json["revision"] == revision for _ in range(10)))


def only_blue(seen: Load) -> bool:
    """Whether the next 200 answers are all of the first revision, see `answers`."""
    others, failed, before = seen.total - seen.answers[1], len(seen.failures), seen.total
    until(lambda: seen.total >= before + 200)
    return (seen.total - seen.answers[1], len(seen.failures)) == (others, failed)


@contextmanager
def undisturbed(scene: Scene) -> Iterator[Load]:
    """Constant load on production, none of which fails."""
    with load(scene.port(), pause_seconds=0.002) as seen:
        yield seen
        until(lambda: seen.total > 200)
    assert seen.failures == []


@pytest.mark.parametrize("config", ["ECSAllAtOnce", "ECSCanary10Percent5Minutes", "ECSLinear10PercentEvery1Minutes"])
def test_codedeploy_moves_all_traffic_and_no_request_fails(scene: Scene, config: str) -> None:
    scene.service("CODE_DEPLOY")
    scene.deployment_group(f"CodeDeployDefault.{config}")
    answers(scene, 1)
    with undisturbed(scene):
        ended = scene.ended(scene.deploy(scene.definition()))
        until(lambda: len(scene.described()["taskSets"]) == 1)
        answers(scene, 2)
    assert ended["status"] == "Succeeded"
    answers(scene, 2, scene.test)
    assert get(scene.port()).json["revision"] == get(scene.port(scene.test)).json["revision"] == 2


def test_codedeploy_moves_the_rules_of_its_listeners_with_their_default_actions(scene: Scene) -> None:
    rules, elb = scene.rules(), scene.aws("elbv2")
    scene.service("CODE_DEPLOY")
    scene.deployment_group("CodeDeployDefault.ECSCanary10Percent5Minutes")
    answers(scene, 1)
    with undisturbed(scene) as seen:
        deployment = scene.deploy(scene.definition())
        until(lambda: seen.answers[2])
        assert get(scene.port(scene.test)).json["revision"] == 2
        ended = scene.ended(deployment)
        answers(scene, 2)
    assert ended["status"] == "Succeeded"
    actions = [one["DefaultActions"] for one in elb.describe_listeners(ListenerArns=[scene.production])["Listeners"]]
    actions += [one["Actions"] for one in elb.describe_rules(RuleArns=rules)["Rules"]]
    for [action] in actions:
        weights = {one["TargetGroupArn"]: one["Weight"] for one in action["ForwardConfig"]["TargetGroups"]}
        assert weights == {scene.blue: 0, scene.green: 100}


def test_users_of_http_2_lose_no_request_either(workspace: Workspace) -> None:
    scene = Scene.make(workspace, f"t{uuid.uuid4().hex[:8]}", secure=True)
    scene.service("CODE_DEPLOY")
    scene.deployment_group("CodeDeployDefault.ECSLinear10PercentEvery1Minutes")
    url, seen, over = f"https://127.0.0.1:{scene.port()}/", Load(), threading.Event()

    def ask() -> None:
        # The certificate is made up.
        with httpx.Client(http2=True, verify=False, timeout=60) as client:
            while not over.is_set():
                answer = client.get(url)
                if answer.status_code == 200 and answer.http_version == "HTTP/2":
                    seen.answers[answer.json()["revision"]] += 1
                else:
                    seen.failures.append(f"{answer.http_version} {answer.status_code}")
                time.sleep(0.002)

    user = threading.Thread(target=ask)
    user.start()
    try:
        until(lambda: seen.answers[1] > 50)
        ended = scene.ended(scene.deploy(scene.definition()))
        until(lambda: len(scene.described()["taskSets"]) == 1)
        until(lambda: seen.answers[2] > 50)
    finally:
        over.set()
        user.join()
    assert ended["status"] == "Succeeded"
    assert seen.failures == []


def test_the_test_listener_shows_green_before_production_does(scene: Scene) -> None:
    scene.service("CODE_DEPLOY", desired=1)
    ready = {"actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": 60}
    end = {"action": "TERMINATE", "terminationWaitTimeInMinutes": 2880}
    timing = {"deploymentReadyOption": ready, "terminateBlueInstancesOnDeploymentSuccess": end}
    scene.deployment_group(blueGreenDeploymentConfiguration=timing)
    answers(scene, 1)
    codedeploy = scene.aws("codedeploy")
    with undisturbed(scene) as seen:
        deployment = scene.deploy(scene.definition())
        until(lambda: scene.info(deployment)["status"] == "Ready")
        answers(scene, 2, scene.test)
        assert set(seen.answers) == {1}
        codedeploy.continue_deployment(deploymentId=deployment, deploymentWaitType="READY_WAIT")
        answers(scene, 2)
        codedeploy.continue_deployment(deploymentId=deployment, deploymentWaitType="TERMINATION_WAIT")
        assert scene.ended(deployment)["status"] == "Succeeded"


def test_a_stop_in_the_middle_of_a_shift_brings_all_traffic_back(scene: Scene) -> None:
    scene.service("CODE_DEPLOY")
    scene.deployment_group("CodeDeployDefault.ECSLinear10PercentEvery3Minutes")
    answers(scene, 1)
    with undisturbed(scene) as seen:
        deployment = scene.deploy(scene.definition())
        until(lambda: seen.answers[2])
        scene.aws("codedeploy").stop_deployment(deploymentId=deployment, autoRollbackEnabled=True)
        ended = scene.ended(deployment)
        assert scene.ended(ended["rollbackInfo"]["rollbackDeploymentId"])["status"] == "Succeeded"
        until(lambda: len(scene.described()["taskSets"]) == 1)
        until(lambda: only_blue(seen))
    assert ended["status"] == "Stopped"


def test_the_split_that_is_declared_is_the_one_that_users_get(scene: Scene) -> None:
    """One in ten, within five standard deviations: it is outside by chance once in two million times."""
    scene.service("CODE_DEPLOY", desired=1)
    canary = {"canaryPercentage": 10, "canaryInterval": 24 * 60}
    scene.aws("codedeploy").create_deployment_config(
        deploymentConfigName=scene.name,
        computePlatform="ECS",
        trafficRoutingConfig={"type": "TimeBasedCanary", "timeBasedCanary": canary},
    )
    scene.deployment_group(scene.name)
    answers(scene, 1)
    elb = scene.aws("elbv2")

    def weight_of_green() -> int:
        (listener,) = elb.describe_listeners(ListenerArns=[scene.production])["Listeners"]
        groups = listener["DefaultActions"][0]["ForwardConfig"]["TargetGroups"]
        return next((one["Weight"] for one in groups if one["TargetGroupArn"] == scene.green), 0)

    with undisturbed(scene) as seen:
        scene.deploy(scene.definition())
        until(lambda: seen.answers[2])
        of_green, before = seen.answers[2], seen.total
        until(lambda: seen.total >= before + 800)
        share, total = seen.answers[2] - of_green, seen.total - before
        assert weight_of_green() == 10
    assert abs(share - total / 10) < 5 * (total * 0.1 * 0.9) ** 0.5


def test_an_unhealthy_green_never_gets_a_request_of_production(scene: Scene) -> None:
    scene.service("CODE_DEPLOY", desired=1)
    scene.deployment_group("CodeDeployDefault.ECSCanary10Percent5Minutes")
    answers(scene, 1)
    with undisturbed(scene) as seen:
        deployment = scene.deploy(scene.definition(FAULT_HEALTH_STATUS="500"))
        until(lambda: any("is unhealthy in" in event["message"] for event in scene.described()["events"]))
        scene.step(3600)
        ended = scene.ended(deployment)
    assert ended["status"] == "Failed"
    assert (
        "replacement task set to become healthy. This time out period is 60 minutes."
        in (ended["errorInformation"]["message"])
    )
    assert set(seen.answers) == {1}


def alarm(scene: Scene) -> None:
    """The deployment group has an alarm on what users get of green; without any error it stays as it is."""
    group = f"targetgroup/{scene.green.partition(':targetgroup/')[2]}"
    balancer = f"app/{scene.production.split('/app/')[1].rpartition('/')[0]}"
    dimensions = {"LoadBalancer": balancer, "TargetGroup": group}
    scene.aws("cloudwatch").put_metric_alarm(
        AlarmName=scene.name,
        Namespace="AWS/ApplicationELB",
        MetricName="HTTPCode_Target_5XX_Count",
        Dimensions=[{"Name": name, "Value": value} for name, value in dimensions.items()],
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=0,
        ComparisonOperator="GreaterThanThreshold",
        TreatMissingData="ignore",
    )
    scene.aws("codedeploy").update_deployment_group(
        applicationName=scene.name,
        currentDeploymentGroupName="web",
        alarmConfiguration={"enabled": True, "alarms": [{"name": scene.name}]},
    )


def test_an_alarm_brings_all_traffic_back_and_no_request_fails(scene: Scene) -> None:
    scene.service("CODE_DEPLOY")
    scene.deployment_group("CodeDeployDefault.ECSCanary10Percent15Minutes")
    alarm(scene)
    answers(scene, 1)
    with undisturbed(scene) as seen:
        deployment = scene.deploy(scene.definition())
        until(lambda: seen.answers[2])
        scene.aws("cloudwatch").set_alarm_state(AlarmName=scene.name, StateValue="ALARM", StateReason="tried")
        ended = scene.ended(deployment)
        assert scene.ended(ended["rollbackInfo"]["rollbackDeploymentId"])["status"] == "Succeeded"
        until(lambda: only_blue(seen))
    assert (ended["status"], ended["errorInformation"]["code"]) == ("Stopped", "ALARM_ACTIVE")


def test_errors_that_users_get_from_green_raise_the_alarm_that_ends_it(scene: Scene) -> None:
    scene.service("CODE_DEPLOY")
    scene.deployment_group("CodeDeployDefault.ECSCanary10Percent15Minutes")
    alarm(scene)
    answers(scene, 1)
    with load(scene.port(), pause_seconds=0.002) as seen:
        ended = scene.ended(scene.deploy(scene.definition(FAULT_ERROR_SHARE="1")))
        assert scene.ended(ended["rollbackInfo"]["rollbackDeploymentId"])["status"] == "Succeeded"
        until(lambda: only_blue(seen))
    assert (ended["status"], ended["errorInformation"]["code"]) == ("Stopped", "ALARM_ACTIVE")
    assert seen.failures


@pytest.mark.parametrize(("status", "ends"), [("Succeeded", "Succeeded"), ("Failed", "Failed")])
def test_a_hook_decides_by_its_own_code_and_no_request_fails(scene: Scene, status: str, ends: str) -> None:
    """It asks the test listener, as a hook of a user would."""
    scene.service("CODE_DEPLOY")
    scene.deployment_group()
    answers(scene, 1)
    function(
        scene.aws,
        scene.name,
        f"""
        import boto3, json
        from urllib.request import urlopen

        def handler(event, context):
            with urlopen("http://127.0.0.1:{scene.port(scene.test)}/") as answer:
                new = json.load(answer)["revision"] == 2
            boto3.client("codedeploy").put_lifecycle_event_hook_execution_status(
                deploymentId=event["DeploymentId"],
                lifecycleEventHookExecutionId=event["LifecycleEventHookExecutionId"],
                status="{status}" if new else "Failed",
            )
        """,
    )
    with undisturbed(scene) as seen:
        ended = scene.ended(scene.deploy(scene.definition(), hooks={"AfterAllowTestTraffic": scene.name}))
    assert ended["status"] == ends
    if ends == "Failed":
        assert ended["errorInformation"]["code"] == "HOOK_EXECUTION_FAILURE"
        assert set(seen.answers) == {1}


def test_a_release_goes_on_where_it_stood_however_often_the_server_is_killed(scene: Scene) -> None:
    scene.service("CODE_DEPLOY")
    scene.deployment_group("CodeDeployDefault.ECSLinear10PercentEvery1Minutes")
    answers(scene, 1)
    chance = Random(8)
    with undisturbed(scene) as seen:
        deployment = scene.deploy(scene.definition())
        until(lambda: seen.answers[2])
        for _ in range(3):
            time.sleep(chance.uniform(0, 0.4))
            os.kill(starter.identity(scene.workspace.home)["pid"], signal.SIGKILL)
            until(lambda: not starter.identity(scene.workspace.home))
            starter.start(scene.workspace.home)
        ended = scene.ended(deployment)
    assert ended["status"] == "Succeeded"
    answers(scene, 2)
    assert [one["status"] for one in scene.described()["taskSets"]][-1:] == ["PRIMARY"]


def test_a_rolling_update_replaces_all_tasks_and_no_request_fails(scene: Scene) -> None:
    scene.service("ECS", desired=3)
    answers(scene, 1)
    with undisturbed(scene) as seen:
        scene.update(scene.definition())
        ended = scene.native_ended()
        until(lambda: scene.described()["runningCount"] == 3)
        answers(scene, 2)
        until(lambda: seen.answers[2])
    assert ended["status"] == "SUCCESSFUL"
    assert set(seen.answers) == {1, 2}
    assert get(scene.port()).json["revision"] == 2


@pytest.mark.parametrize(
    ("strategy", "steps"),
    [
        ("BLUE_GREEN", {}),
        ("CANARY", {"canaryConfiguration": {"canaryPercent": 10, "canaryBakeTimeInMinutes": 3}}),
        ("LINEAR", {"linearConfiguration": {"stepPercent": 25, "stepBakeTimeInMinutes": 1}}),
    ],
)
def test_ecs_itself_moves_all_traffic_and_no_request_fails(scene: Scene, strategy: str, steps: dict) -> None:
    scene.native_service(strategy, **steps)
    answers(scene, 1)
    with undisturbed(scene) as seen:
        scene.update(scene.definition())
        ended = scene.native_ended()
        until(lambda: scene.described()["runningCount"] == 2)
        answers(scene, 2)
        until(lambda: seen.answers[2])
    assert ended["status"] == "SUCCESSFUL"
    assert set(seen.answers) == {1, 2}
    answers(scene, 2, scene.test)
    assert get(scene.port()).json["revision"] == get(scene.port(scene.test)).json["revision"] == 2


def test_ecs_rolls_a_release_back_and_no_request_fails(scene: Scene) -> None:
    pause = {"targetType": "PAUSE", "lifecycleStages": ["POST_PRODUCTION_TRAFFIC_SHIFT"]}
    scene.native_service("BLUE_GREEN", lifecycleHooks=[pause])
    answers(scene, 1)
    with undisturbed(scene) as seen:
        scene.update(scene.definition())
        answers(scene, 2)
        arn = scene.service_deployment()["serviceDeploymentArn"]
        scene.aws("ecs").stop_service_deployment(serviceDeploymentArn=arn, stopType="ROLLBACK")
        ended = scene.native_ended()
        until(lambda: only_blue(seen))
    assert ended["status"] == "ROLLBACK_SUCCESSFUL"
