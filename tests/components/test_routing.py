"""Which requests a service takes."""

from dataclasses import replace

import pytest

from components.routing import Requests
from tests.components.fronts import FRONT, TARGETS, routed
from verdict.recording import Recording, record

RULE = "aws:lb/listenerRule:ListenerRule"
TARGET_GROUP = "aws:lb/targetGroup:TargetGroup"


def rules(requests: Requests | None = None) -> Recording:
    return record(lambda: routed(requests=requests))


@pytest.mark.parametrize(
    ("rule", "listener"),
    [("web-production", FRONT.production_listener_arn), ("web-test", FRONT.test_listener_arn)],
)
def test_a_rule_takes_all_requests_last_starts_with_blue_and_is_then_left_to_releases(rule: str, listener: str) -> None:
    made = rules().one(RULE, rule)
    assert made.inputs["listenerArn"] == listener
    assert made.inputs["conditions"] == [{"pathPattern": {"values": ["/*"]}}]
    assert made.inputs["priority"] == 50000
    [action] = made.inputs["actions"]
    assert action["forward"]["targetGroups"] == [
        {"arn": f"arn:aws:{TARGET_GROUP}::web-blue", "weight": 100},
        {"arn": f"arn:aws:{TARGET_GROUP}::web-green", "weight": 0},
    ]
    assert made.ignore_changes == ("actions",)


def test_a_rule_is_sticky_where_its_groups_are() -> None:
    made = record(lambda: routed(targets=replace(TARGETS, stickiness_seconds=600)))
    for rule in made.all(RULE):
        [action] = rule.inputs["actions"]
        assert action["forward"]["stickiness"] == {"enabled": True, "duration": 600}
    [plain] = rules().one(RULE, "web-production").inputs["actions"]
    assert "stickiness" not in plain["forward"]


def test_new_target_groups_take_new_rules_of_the_same_priority() -> None:
    made = rules().one(RULE, "web-production")
    assert made.replace_with == {f"{TARGET_GROUP}::web-blue", f"{TARGET_GROUP}::web-green"}
    assert made.delete_before_replace


def test_a_rule_asks_for_the_hosts_and_the_paths_of_its_service() -> None:
    made = rules(Requests(paths=["/orders", "/orders/*"], hosts=["api.example.com"], priority=10))
    inputs = made.one(RULE, "web-test").inputs
    assert inputs["priority"] == 10
    assert inputs["conditions"] == [
        {"hostHeader": {"values": ["api.example.com"]}},
        {"pathPattern": {"values": ["/orders", "/orders/*"]}},
    ]


def test_hosts_alone_are_any_path() -> None:
    inputs = rules(Requests(hosts=["api.example.com"])).one(RULE, "web-test").inputs
    assert inputs["conditions"] == [{"hostHeader": {"values": ["api.example.com"]}}]
