"""SNS topics, their policies and subscriptions as the provider makes, changes, reads and removes them."""

import json
from typing import Any

import pytest

from tests.local_aws.provider.plugin import Plugin, contract

TOPIC = "aws:sns/topic:Topic"
TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy"
SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription"
TAGS = {"Name": "web", "team": "shop"}


@pytest.fixture(scope="module")
def topic(plugin: Plugin) -> str:
    return plugin.create(TOPIC, {}, "shared").id


@pytest.mark.parametrize(
    "change",
    [
        {"displayName": "other"},
        {"displayName": None},
        {"kmsMasterKeyId": "alias/aws/sns"},
        {"tags": {"Name": "other"}},
    ],
    ids=str,
)
def test_a_topic_changes_in_place(plugin: Plugin, change: dict[str, Any]) -> None:
    contract(plugin, TOPIC, {"displayName": "Releases", "tags": TAGS}, change, "releases")


def test_a_topic_has_its_arn_as_id(plugin: Plugin, topic: str) -> None:
    name = topic.rpartition(":")[2]
    assert topic == f"arn:aws:sns:us-east-1:123456789012:{name}"
    assert plugin.import_(TOPIC, topic).inputs["name"] == name


def publish(topic: str, service: str) -> str:
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sns:Publish", "Resource": topic}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def test_a_topics_policy_changes_in_place_and_goes_back_to_awss(plugin: Plugin, aws: Any) -> None:
    topic = plugin.create(TOPIC, {}, "guarded")
    inputs = {"arn": topic.id, "policy": publish(topic.id, "codedeploy.amazonaws.com")}
    made = plugin.create(TOPIC_POLICY, inputs)
    assert plugin.diff(made, inputs) == {}
    changed = inputs | {"policy": publish(topic.id, "events.amazonaws.com")}
    assert plugin.diff(made, changed) == {"policy": "update"}
    made = plugin.update(made, changed)
    assert plugin.diff(made, changed) == {}
    assert plugin.diff(plugin.import_(TOPIC_POLICY, topic.id), changed) == {}
    seen = plugin.refresh(topic)
    assert seen
    assert plugin.diff(seen, {}) == {}
    plugin.delete(made)
    attributes = aws("sns").get_topic_attributes(TopicArn=topic.id)["Attributes"]
    assert json.loads(attributes["Policy"])["Id"] == "__default_policy_ID"
    plugin.delete(topic)
    plugin.delete(made)
    assert plugin.refresh(made) is None


def test_a_subscription_changes_in_place(plugin: Plugin, topic: str) -> None:
    inputs = {
        "topic": topic,
        "protocol": "sqs",
        "endpoint": "arn:aws:sqs:us-east-1:123456789012:events",
        "rawMessageDelivery": True,
        "filterPolicy": json.dumps({"status": ["FAILED"]}),
    }
    contract(plugin, SUBSCRIPTION, inputs, {"rawMessageDelivery": None, "filterPolicy": None})


def test_another_endpoint_is_another_subscription(plugin: Plugin, topic: str) -> None:
    inputs = {"topic": topic, "protocol": "email", "endpoint": "team@example.com"}
    contract(plugin, SUBSCRIPTION, inputs, {"endpoint": "other@example.com"}, replaces=True)
