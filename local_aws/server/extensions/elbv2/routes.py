"""Listeners, rules and target groups as the model has them.

What a listener or a rule forwards is written in two places: moto's record, which calls change and show, and the model's
route, which releases move. Whichever changed since both were the same is written into the other.
"""

from collections.abc import Iterator
from typing import Any

from moto.elbv2.models import FakeAction, FakeListener, FakeTargetGroup, elbv2_backends

from local_aws.server.account import Account, account
from model.moving.traffic import HealthCheck, Listener, Route, TargetGroup

Weights = dict[str, int]
"""By the ARN of a target group."""


def target_group(record: FakeTargetGroup) -> TargetGroup:
    """The model's, whose name is the ARN."""
    kept: dict[str, Any] = vars(record)
    if "moving" not in kept:
        kept["moving"] = account(record.account_id, record.region_name).cloud.target_group(record.arn)
    group: TargetGroup = kept["moving"]
    group.check = HealthCheck(
        interval_seconds=float(record.health_check_interval_seconds or 30),
        healthy_threshold=int(record.healthy_threshold_count or 5),
        unhealthy_threshold=int(record.unhealthy_threshold_count or 2),
    )
    group.deregistration_seconds = float(record.attributes.get("deregistration_delay.timeout_seconds") or 300)
    return group


def route(record: Any) -> Route:
    """What a rule forwards; a listener's default action is its default rule."""
    return vars(record)["moving"]


def rule(backend: Any, arn: str) -> Any:
    """The rule with this ARN, or the default one of the listener with it; None: there is none."""
    rules = _rules(backend)
    return next((one for owner, one in rules if arn == one.arn or (one.is_default and arn == owner.arn)), None)


def weights(backend: Any, arn: str) -> Weights | None:
    """What that rule forwards."""
    found = rule(backend, arn)
    return None if found is None else _weights(found.actions)


def listener(record: FakeListener) -> Listener:
    """Its default action first, then its rules by priority."""
    default, *_ = record._default_rule.values()
    rules = sorted(record._non_default_rules.values(), key=lambda rule: int(rule.priority))
    return Listener(record.arn, [route(rule) for rule in (default, *rules)])


def follow(of: Account) -> None:
    """Brings moto's records and the model's routes in line."""
    backend: Any = elbv2_backends[of.id][of.region]
    groups: dict[str, Any] = backend.target_groups
    rules = list(_rules(backend))
    for owner, rule in rules:
        _follow_rule(of, owner, rule, groups)
    here = {rule.arn for _, rule in rules}
    for gone in of.routes.keys() - here:
        of.routes.pop(gone).delete()


def _rules(backend: Any) -> Iterator[tuple[Any, Any]]:
    for balancer in backend.load_balancers.values():
        for one in balancer.listeners.values():
            for rule in one.rules.values():
                yield one, rule


def _follow_rule(of: Account, owner: Any, rule: Any, groups: dict[str, Any]) -> None:
    kept = vars(rule)
    written = _weights(rule.actions)
    if "moving" not in kept or rule.arn not in of.routes:
        kept["moving"] = of.routes[rule.arn] = of.cloud.route(rule.arn, {})
        kept["in_line"] = {}
    moving: Route = kept["moving"]
    if written != kept["in_line"]:
        moving.forward({target_group(groups[arn]): weight for arn, weight in written.items() if arn in groups})
        kept["in_line"] = written
        return
    moved = {group.name: weight for group, weight in moving.weights.items()}
    if moved != written and moved:
        _write(owner, rule, moved)
        kept["in_line"] = moved


def _forward(actions: list[Any]) -> Any:
    return next((action for action in actions if action.data["Type"] == "forward"), None)


def _weights(actions: list[Any]) -> Weights:
    action = _forward(actions)
    if action is None:
        return {}
    groups = (action.data.get("ForwardConfig") or {}).get("TargetGroups") or []
    return {group["TargetGroupArn"]: int(group.get("Weight", 1)) for group in groups}


def _write(owner: Any, rule: Any, weights: Weights) -> None:
    """Into the actions that calls show; the sole group of an action is named beside its list, too. A redirect or fixed
    response that somebody has put there meanwhile gives way."""
    old = _forward(rule.actions) or rule.actions[-1]
    forwarded: dict[str, Any] = old.data if old.data["Type"] == "forward" else {"Type": "forward"}
    data = {key: value for key, value in forwarded.items() if key != "TargetGroupArn"}
    groups = [{"TargetGroupArn": arn, "Weight": weight} for arn, weight in weights.items()]
    data["ForwardConfig"] = data.get("ForwardConfig", {}) | {"TargetGroups": groups}
    if len(groups) == 1:
        data["TargetGroupArn"] = groups[0]["TargetGroupArn"]
    rule.actions = [FakeAction(data) if action is old else action for action in rule.actions]
    if rule.is_default:
        owner.default_actions = rule.actions
