"""How a service is released, as ECS and CodeDeploy describe it."""

from typing import Any

from model.moving.configuration import Configuration, StageHook
from model.native import BLOCKS, DEFAULT_PAUSE_MINUTES
from model.strategy import Strategy
from ops.aws import Aws
from ops.rehearsal.scene import ByCodeDeploy
from ops.releases.codedeploy import shift
from ops.target import Target

Shape = dict[str, Any]


def configuration(service: Shape) -> Configuration:
    """From DescribeServices."""
    controller = service.get("deploymentController", {}).get("type", "ECS")
    said: Shape = service.get("deploymentConfiguration", {})
    if controller != "ECS":
        return Configuration(strategy=Strategy(controller))
    strategy = Strategy(said.get("strategy", "ROLLING"))
    breaker, alarms = said.get("deploymentCircuitBreaker", {}), said.get("alarms", {})
    threshold = breaker.get("thresholdConfiguration", {})
    percent, minutes = 100.0, 0
    if block := BLOCKS.get(strategy):
        percent, minutes = block.step(said)
    return Configuration(
        strategy=strategy,
        minimum_percent=said.get("minimumHealthyPercent", 100),
        maximum_percent=said.get("maximumPercent", 200),
        breaker=breaker.get("enable", False),
        breaker_rolls_back=breaker.get("rollback", False),
        breaker_kind=threshold.get("type", "BOUNDED_PERCENT"),
        breaker_value=threshold.get("value", 50),
        alarm_names=tuple(alarms.get("alarmNames", ())) if alarms.get("enable") else (),
        alarms_roll_back=alarms.get("rollback", False),
        step_percent=percent,
        step_minutes=minutes,
        bake_minutes=said.get("bakeTimeInMinutes", 0),
        hooks=tuple(_hook(hook) for hook in said.get("lifecycleHooks", ())),
    )


def _hook(said: Shape) -> StageHook:
    timeout = said.get("timeoutConfiguration", {})
    return StageHook(
        stages=tuple(said["lifecycleStages"]),
        function="" if said.get("targetType") == "PAUSE" else said["hookTargetArn"],
        timeout_minutes=timeout.get("timeoutInMinutes", DEFAULT_PAUSE_MINUTES),
        timeout_action=timeout.get("action", "ROLLBACK"),
    )


def by_codedeploy(target: Target, aws: Aws) -> ByCodeDeploy:
    """From its deployment group."""
    codedeploy, names = aws.client("codedeploy"), target.names
    group: Shape = codedeploy.get_deployment_group(
        applicationName=names.application, deploymentGroupName=names.deployment_group
    )["deploymentGroupInfo"]
    timing = group.get("blueGreenDeploymentConfiguration", {})
    ready = timing.get("deploymentReadyOption", {})
    termination = timing.get("terminateBlueInstancesOnDeploymentSuccess", {})
    alarms, rollback = group.get("alarmConfiguration", {}), group.get("autoRollbackConfiguration", {})
    waits = ready.get("actionOnTimeout") == "STOP_DEPLOYMENT"
    return ByCodeDeploy(
        shift=shift(codedeploy, group["deploymentConfigName"]),
        ready_minutes=ready.get("waitTimeInMinutes", 0) if waits else 0,
        termination_minutes=termination.get("terminationWaitTimeInMinutes", 0),
        alarm_names=tuple(one["name"] for one in alarms.get("alarms", ())) if alarms.get("enabled") else (),
        rollback_events=frozenset(rollback.get("events", ())) if rollback.get("enabled") else frozenset(),
        hooks=target.hooks,
    )
