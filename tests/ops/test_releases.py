"""A release by each strategy, from its beginning to each of its ends, as it is told."""

import json
from dataclasses import replace

import pytest

from model.strategy import Strategy
from ops import account, revisions
from ops.checks import Planned, refusals
from ops.explain import explain
from ops.forwards import give_all, moved
from ops.progress import End, Until
from ops.refusal import Refused
from ops.releases import releases_of
from ops.starting import begin
from ops.story import ending
from ops.target import short
from tests.local_aws.scene import Scene
from tests.local_aws.server.code import function
from tests.ops.ground import Ground, steps

CANARY = {"canaryConfiguration": {"canaryPercent": 10, "canaryBakeTimeInMinutes": 5}}
ECR = "123456789012.dkr.ecr.us-east-1.amazonaws.com"
MANIFEST = {"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json", "layers": []}
FAILING = """
    import boto3

    def handler(event, context):
        boto3.client("codedeploy").put_lifecycle_event_hook_execution_status(
            deploymentId=event["DeploymentId"],
            lifecycleEventHookExecutionId=event["LifecycleEventHookExecutionId"],
            status="Failed",
        )
"""
ALARM = {
    "Namespace": "test",
    "MetricName": "errors",
    "Statistic": "Sum",
    "Period": 60,
    "EvaluationPeriods": 1,
    "Threshold": 1,
    "ComparisonOperator": "GreaterThanThreshold",
    "TreatMissingData": "ignore",
}


def by_codedeploy(
    scene: Scene, config: str = "ECSCanary10Percent5Minutes", alarms: str = "", hooks: str = "{}"
) -> Ground:
    scene.service("CODE_DEPLOY")
    watched = {"alarmConfiguration": {"enabled": True, "alarms": [{"name": alarms}]}} if alarms else {}
    scene.deployment_group(f"CodeDeployDefault.{config}", **watched)
    return Ground.of(scene, Strategy.CODEDEPLOY, hooks, alarms)


def native(scene: Scene, alarms: str = "", **more: object) -> Ground:
    if alarms:
        more["alarms"] = {"alarmNames": [alarms], "enable": True, "rollback": True}
    scene.native_service("CANARY", **CANARY, **more)
    return Ground.of(scene, Strategy.CANARY, alarms=alarms)


def rolling(scene: Scene, alarms: str = "") -> Ground:
    more: dict[str, object] = {"deploymentCircuitBreaker": {"enable": True, "rollback": True}}
    if alarms:
        more["alarms"] = {"alarmNames": [alarms], "enable": True, "rollback": True}
    scene.service("ECS", deploymentConfiguration=more)
    return Ground.of(scene, Strategy.ROLLING, alarms=alarms)


def alarm(scene: Scene, state: str = "OK") -> str:
    """Named as the scene; in this state."""
    cloudwatch = scene.aws("cloudwatch")
    cloudwatch.put_metric_alarm(AlarmName=scene.name, **ALARM)
    cloudwatch.set_alarm_state(AlarmName=scene.name, StateValue=state, StateReason="test")
    return scene.name


def test_codedeploy_releases_and_each_event_is_told_once(scene: Scene) -> None:
    looks = by_codedeploy(scene).released(scene.definition())
    assert steps(looks) == [
        "BeforeInstall",
        "Install",
        "AfterInstall",
        "AllowTestTraffic",
        "AfterAllowTestTraffic",
        "BeforeAllowTraffic",
        "AllowTraffic",
        "production 10 %",
        "production 100 %",
        "AfterAllowTraffic",
        "the old tasks end",
        "released",
    ]
    assert looks[-1].progress.end is End.RELEASED
    assert looks[-1].progress.revision == f"{scene.name}:2"


def test_ecs_releases_and_each_stage_is_told_once(scene: Scene) -> None:
    looks = native(scene).released(scene.definition())
    assert steps(looks) == [
        "PRE_SCALE_UP",
        "SCALE_UP",
        "POST_SCALE_UP",
        "TEST_TRAFFIC_SHIFT",
        "POST_TEST_TRAFFIC_SHIFT",
        "PRODUCTION_TRAFFIC_SHIFT",
        "production 10 %",
        "production 100 %",
        "POST_PRODUCTION_TRAFFIC_SHIFT",
        "BAKE_TIME",
        "CLEAN_UP",
        "the old tasks end",
        "released",
    ]
    assert (looks[-1].progress.end, looks[-1].progress.revision) == (End.RELEASED, f"{scene.name}:2")


