"""What is said of a release reaches the model, complete; what AWS refuses of it is refused in its words."""

from copy import deepcopy
from typing import Any

import pytest

from local_aws.server.extensions.ecs.deployment_configuration import advanced, completed, configuration, merged
from local_aws.server.extensions.ecs.deployment_rules import check
from local_aws.server.extensions.patching import AwsError
from model.moving.cloud import Cloud
from model.moving.configuration import StageHook
from model.strategy import Strategy

ELB = "arn:aws:elasticloadbalancing:eu-west-1:123456789012"
BLUE, GREEN = f"{ELB}:targetgroup/blue/1", f"{ELB}:targetgroup/green/1"
PRODUCTION, TEST = f"{ELB}:listener-rule/app/web/1/1/1", f"{ELB}:listener-rule/app/web/1/2/1"
NETWORK = f"{ELB}:listener/net/web/1/1"
WEIGHTS = {PRODUCTION: {BLUE: 1, GREEN: 0}, TEST: {BLUE: 1}, NETWORK: {BLUE: 1}}
FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:check"
ROLE = "arn:aws:iam::123456789012:role/ecs"
HOOK = {"hookTargetArn": FUNCTION, "roleArn": ROLE, "lifecycleStages": ["POST_SCALE_UP"]}
PAUSE = {"targetType": "PAUSE", "lifecycleStages": ["PRE_PRODUCTION_TRAFFIC_SHIFT"]}
BALANCER = {
    "targetGroupArn": BLUE,
    "containerName": "web",
    "containerPort": 80,
    "advancedConfiguration": {
        "alternateTargetGroupArn": GREEN,
        "productionListenerRule": PRODUCTION,
        "testListenerRule": TEST,
        "roleArn": ROLE,
    },
}
BLUE_GREEN = {"strategy": "BLUE_GREEN", "lifecycleHooks": [HOOK, PAUSE], "bakeTimeInMinutes": 5}


def members(said: dict[str, Any], **balancer: Any) -> dict[str, Any]:
    """A service with this deployment configuration, whose load balancer differs in these advanced members."""
    changed = deepcopy(BALANCER)
    changed["advancedConfiguration"] |= balancer
    return {"deploymentConfiguration": said, "loadBalancers": [changed]}


def refused(said: dict[str, Any], controller: str = "ECS", **balancer: Any) -> str:
    with pytest.raises(AwsError) as error:
        check(members(said, **balancer), controller, {BLUE, GREEN}, WEIGHTS.get)
    return error.value.message


def test_a_complete_configuration_is_accepted_and_read() -> None:
    said = completed(BLUE_GREEN | {"alarms": {"alarmNames": ["errors"], "enable": True, "rollback": True}})
    check(members(said), "ECS", {BLUE, GREEN}, WEIGHTS.get)
    read = configuration(members(said), "ECS")
    assert (read.strategy, read.bake_minutes, read.alarm_names, read.alarms_roll_back, read.breaker) == (
        Strategy.BLUE_GREEN,
        5,
        ("errors",),
        True,
        False,
    )
    assert read.hooks == (
        StageHook(stages=("POST_SCALE_UP",), function=FUNCTION),
        StageHook(stages=("PRE_PRODUCTION_TRAFFIC_SHIFT",), timeout_minutes=1440, timeout_action="ROLLBACK"),
    )
    assert read.settings == said


@pytest.mark.parametrize(
    ("said", "steps", "bake_minutes"),
    [
        ({"strategy": "LINEAR", "linearConfiguration": {"stepPercent": 50.0}}, [(50, 6), (100, 0)], 15),
        ({"strategy": "CANARY", "bakeTimeInMinutes": 0}, [(5, 10), (100, 0)], 0),
        ({"strategy": "CANARY", "canaryConfiguration": {"canaryBakeTimeInMinutes": 1}}, [(5, 1), (100, 0)], 15),
        ({"strategy": "BLUE_GREEN"}, [(100, 0)], 15),
        ({}, [(100, 0)], 0),
    ],
)
def test_what_is_not_said_is_filled_in(said, steps, bake_minutes) -> None:
    read = configuration({"deploymentConfiguration": completed(said)}, "ECS")
    assert (list(read.steps()), read.bake_minutes) == (steps, bake_minutes)


