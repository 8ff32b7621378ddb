"""Listener rule."""

from typing import Any

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.handlers.lb import action, condition, tagging
from local_aws.provider.handlers.retries import retry
from local_aws.provider.values import Props

TOKEN = "aws:lb/listenerRule:ListenerRule"
DEFAULT_PRIORITY = 99999
"""What the provider calls the priority of a listener's default rule."""
_NAMES = {"rewrite": "Rewrites"}


def create(aws: Aws, props: Props) -> str:
    """Makes the rule; without a priority, behind the last one of the listener."""
    elb = aws.client("elbv2")

    def call() -> str:
        which = {"listenerArn": props["listenerArn"], "priority": props.get("priority") or _next(elb, props)}
        asked = request(elb, "CreateRule", which | {"tagsAll": props.get("tagsAll")})
        return elb.create_rule(**asked, **_parts(elb, props))["Rules"][0]["RuleArn"]

    # Rules made at the same time look for the next priority at the same time.
    return call() if "priority" in props else retry(call, ("PriorityInUse", ""))


def _next(elb: Any, props: Props) -> int:
    rules = elb.describe_rules(ListenerArn=props["listenerArn"])["Rules"]
    return 1 + max((int(rule["Priority"]) for rule in rules if rule["Priority"] != "default"), default=0)


def _parts(elb: Any, props: Props) -> dict[str, Any]:
    """Actions, conditions and transforms, of those that are given."""
    members = elb.meta.service_model.operation_model("CreateRule").input_shape.members
    parts: dict[str, Any] = {}
    if "actions" in props:
        parts["Actions"] = action.to_aws(members["Actions"], props["actions"])
    if "conditions" in props:
        parts["Conditions"] = condition.to_aws(members["Conditions"], props["conditions"])
    if props.get("transforms"):
        parts |= request(elb, "CreateRule", {"transforms": props["transforms"]}, _NAMES)
    return parts


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The rule; its actions in the form that the program chose, see `action.from_aws`."""
    elb = aws.client("elbv2")
    known_as = fields(TOKEN)
    with gone_is_fine("RuleNotFound", "ListenerNotFound"):
        rule = elb.describe_rules(RuleArns=[id])["Rules"][0]
        default = rule["Priority"] == "default"
        return {
            "listenerArn": id.replace(":listener-rule/", ":listener/").rpartition("/")[0],
            "priority": DEFAULT_PRIORITY if default else int(rule["Priority"]),
            "actions": action.from_aws(known_as["actions"].fields, rule["Actions"], known.get("actions", [])),
            "conditions": condition.from_aws(known_as["conditions"].fields, rule["Conditions"]),
            **from_aws({"transforms": known_as["transforms"]}, rule, _NAMES),
            "arn": id,
            "tagsAll": tagging.of(aws, id),
        }
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """The priority first, then one ModifyRule with what else changed."""
    elb = aws.client("elbv2")
    new = change.new
    if "priority" in change.keys and "priority" in new:
        elb.set_rule_priorities(RulePriorities=[{"RuleArn": id, "Priority": new["priority"]}])
    parts = _parts(elb, {key: value for key, value in new.items() if key in change.keys})
    if "transforms" in change.keys and not new.get("transforms"):
        parts["ResetTransforms"] = True
    if parts:
        elb.modify_rule(RuleArn=id, **parts)
    tagging.retag(aws, id, change)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the rule."""
    with gone_is_fine("RuleNotFound", "ListenerNotFound"):
        aws.client("elbv2").delete_rule(RuleArn=id)


def canonical(props: Props) -> Props:
    """Without the blocks that an action's type has no use for."""
    if not isinstance(props.get("actions"), list):
        return props
    return props | {"actions": [action.own(one) for one in props["actions"]]}


HANDLERS = (ResourceHandler(token=TOKEN, create=create, read=read, update=update, delete=delete, canonical=canonical),)