def test_a_rolling_update_is_told_task_by_task(scene: Scene) -> None:
    looks = rolling(scene).released(scene.definition())
    assert steps(looks)[:2] == ["new task 1 of 2", "new task 2 of 2"]
    assert steps(looks)[-1] == "released"
    assert looks[-1].progress.end is End.RELEASED


@pytest.mark.parametrize("strategy", [by_codedeploy, native, rolling])
def test_an_alarm_in_the_middle_ends_it_as_rolled_back_with_awss_words(scene: Scene, strategy: object) -> None:
    ground = strategy(scene, alarms=alarm(scene))  # type: ignore[operator]
    id = begin(ground.releases, scene.definition()).id
    ground.until(id, lambda progress: progress.new and (progress.new.percent or not progress.stages))
    alarm(scene, "ALARM")
    last = ground.followed(id)[-1].progress
    assert last.end is End.ROLLED_BACK
    assert scene.name in last.reason
    assert ground.releases.live() == scene.definitions[1]


def test_a_failing_hook_is_named_with_its_stage(scene: Scene) -> None:
    function(scene.aws, scene.name, FAILING)
    ground = by_codedeploy(scene, hooks=f'{{"AfterAllowTestTraffic": "{scene.name}"}}')
    id = begin(ground.releases, scene.definition()).id
    last = ground.until(id, lambda progress: progress.end)
    assert last.end is End.ROLLED_BACK
    assert (last.failed_stage, last.code) == ("AfterAllowTestTraffic", "HOOK_EXECUTION_FAILURE")


@pytest.mark.parametrize("strategy", [by_codedeploy, native])
def test_until_shifted_ends_while_the_old_tasks_stay(scene: Scene, strategy: object) -> None:
    ground = strategy(scene)  # type: ignore[operator]
    last = ground.released(scene.definition(), Until.SHIFTED)[-1].progress
    assert (last.reached, last.end) == (Until.SHIFTED, None)
    assert ground.followed(last.id, Until.BAKED)[-1].progress.reached in (Until.BAKED, Until.DONE)


@pytest.mark.parametrize("strategy", [by_codedeploy, native, rolling])
def test_what_is_live_already_is_not_released(scene: Scene, strategy: object) -> None:
    ground = strategy(scene)  # type: ignore[operator]
    assert begin(ground.releases, scene.definitions[1]).id == ""
    assert not [id for id in ground.releases.ids() if ground.releases.progress(id).revision != f"{scene.name}:1"]


@pytest.mark.parametrize("strategy", [by_codedeploy, native, rolling])
def test_the_same_release_is_joined_and_another_is_refused(scene: Scene, strategy: object) -> None:
    ground = strategy(scene)  # type: ignore[operator]
    second = scene.definition()
    begun = begin(ground.releases, second)
    scene.step(30)
    again = begin(ground.releases, second)
    assert (again.id, again.joined) == (begun.id, True)
    with pytest.raises(Refused, match=f"is releasing {scene.name}:2"):
        begin(ground.releases, scene.definition())


@pytest.mark.parametrize("strategy", [by_codedeploy, native, rolling])
def test_a_running_release_is_rolled_back_by_hand(scene: Scene, strategy: object) -> None:
    ground = strategy(scene)  # type: ignore[operator]
    id = begin(ground.releases, scene.definition()).id
    scene.step(90)
    ground.releases.roll_back(id)
    assert ground.followed(id)[-1].progress.end is End.ROLLED_BACK
    assert ground.releases.running() == ""
    assert ground.releases.live() == scene.definitions[1]