def test_an_update_that_leaves_a_strategy_leaves_its_block_and_bake_time() -> None:
    before = completed({"strategy": "CANARY", "minimumHealthyPercent": 100, "bakeTimeInMinutes": 3})
    after = completed(merged(before, {"strategy": "ROLLING"}))
    assert (after.get("canaryConfiguration"), after["bakeTimeInMinutes"], after["minimumHealthyPercent"]) == (
        None,
        0,
        100,
    )
    same = completed(merged(before, {"bakeTimeInMinutes": 4}))
    assert (same["strategy"], same["canaryConfiguration"], same["bakeTimeInMinutes"]) == (
        "CANARY",
        before["canaryConfiguration"],
        4,
    )


@pytest.mark.parametrize(
    ("threshold", "failures"),
    [
        (None, 5),
        ({"type": "BOUNDED_PERCENT", "value": 1}, 3),
        ({"type": "UNBOUNDED_PERCENT", "value": 1}, 1),
        ({"type": "COUNT", "value": 7}, 7),
    ],
)
def test_the_breakers_threshold_is_a_number_or_a_share_of_the_desired_count(threshold, failures) -> None:
    breaker = {"enable": True, "rollback": True, "thresholdConfiguration": threshold}
    read = configuration({"deploymentConfiguration": {"deploymentCircuitBreaker": breaker}}, "ECS")
    assert (read.breaker, read.breaker_threshold(10)) == (True, failures)


def test_alarms_that_are_not_enabled_do_not_count() -> None:
    alarms = {"alarmNames": ["errors"], "enable": False, "rollback": True}
    assert configuration({"deploymentConfiguration": {"alarms": alarms}}, "ECS").alarm_names == ()


@pytest.mark.parametrize(("arn", "network"), [(PRODUCTION, False), (NETWORK, True)])
def test_the_load_balancer_that_ecs_moves_has_its_groups_and_routes(arn, network) -> None:
    cloud = Cloud()
    groups = {one: cloud.target_group(one) for one in (BLUE, GREEN)}
    routes = {one: cloud.route(one, {groups[BLUE]: 1}) for one in WEIGHTS}
    moved = advanced(members(completed(BLUE_GREEN), productionListenerRule=arn), groups.__getitem__, routes.__getitem__)
    assert moved is not None
    assert (moved.groups, moved.production, moved.test, moved.network) == (
        (groups[BLUE], groups[GREEN]),
        routes[arn],
        routes[TEST],
        network,
    )


def test_ecs_moves_no_traffic_of_a_rolling_update() -> None:
    cloud = Cloud()
    assert advanced(members({"strategy": "ROLLING"}), cloud.target_group, lambda arn: cloud.route(arn, {})) is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"strategy": "GREEN_BLUE"}, "Invalid deployment strategy: GREEN_BLUE"),
        (
            BLUE_GREEN | {"linearConfiguration": {"stepPercent": 10}},
            "linearConfiguration may only be present when the deployment strategy is LINEAR",
        ),
        (
            {"strategy": "LINEAR", "linearConfiguration": {}, "canaryConfiguration": {"canaryPercent": 5}},
            "canaryConfiguration may only be present when the deployment strategy is CANARY",
        ),
        (
            {"strategy": "LINEAR", "linearConfiguration": {"stepPercent": 2}},
            "stepPercent must be between 3 and 100, got 2",
        ),
        (
            {"strategy": "CANARY", "canaryConfiguration": {"canaryPercent": 0.25}},
            "canaryPercent must be a multiple of 0.1, got 0.25",
        ),
        (BLUE_GREEN | {"bakeTimeInMinutes": 1441}, "bakeTimeInMinutes must be between 0 and 1440, got 1441"),
    ],
)
def test_a_configuration_that_cannot_be_is_refused(said, words) -> None:
    assert words in refused(said)


