"""What ECS refuses of a `deploymentConfiguration` and of an `advancedConfiguration`, in its words."""

from collections.abc import Callable, Container, Iterator
from typing import Any

from local_aws.server.extensions.ecs.deployment_configuration import is_network
from local_aws.server.extensions.patching import AwsError
from model.native import BAKE_MINUTES, BLOCKS, HOOK_STAGES, MOST_HOOKS, NO_PAUSE, PAUSE_MINUTES
from model.strategy import NATIVE, Strategy
from model.texts import native as say
from model.texts.ecs import TARGET_GROUP_NOT_FOUND

Params = dict[str, Any]

ONLY_UNDER_ECS = ("strategy", "bakeTimeInMinutes", "lifecycleHooks", *(block.name for block in BLOCKS.values()))


def check(
    members: Params, controller: str, groups: Container[str], weights: Callable[[str], dict[str, int] | None]
) -> None:
    """Raises what AWS answers to these members of a new or updated service.

    `groups`: the ARNs of the target groups that there are. `weights`: what a rule or listener forwards, by the ARN of
    the group; None where there is no such rule.
    """
    said: Params = members.get("deploymentConfiguration") or {}
    if controller != "ECS":
        for member in ONLY_UNDER_ECS:
            if said.get(member):
                raise AwsError.of(say.ONLY_UNDER_ECS, member=member)
        return
    strategy = said.get("strategy") or Strategy.ROLLING.value
    if strategy not in NATIVE | {Strategy.ROLLING}:
        raise AwsError.of(say.STRATEGY, strategy=strategy)
    for one, block in BLOCKS.items():
        if said.get(block.name) and strategy != one:
            raise AwsError.of(say.BLOCK_OF_ANOTHER_STRATEGY, member=block.name, strategy=one)
    _check_numbers(said)
    _check_hooks(said.get("lifecycleHooks") or [])
    _check_balancers(members.get("loadBalancers") or [], strategy in NATIVE, groups, weights)


def _check_numbers(said: Params) -> None:
    _in_range("bakeTimeInMinutes", said.get("bakeTimeInMinutes"), 0, BAKE_MINUTES)
    for block in BLOCKS.values():
        for member, least, most in ((block.percent, block.least_percent, 100), (block.wait, 0, BAKE_MINUTES)):
            given = (said.get(block.name) or {}).get(member)
            _in_range(member, given, least, most)
            if given is not None and round(given, 1) != given:
                raise AwsError.of(say.TENTHS, member=member, given=given)


def _in_range(member: str, given: float | None, least: float, most: float) -> None:
    if given is not None and not least <= given <= most:
        raise AwsError.of(say.RANGE, member=member, least=least, most=most, given=given)


def _check_hooks(hooks: list[Params]) -> None:
    kinds = [hook.get("targetType") or "AWS_LAMBDA" for hook in hooks]
    for kind, hook in zip(kinds, hooks, strict=True):
        if kind not in ("AWS_LAMBDA", "PAUSE"):
            raise AwsError.of(say.HOOK_TYPE)
        if not hook.get("lifecycleStages"):
            raise AwsError.of(say.HOOK_WITHOUT, member="lifecycleStages", kind=kind)
        for stage in hook["lifecycleStages"]:
            if stage not in HOOK_STAGES:
                raise AwsError.of(say.HOOK_STAGE, stage=stage, allowed=", ".join(HOOK_STAGES))
            if kind == "PAUSE" and stage in NO_PAUSE:
                raise AwsError.of(say.PAUSE_STAGE)
        theirs = ("hookTargetArn", "roleArn")
        for member in theirs:
            if kind == "AWS_LAMBDA" and not hook.get(member):
                raise AwsError.of(say.HOOK_WITHOUT, member=member, kind=kind)
            if kind == "PAUSE" and hook.get(member):
                raise AwsError.of(say.NOT_FOR_HOOK, member=member, kind=kind)
        timeout = hook.get("timeoutConfiguration") or {}
        if timeout and kind == "AWS_LAMBDA":
            raise AwsError.of(say.NOT_FOR_HOOK, member="timeoutConfiguration", kind=kind)
        _in_range("timeoutInMinutes", timeout.get("timeoutInMinutes"), 1, PAUSE_MINUTES)
    for kind in set(kinds):
        if kinds.count(kind) > MOST_HOOKS:
            raise AwsError.of(say.TOO_MANY_HOOKS, most=MOST_HOOKS, kind=kind)


def _check_balancers(
    balancers: list[Params], native: bool, groups: Container[str], weights: Callable[[str], dict[str, int] | None]
) -> None:
    if len({bool(one.get("loadBalancerName")) for one in balancers}) > 1:
        raise AwsError.of(say.MIXED_LOAD_BALANCERS)
    advanced = [one for one in balancers if one.get("advancedConfiguration")]
    if any(one.get("loadBalancerName") for one in advanced):
        raise AwsError.of(say.CLASSIC_LOAD_BALANCER)
    if len(advanced) < len(balancers):
        if advanced:
            raise AwsError.of(say.SOME_WITHOUT_ADVANCED)
        if native:
            raise AwsError.of(say.NO_ADVANCED)
    seen: set[str] = set()
    for arn in _group_arns(balancers):
        if arn in seen:
            raise AwsError.of(say.SAME_GROUP, target_group=arn)
        seen.add(arn)
    for balancer in advanced:
        _check_advanced(balancer["targetGroupArn"], balancer["advancedConfiguration"], groups, weights)


def _group_arns(balancers: list[Params]) -> Iterator[str]:
    for one in balancers:
        both = one.get("targetGroupArn"), (one.get("advancedConfiguration") or {}).get("alternateTargetGroupArn")
        yield from (arn for arn in both if arn and one.get("advancedConfiguration"))


def _check_advanced(
    blue: str, said: Params, groups: Container[str], weights: Callable[[str], dict[str, int] | None]
) -> None:
    for member in ("alternateTargetGroupArn", "productionListenerRule", "roleArn"):
        if not said.get(member):
            raise AwsError.of(say.INCOMPLETE_ADVANCED, member=member)
    green, production, test = (
        said["alternateTargetGroupArn"],
        said["productionListenerRule"],
        said.get("testListenerRule"),
    )
    if green not in groups:
        raise AwsError.of(TARGET_GROUP_NOT_FOUND, target_group=green)
    for arn in (production, test):
        if arn and (":listener/net/" if is_network(arn) else ":listener-rule/app/") not in arn:
            raise AwsError.of(say.NO_RULE_ARN, arn=arn)
        if arn and weights(arn) is None:
            raise AwsError.of(say.NO_RULE, arn=arn)
    if production == test:
        raise AwsError.of(say.SAME_RULE, rules=production)
    if not test and not is_network(production) and not {blue, green} <= (weights(production) or {}).keys():
        raise AwsError.of(say.NO_TEST_RULE)
