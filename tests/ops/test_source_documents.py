"""What the source documents tell of releases: each of their rows has a test that is called after it."""

import json

import pytest

from model.strategy import Strategy
from ops import revisions
from ops.explain import explain
from ops.progress import End, Until
from ops.starting import begin
from tests.local_aws.scene import Scene
from tests.local_aws.server.code import function
from tests.ops.ground import Ground, steps
from tests.ops.test_releases import ECR, FAILING, MANIFEST, alarm, by_codedeploy

ELB = "The ELB could not be updated due to the following error"


def test_000e_the_original_task_set_is_ended_early_by_hand(scene: Scene) -> None:
    ground = by_codedeploy(scene, "ECSAllAtOnce")
    last = ground.released(scene.definition(), Until.SHIFTED)[-1].progress
    ground.releases.finish(last)
    scene.step(1)
    assert ground.releases.progress(last.id).reached in (Until.BAKED, Until.DONE)


def test_001d_a_rolling_update_goes_from_one_task_to_two_and_back_to_one(scene: Scene) -> None:
    scene.service("ECS", desired=1)
    ground = Ground.of(scene, Strategy.ROLLING)
    id = begin(ground.releases, scene.definition()).id
    counts = [scene.described()["runningCount"]]
    for _ in range(60):
        scene.step(5)
        counts.append(scene.described()["runningCount"])
    assert list(dict.fromkeys(counts)) == [1, 2]
    assert (counts[-1], ground.releases.progress(id).end) == (1, End.RELEASED)
    said = " ".join(event["message"] for event in reversed(scene.described()["events"]))
    assert said.index("has started 1 tasks") < said.rindex("has stopped 1 running tasks") < said.rindex("steady state")


def test_002e_a_lifecycle_hook_decides_over_the_release(scene: Scene) -> None:
    function(scene.aws, scene.name, FAILING)
    ground = by_codedeploy(scene, hooks=json.dumps({"AfterAllowTestTraffic": scene.name}))
    id = begin(ground.releases, scene.definition()).id
    last = ground.until(id, lambda progress: progress.end)
    assert last.end is End.ROLLED_BACK
    assert (last.failed_stage, last.code) == ("AfterAllowTestTraffic", "HOOK_EXECUTION_FAILURE")


def test_002f_from_all_at_once_to_a_canary(scene: Scene) -> None:
    ground = by_codedeploy(scene, "ECSAllAtOnce")
    at_once = steps(ground.released(scene.definition()))
    scene.aws("codedeploy").update_deployment_group(
        applicationName=scene.name,
        currentDeploymentGroupName="web",
        deploymentConfigName="CodeDeployDefault.ECSCanary10Percent5Minutes",
    )
    canary = steps(ground.released(scene.definition()))
    assert [one for one in at_once if "production" in one] == ["production 100 %"]
    assert [one for one in canary if "production" in one] == ["production 10 %", "production 100 %"]


def test_004a_an_image_becomes_a_task_definition_an_appspec_and_a_deployment(scene: Scene) -> None:
    ecr = scene.aws("ecr")
    ecr.create_repository(repositoryName=scene.name)
    ecr.put_image(repositoryName=scene.name, imageTag="2", imageManifest=json.dumps(MANIFEST))
    ground = by_codedeploy(scene, "ECSAllAtOnce")
    definition = revisions.with_image(ground.releases, f"{ECR}/{scene.name}:2")
    assert ground.released(definition)[-1].progress.end is End.RELEASED
    assert ground.releases.live() == definition


@pytest.mark.parametrize(
    ("config", "shares"),
    [
        ("ECSAllAtOnce", (100,)),
        ("ECSCanary10Percent5Minutes", (10, 100)),
        ("ECSCanary10Percent15Minutes", (10, 100)),
        ("ECSLinear10PercentEvery1Minutes", tuple(range(10, 101, 10))),
        ("ECSLinear10PercentEvery3Minutes", tuple(range(10, 101, 10))),
    ],
)
def test_004b_each_of_the_five_predefined_configurations(scene: Scene, config: str, shares: tuple[int, ...]) -> None:
    ground = by_codedeploy(scene, config)
    last = ground.released(scene.definition())[-1].progress
    assert (last.shares, last.end) == (shares, End.RELEASED)


@pytest.mark.parametrize(
    "event", ["BeforeInstall", "AfterInstall", "AfterAllowTestTraffic", "BeforeAllowTraffic", "AfterAllowTraffic"]
)
def test_004c_a_function_at_each_of_the_five_hooks(scene: Scene, event: str) -> None:
    function(scene.aws, scene.name, FAILING)
    ground = by_codedeploy(scene, "ECSAllAtOnce", hooks=json.dumps({event: scene.name}))
    id = begin(ground.releases, scene.definition()).id
    last = ground.until(id, lambda progress: progress.status == "Failed")
    assert last.failed_stage == event
    assert ground.releases.service() is not None
    assert ground.releases.live() == scene.definitions[1]


def test_004d_an_alarm_rolls_back_and_so_does_a_hand(scene: Scene) -> None:
    ground = by_codedeploy(scene, alarms=alarm(scene))
    id = begin(ground.releases, scene.definition()).id
    ground.until(id, lambda progress: progress.new and progress.new.percent)
    alarm(scene, "ALARM")
    last = ground.followed(id)[-1].progress
    assert (last.end, last.code) == (End.ROLLED_BACK, "ALARM_ACTIVE")
    alarm(scene, "OK")
    id = begin(ground.releases, scene.definition()).id
    scene.step(90)
    ground.releases.roll_back(id)
    assert ground.followed(id)[-1].progress.end is End.ROLLED_BACK


def test_004e_in_the_watch_window_after_the_shift_an_alarm_still_takes_it_back(scene: Scene) -> None:
    ground = by_codedeploy(scene, alarms=alarm(scene))
    last = ground.released(scene.definition(), Until.SHIFTED)[-1].progress
    alarm(scene, "ALARM")
    assert ground.followed(last.id)[-1].progress.end is End.ROLLED_BACK
    assert ground.releases.live() == scene.definitions[1]


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("task definition", "The container web does not exist in the task definition."),
        (
            "IAM",
            "The IAM role arn:aws:iam::1:role/x does not give you permission to perform operations in the following "
            "AWS service: AWSLambda.",
        ),
        ("load balancer", f"{ELB}: Primary taskset target group must be behind listener arn:aws:listener/1"),
        (
            "health check",
            "(service web) (instance i-1) is unhealthy in (target-group x) due to (reason Health checks failed)",
        ),
        ("container ports", "The container web did not have a container port 443 defined."),
        (
            "security groups",
            "The deployment timed out while waiting for the replacement task set to become healthy. This time out "
            "period is 60 minutes.",
        ),
        ("image pull permission", "CannotPullContainerError: pull image manifest has been retried 1 time(s)"),
        (
            "environment variables",
            "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'",
        ),
        (
            "resources",
            "(service web) was unable to place a task because no container instance met all of its requirements. The "
            "closest matching (container-instance 1) has insufficient CPU units available.",
        ),
    ],
)
def test_004f_each_trouble_has_a_cause_and_a_fix(about: str, said: str) -> None:
    found = explain(said)
    assert found, about
    assert found.cause
    assert found.fix