@pytest.mark.parametrize(
    ("hook", "words"),
    [
        ({"targetType": "SQS"}, "Invalid targetType. Valid values are: AWS_LAMBDA, PAUSE"),
        ({"lifecycleStages": []}, "lifecycleStages is required"),
        ({"lifecycleStages": ["POST_SCALEUP"]}, "Invalid lifecycle stage: POST_SCALEUP"),
        ({"lifecycleStages": ["BAKE_TIME"]}, "Invalid lifecycle stage: BAKE_TIME"),
        ({"roleArn": None}, "roleArn is required for AWS_LAMBDA"),
        ({"hookTargetArn": None}, "hookTargetArn is required for AWS_LAMBDA"),
        ({"timeoutConfiguration": {"timeoutInMinutes": 5}}, "timeoutConfiguration is not allowed for AWS_LAMBDA"),
        ({"targetType": "PAUSE"}, "hookTargetArn is not allowed for PAUSE"),
        (
            PAUSE | {"hookTargetArn": None, "roleArn": None, "lifecycleStages": ["PRODUCTION_TRAFFIC_SHIFT"]},
            "Invalid lifecycle stage provided for Pause Hook",
        ),
        (
            PAUSE | {"hookTargetArn": None, "roleArn": None, "timeoutConfiguration": {"timeoutInMinutes": 20161}},
            "timeoutInMinutes must be between 1 and 20160, got 20161",
        ),
    ],
)
def test_a_hook_that_cannot_run_is_refused(hook, words) -> None:
    assert words in refused(BLUE_GREEN | {"lifecycleHooks": [HOOK | hook]})


def test_more_than_ten_hooks_of_a_type_are_refused() -> None:
    assert "at most 10 PAUSE" in refused(BLUE_GREEN | {"lifecycleHooks": [PAUSE] * 11})


@pytest.mark.parametrize(
    ("balancer", "words"),
    [
        ({"roleArn": None}, "advancedConfiguration must define roleArn"),
        ({"alternateTargetGroupArn": BLUE}, f"Duplicate targetGroupArn found: {BLUE}"),
        ({"alternateTargetGroupArn": "other"}, "The target group with targetGroupArn other does not exist."),
        (
            {"productionListenerRule": f"{ELB}:listener/app/web/1/1"},
            "productionListenerRule has an invalid ARN format. Must be RuleArn for ALB or ListenerArn for NLB.",
        ),
        ({"productionListenerRule": PRODUCTION + "0"}, f"The listener rule {PRODUCTION}0 does not exist."),
        ({"testListenerRule": PRODUCTION}, "cannot be used as both production and test listener rules"),
        (
            {"productionListenerRule": TEST, "testListenerRule": None},
            "testListenerRule is required when productionListenerRule is not associated with both",
        ),
    ],
)
def test_a_load_balancer_that_ecs_cannot_move_is_refused(balancer, words) -> None:
    assert words in refused(BLUE_GREEN, **balancer)


def test_no_test_rule_is_needed_where_productions_holds_both_groups() -> None:
    check(members(BLUE_GREEN, testListenerRule=None), "ECS", {BLUE, GREEN}, WEIGHTS.get)


@pytest.mark.parametrize(
    ("balancers", "words"),
    [
        ([{"targetGroupArn": BLUE}], "advancedConfiguration field is required for all loadBalancers"),
        ([BALANCER, {"targetGroupArn": "other"}], "Either all or none of the provided loadBalancers"),
        ([BALANCER, {"loadBalancerName": "classic"}], "All loadBalancers must be strictly either ELBv1"),
        ([BALANCER | {"loadBalancerName": "classic"}], "advancedConfiguration field is not allowed with ELBv1"),
    ],
)
def test_load_balancers_of_different_kinds_are_refused(balancers, words) -> None:
    with pytest.raises(AwsError, match=words):
        check({"deploymentConfiguration": BLUE_GREEN, "loadBalancers": balancers}, "ECS", {BLUE, GREEN}, WEIGHTS.get)


@pytest.mark.parametrize("controller", ["CODE_DEPLOY", "EXTERNAL"])
@pytest.mark.parametrize("member", ["strategy", "bakeTimeInMinutes", "lifecycleHooks"])
def test_what_only_ecs_itself_does_is_refused_under_another_controller(controller, member) -> None:
    words = refused({member: BLUE_GREEN[member]}, controller)
    assert words == f"{member} is only supported with ECS deployment controller."


def test_the_percents_alone_are_fine_under_another_controller() -> None:
    check({"deploymentConfiguration": {"maximumPercent": 200}}, "CODE_DEPLOY", set(), WEIGHTS.get)
