"""How ECS is to release a service, from what CreateService and UpdateService say of it: `deploymentConfiguration` and
the `advancedConfiguration` of its load balancers.

Not faithful: of several load balancers only the first one's traffic moves; BLUE_GREEN without a load balancer is
released by the rolling update; `earlySuccessCriteria` and the breaker's `resetOnHealthyTask` are kept and shown, and
change nothing. What is refused of it is in `deployment_rules`.
"""

from collections.abc import Callable
from typing import Any

from model.moving.configuration import Advanced, Configuration, StageHook
from model.moving.traffic import Route, TargetGroup
from model.native import BLOCKS, DEFAULT_BAKE_MINUTES, DEFAULT_PAUSE_MINUTES, Block
from model.strategy import NATIVE, Strategy

Params = dict[str, Any]

TIMEOUT: Params = {"timeoutInMinutes": DEFAULT_PAUSE_MINUTES, "action": "ROLLBACK"}
"""Of a pause, where nobody says it (botocore's model, DeploymentLifecycleHookTimeoutConfiguration)."""


def completed(said: Params) -> Params:
    """What was said under the controller ECS, with what AWS adds to it."""
    strategy = said.get("strategy") or Strategy.ROLLING.value
    complete: Params = {
        "deploymentCircuitBreaker": {"enable": False, "rollback": False},
        "strategy": strategy,
        "bakeTimeInMinutes": DEFAULT_BAKE_MINUTES if strategy in NATIVE else 0,
    }
    complete |= {member: value for member, value in said.items() if value is not None}
    for one, block in BLOCKS.items():
        if strategy == one:
            complete[block.name] = _block(block, said)
    return complete


def merged(current: Params, said: Params) -> Params:
    """What an update says over what was there; the block of a strategy that it leaves goes with that strategy."""
    strategy = said.get("strategy") or current.get("strategy")
    others = {block.name for one, block in BLOCKS.items() if one != strategy}
    kept = {member: value for member, value in current.items() if member not in others}
    if strategy != current.get("strategy"):
        kept.pop("bakeTimeInMinutes", None)
    return kept | {member: value for member, value in said.items() if value is not None}


def configuration(members: Params, controller: str) -> Configuration:
    """From the members of a service whose `deploymentConfiguration` is complete."""
    said: Params = members.get("deploymentConfiguration") or {}
    strategy = Strategy(said.get("strategy", "ROLLING") if controller == "ECS" else controller)
    breaker, alarms = said.get("deploymentCircuitBreaker") or {}, said.get("alarms") or {}
    threshold = breaker.get("thresholdConfiguration") or {}
    step_percent, step_minutes = _step(strategy, said)
    return Configuration(
        strategy=strategy,
        minimum_percent=int(said.get("minimumHealthyPercent", 100)),
        maximum_percent=int(said.get("maximumPercent", 200)),
        breaker=bool(breaker.get("enable")),
        breaker_rolls_back=bool(breaker.get("rollback")),
        breaker_kind=threshold.get("type", "BOUNDED_PERCENT"),
        breaker_value=int(threshold.get("value", 50)),
        alarm_names=tuple(alarms.get("alarmNames") or ()) if alarms.get("enable") else (),
        alarms_roll_back=bool(alarms.get("rollback")),
        step_percent=step_percent,
        step_minutes=step_minutes,
        bake_minutes=int(said.get("bakeTimeInMinutes") or 0),
        hooks=tuple(_hook(hook) for hook in said.get("lifecycleHooks") or []),
        settings=said,
    )


def _step(strategy: Strategy, said: Params) -> tuple[float, int]:
    """The share of the traffic that moves in a step, and the minutes until the next."""
    block = BLOCKS.get(strategy)
    if block is None:
        return 100, 0
    return block.step(said)


def _block(block: Block, said: Params) -> Params:
    """What was said of the steps, with what AWS adds to it."""
    return {block.percent: block.default_percent, block.wait: block.default_minutes} | (said.get(block.name) or {})


def _hook(said: Params) -> StageHook:
    timeout = TIMEOUT | (said.get("timeoutConfiguration") or {})
    return StageHook(
        stages=tuple(said["lifecycleStages"]),
        function="" if said.get("targetType") == "PAUSE" else said["hookTargetArn"],
        details=said.get("hookDetails"),
        timeout_minutes=int(timeout["timeoutInMinutes"]),
        timeout_action=timeout["action"],
    )


def advanced(members: Params, group: Callable[[str], TargetGroup], route: Callable[[str], Route]) -> Advanced | None:
    """What ECS moves between two groups; None where it moves nothing.

    `group` and `route` look up by ARN; that of a route is a rule's, or a listener's of a Network Load Balancer.
    """
    strategy = (members.get("deploymentConfiguration") or {}).get("strategy")
    balancers: list[Params] = members.get("loadBalancers") or []
    if strategy not in NATIVE or not balancers or not balancers[0].get("advancedConfiguration"):
        return None
    said = balancers[0]["advancedConfiguration"]
    production, test = said["productionListenerRule"], said.get("testListenerRule")
    return Advanced(
        groups=(group(balancers[0]["targetGroupArn"]), group(said["alternateTargetGroupArn"])),
        production=route(production),
        test=route(test) if test else None,
        network=is_network(production),
    )


def is_network(arn: str) -> bool:
    """Whether a listener or rule is of a Network Load Balancer."""
    return "/net/" in arn