@pytest.mark.parametrize("strategy", [by_codedeploy, native, rolling])
def test_a_stopped_release_has_failed(scene: Scene, strategy: object) -> None:
    ground = strategy(scene)  # type: ignore[operator]
    id = begin(ground.releases, scene.definition()).id
    scene.step(90)
    ground.releases.stop(id)
    scene.step(60)
    assert ground.releases.progress(id).end in (End.FAILED, None)
    assert ground.releases.running() == ""


def test_an_alarm_that_rings_already_refuses_a_release_by_codedeploy(scene: Scene) -> None:
    ground = by_codedeploy(scene, alarms=alarm(scene, "ALARM"))
    with pytest.raises(Refused, match=f"{scene.name} is in ALARM"):
        begin(ground.releases, scene.definition())
    assert list(ground.releases.ids()) == []


def test_the_same_alarm_is_no_reason_for_ecs(scene: Scene) -> None:
    ground = native(scene, alarms=alarm(scene, "ALARM"))
    assert ground.released(scene.definition())[-1].progress.end is End.RELEASED


def test_the_wait_for_approval_is_told_and_answered(scene: Scene) -> None:
    pause = {"targetType": "PAUSE", "lifecycleStages": ["POST_TEST_TRAFFIC_SHIFT"]}
    ground = native(scene, lifecycleHooks=[pause])
    id = begin(ground.releases, scene.definition()).id
    waiting = ground.until(id, lambda progress: progress.approval)
    assert waiting.stages[4].status == "InProgress"
    ground.releases.proceed(waiting)
    assert ground.followed(id)[-1].progress.end is End.RELEASED


def test_ecs_has_no_way_to_end_the_bake_time(scene: Scene) -> None:
    ground = native(scene)
    last = ground.released(scene.definition(), Until.SHIFTED)[-1].progress
    with pytest.raises(Refused, match="no call that ends the bake time"):
        ground.releases.finish(last)


