"""Rules of EventBridge and their targets as the provider makes, changes, reads and removes them."""

import json
from typing import Any

import grpc
import pytest

from tests.local_aws.provider.plugin import CheckFailed, Plugin, contract

RULE = "aws:cloudwatch/eventRule:EventRule"
TARGET = "aws:cloudwatch/eventTarget:EventTarget"
TAGS = {"Name": "web", "team": "shop"}
TOPIC = "arn:aws:sns:us-east-1:123456789012:releases"


def pattern(*states: str) -> str:
    return json.dumps({"source": ["aws.codepipeline"], "detail": {"state": list(states)}})


@pytest.mark.parametrize(
    "change",
    [
        {"eventPattern": pattern("FAILED", "STOPPED")},
        {"description": None},
        {"state": "DISABLED"},
        {"isEnabled": False},
        {"tags": {"Name": "other"}},
        {"tags": None},
    ],
    ids=str,
)
def test_a_rule_changes_in_place(plugin: Plugin, change: dict[str, Any]) -> None:
    inputs = {"eventPattern": pattern("FAILED"), "description": "Tells of failures", "tags": TAGS}
    contract(plugin, RULE, inputs, change, "failed")


def test_a_disabled_rule_is_enabled_again(plugin: Plugin, aws: Any) -> None:
    inputs = {"eventPattern": pattern("FAILED"), "isEnabled": False}
    made = plugin.create(RULE, inputs, "switched")
    assert aws("events").describe_rule(Name=made.id)["State"] == "DISABLED"
    plugin.update(made, inputs | {"isEnabled": True})
    assert aws("events").describe_rule(Name=made.id)["State"] == "ENABLED"
    plugin.delete(made)


def test_a_pattern_in_another_spelling_is_no_difference(plugin: Plugin) -> None:
    made = plugin.create(RULE, {"eventPattern": pattern("FAILED")}, "spelled")
    assert plugin.diff(made, {"eventPattern": json.dumps(json.loads(pattern("FAILED")), indent=2)}) == {}
    plugin.delete(made)


def test_a_rule_needs_a_pattern_or_a_schedule(plugin: Plugin) -> None:
    with pytest.raises(CheckFailed, match="one of `event_pattern,schedule_expression` must be specified"):
        plugin.check(RULE, {"description": "Tells of nothing"})


@pytest.fixture(scope="module")
def rule(plugin: Plugin) -> str:
    return plugin.create(RULE, {"eventPattern": pattern("FAILED")}, "shared").id


@pytest.mark.parametrize(
    "change",
    [
        {"arn": f"{TOPIC}-others"},
        {"inputTransformer": None, "input": '{"failed":true}'},
        {"inputTransformer": {"inputTemplate": '"failed"'}},
        {"roleArn": "arn:aws:iam::123456789012:role/events"},
    ],
    ids=str,
)
def test_a_target_changes_in_place(plugin: Plugin, rule: str, change: dict[str, Any]) -> None:
    transformer = {"inputPaths": {"pipeline": "$.detail.pipeline"}, "inputTemplate": '"<pipeline> failed"'}
    inputs = {"rule": rule, "targetId": "topic", "arn": TOPIC, "inputTransformer": transformer}
    contract(plugin, TARGET, inputs, change, import_id=f"{rule}/topic")


def test_another_target_id_is_another_target(plugin: Plugin, rule: str) -> None:
    inputs = {"rule": rule, "targetId": "one", "arn": TOPIC}
    contract(plugin, TARGET, inputs, {"targetId": "two"}, import_id=f"{rule}/two", replaces=True)


def test_a_target_without_a_name_gets_one(plugin: Plugin, rule: str) -> None:
    made = plugin.create(TARGET, {"rule": rule, "arn": TOPIC})
    assert made.state["targetId"].startswith("terraform-")
    assert made.id == f"{rule}-{made.state['targetId']}"
    assert plugin.diff(made, {"rule": rule, "arn": TOPIC}) == {}
    plugin.delete(made)


def test_a_target_that_gets_no_events_here_is_refused_in_words(plugin: Plugin, rule: str) -> None:
    inputs = {"rule": rule, "arn": TOPIC, "kinesisTarget": {"partitionKeyPath": "$.id"}}
    with pytest.raises(grpc.RpcError, match="does not know kinesisTarget"):
        plugin.create(TARGET, inputs)