def test_a_target_group_that_nobody_expects_refuses_a_release(scene: Scene) -> None:
    ground = native(scene)
    vpc = scene.aws("elbv2").describe_target_groups(TargetGroupArns=[scene.blue])["TargetGroups"][0]["VpcId"]
    third = scene.aws("elbv2").create_target_group(
        Name=f"{scene.name}-third", Protocol="HTTP", Port=80, VpcId=vpc, TargetType="ip"
    )["TargetGroups"][0]["TargetGroupArn"]
    rule = ground.releases.names.production_rule_arn
    groups = [
        {"TargetGroupArn": one, "Weight": weight} for one, weight in ((scene.blue, 1), (scene.green, 0), (third, 0))
    ]
    scene.aws("elbv2").modify_rule(
        RuleArn=rule, Actions=[{"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}]
    )
    with pytest.raises(Refused, match=f"no release expects.*{scene.name}-third"):
        begin(ground.releases, scene.definition())


def test_weights_that_are_not_at_rest_refuse_a_release(scene: Scene) -> None:
    ground = native(scene)
    groups = [{"TargetGroupArn": scene.blue, "Weight": 60}, {"TargetGroupArn": scene.green, "Weight": 40}]
    scene.aws("elbv2").modify_rule(
        RuleArn=ground.releases.names.production_rule_arn,
        Actions=[{"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}],
    )
    with pytest.raises(Refused, match=r"not at rest.*blue 60, green 40"):
        begin(ground.releases, scene.definition())
    assert Planned(ground.releases, scene.definitions[1]).live_group == ""


@pytest.mark.parametrize(("gate", "refused"), [("none", False), ("CRITICAL", False), ("HIGH", True)])
def test_findings_of_its_image_refuse_a_release_from_the_gate_on(scene: Scene, gate: str, refused: bool) -> None:
    ecr = scene.aws("ecr")
    ecr.create_repository(repositoryName=scene.name)
    ecr.put_image(repositoryName=scene.name, imageTag="2", imageManifest=json.dumps(MANIFEST))
    ecr.start_image_scan(repositoryName=scene.name, imageId={"imageTag": "2"})
    counts = ecr.describe_image_scan_findings(repositoryName=scene.name, imageId={"imageTag": "2"})
    assert set(counts["imageScanFindings"]["findingSeverityCounts"]) == {"HIGH"}
    scene.service("CODE_DEPLOY")
    scene.deployment_group()
    ground = Ground.of(scene, Strategy.CODEDEPLOY, gate=gate)
    found = refusals(Planned(ground.releases, registered(scene, f"{ECR}/{scene.name}:2")))
    assert bool(found) == refused, found


def test_an_image_that_is_not_in_its_repository_refuses_a_release(scene: Scene) -> None:
    ground = by_codedeploy(scene)
    scene.aws("ecr").create_repository(repositoryName=scene.name)
    image = f"{ECR}/{scene.name}:9"
    with pytest.raises(Refused, match=f"{scene.name}:9 is not in its repository"):
        begin(ground.releases, registered(scene, image))


def test_a_new_image_is_that_of_a_migration_before_it_and_not_of_a_proxy(scene: Scene) -> None:
    ground, ecs = by_codedeploy(scene), scene.aws("ecs")
    live = ecs.describe_task_definition(taskDefinition=scene.definitions[1])["taskDefinition"]
    beside = [{"name": "migrate", "image": "web:1", "essential": False}, {"name": "proxy", "image": "proxy:1"}]
    kept = {key: live[key] for key in ("family", "cpu", "memory", "networkMode", "requiresCompatibilities")}
    made = ecs.register_task_definition(containerDefinitions=[live["containerDefinitions"][0], *beside], **kept)
    ground.released(made["taskDefinition"]["taskDefinitionArn"])
    found = ecs.describe_task_definition(taskDefinition=revisions.with_image(ground.releases, "web:2"))
    images = [one["image"] for one in found["taskDefinition"]["containerDefinitions"]]
    assert images == ["web:2", "web:2", "proxy:1"]


def registered(scene: Scene, image: str) -> str:
    """ARN of a revision with this image."""
    ecs = scene.aws("ecs")
    live = ecs.describe_task_definition(taskDefinition=scene.definitions[1])["taskDefinition"]
    kept = ("family", "cpu", "memory", "networkMode", "requiresCompatibilities")
    containers = [live["containerDefinitions"][0] | {"image": image}]
    made = ecs.register_task_definition(containerDefinitions=containers, **{key: live[key] for key in kept})
    return made["taskDefinition"]["taskDefinitionArn"]


@pytest.mark.parametrize(("strategy", "minutes"), [(by_codedeploy, [6, 1, 0]), (native, [6, 1, 0])])
def test_what_is_left_of_the_configured_waits_is_told(scene: Scene, strategy: object, minutes: list[int]) -> None:
    ground = strategy(scene)  # type: ignore[operator]
    left = [look.progress.minutes_left for look in ground.released(scene.definition())]
    assert list(dict.fromkeys(left)) == minutes


def test_a_task_definition_that_is_not_active_refuses_a_release(scene: Scene) -> None:
    ground = by_codedeploy(scene)
    definition = scene.definition()
    scene.aws("ecs").deregister_task_definition(taskDefinition=definition)
    with pytest.raises(Refused, match=f"{scene.name}:2 is INACTIVE"):
        begin(ground.releases, definition)


def test_what_was_stopped_half_way_is_released_again_by_ecs(scene: Scene) -> None:
    ground = native(scene)
    definition = scene.definition()
    first = begin(ground.releases, definition).id
    scene.step(90)
    ground.releases.stop(first)
    scene.step(60)
    looks = ground.released(definition)
    assert (looks[-1].progress.id != first, looks[-1].progress.end) == (True, End.RELEASED)


@pytest.mark.parametrize("strategy", [by_codedeploy, native])
def test_after_a_stop_in_mid_shift_the_history_stays_true_and_the_traffic_can_be_taken_back(
    scene: Scene, strategy: object
) -> None:
    ground = strategy(scene)  # type: ignore[operator]
    good = ground.released(scene.definition())[-1].progress
    stopped = begin(ground.releases, scene.definition()).id
    ground.until(stopped, lambda progress: progress.new and progress.new.percent == 10)
    ground.releases.stop(stopped)
    scene.step(60)
    assert ground.releases.progress(good.id).end is End.RELEASED
    assert short(ground.releases.live()) == f"{scene.name}:2"
    assert any(one.split for one in moved(ground.releases))
    with pytest.raises(Refused, match="`bluegreen rollback --stack dev` takes it back"):
        begin(ground.releases, scene.definition())

    give_all(ground.releases, ground.releases.home())
    assert {one.weights[scene.green] for one in moved(ground.releases)} == {100}
    assert {one.weights.get(scene.blue, 0) for one in moved(ground.releases)} == {0}
    assert ground.released(scene.definition())[-1].progress.end is End.RELEASED


def test_hooks_that_the_provider_left_on_the_service_go_with_the_next_release(scene: Scene) -> None:
    gone = {
        "hookTargetArn": "arn:aws:lambda:us-east-1:123456789012:function:gone",
        "roleArn": "arn:aws:iam::123456789012:role/gone",
        "lifecycleStages": ["PRE_SCALE_UP"],
    }
    ground = native(scene, lifecycleHooks=[gone])
    ground.releases.names = replace(ground.releases.names, lifecycle_hooks="0")
    assert ground.released(scene.definition())[-1].progress.end is End.RELEASED
    assert scene.described()["deploymentConfiguration"]["lifecycleHooks"] == []
    assert scene.described()["deploymentConfiguration"]["canaryConfiguration"]["canaryPercent"] == 10


def test_of_two_releases_begun_at_once_each_is_told_of_its_own(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    ground = rolling(scene)
    ours, theirs = scene.definition(), scene.definition()
    ecs = scene.aws("ecs")
    update = ecs.update_service

    def overtaken(**asked: object) -> None:
        update(**asked)
        update(cluster=scene.name, service="web", taskDefinition=theirs)

    monkeypatch.setattr(ecs, "update_service", overtaken)
    begun = begin(ground.releases, ours)
    monkeypatch.undo()
    last = ground.followed(begun.id)[-1].progress
    assert (last.revision, last.end) == (short(ours), End.FAILED)


def test_a_release_that_fails_before_anything_began_says_who_serves(scene: Scene) -> None:
    function(scene.aws, scene.name, FAILING)
    ground = by_codedeploy(scene, hooks=f'{{"BeforeInstall": "{scene.name}"}}')
    last = ground.followed(begin(ground.releases, scene.definition()).id)[-1].progress
    said = ending(ground.releases, last)
    assert last.end is End.FAILED
    assert "failed before any traffic moved, so the tasks before it serve production" in said
    assert f"log    /aws/lambda/{scene.name}" in said


def test_a_failed_hook_is_the_cause_even_where_tasks_were_unwell_too(scene: Scene) -> None:
    function(scene.aws, scene.name, FAILING)
    ground = by_codedeploy(scene, hooks=f'{{"AfterAllowTestTraffic": "{scene.name}"}}')
    last = ground.followed(begin(ground.releases, scene.definition()).id)[-1].progress
    unwell = "(service web) (port 80) is unhealthy in (target-group blue) due to (reason Health checks failed)"
    ground.releases.evidence = lambda progress: iter([unwell])
    hook, tasks = explain(last.reason), explain(unwell)
    assert hook
    assert tasks
    assert hook.fix in ending(ground.releases, last)
    assert tasks.fix not in ending(ground.releases, last)


def test_a_deployment_group_of_another_service_refuses_a_release(scene: Scene) -> None:
    ground = by_codedeploy(scene)
    names = replace(ground.releases.names, service="api")
    other = releases_of(replace(ground.releases.target, names=names), ground.releases.aws)
    found = refusals(Planned(other, scene.definitions[1]))
    assert any("the deployment group releases web" in one for one in found), found


def test_credentials_of_another_account_are_refused(scene: Scene) -> None:
    ground = by_codedeploy(scene)
    account.same(ground.releases.target, ground.releases.aws)
    elsewhere = ground.releases.names.task_definition.replace("123456789012", "210987654321")
    names = replace(ground.releases.names, task_definition=elsewhere)
    with pytest.raises(Refused, match="in account 210987654321, and the credentials are of 123456789012"):
        account.same(replace(ground.releases.target, names=names), ground.releases.aws)
