"""Preview, create, refresh and import: what the provider returns for the engine's state."""

from typing import Any

import boto3
import pytest

from local_aws.provider.values import UNKNOWN
from tests.local_aws.provider.plugin import Plugin, contract

LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
TOPIC = "aws:sns/topic:Topic"
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
TARGETS = "aws:lb/targetGroup:TargetGroup"


@pytest.fixture(scope="module")
def logs(endpoint: str) -> Any:
    return client(endpoint, "logs")


def client(endpoint: str, service: str, region: str = "us-east-1") -> Any:
    return boto3.client(
        service,  # type: ignore[call-overload]
        endpoint_url=endpoint,
        region_name=region,
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )


def test_a_previewed_create_knows_what_is_given_and_makes_nothing(plugin: Plugin, logs: Any) -> None:
    state = plugin.preview(LOG_GROUP, {"retentionInDays": 7}, "previewed")
    assert state["retentionInDays"] == 7
    assert state["name"].startswith("previewed-")
    assert state["arn"] == state["logGroupClass"] == UNKNOWN
    assert state["tagsAll"] == {}
    assert "__defaults" not in state
    assert logs.describe_log_groups(logGroupNamePrefix="previewed")["logGroups"] == []


def test_a_previewed_create_does_not_know_what_is_computed_inside_either(plugin: Plugin) -> None:
    state = plugin.preview(TARGETS, {"port": 80, "protocol": "HTTP", "vpcId": "vpc-1", "healthCheck": {"path": "/up"}})
    assert state["healthCheck"]["path"] == "/up"
    assert state["healthCheck"]["matcher"] == UNKNOWN


def test_a_previewed_update_keeps_outputs(plugin: Plugin) -> None:
    made = plugin.create(LOG_GROUP, {"retentionInDays": 7}, "kept")
    state = plugin.preview_update(made, {"retentionInDays": 14})
    assert state["arn"] == made.state["arn"]
    assert state["retentionInDays"] == 14
    assert plugin.refresh(made) == made
    plugin.delete(made)


def test_a_previewed_update_does_not_know_the_outputs_that_it_renews(plugin: Plugin) -> None:
    made = plugin.create(TEMPLATE, {"instanceType": "t3.micro"})
    assert plugin.preview_update(made, {"instanceType": "t3.small"})["latestVersion"] == UNKNOWN
    assert plugin.update(made, {"instanceType": "t3.small"}).state["latestVersion"] == 2
    plugin.delete(made)


def test_a_handler_fulfils_the_contract(plugin: Plugin) -> None:
    contract(plugin, LOG_GROUP, {"retentionInDays": 7, "tags": {"a": "b"}}, {"retentionInDays": 14, "tags": None})
    contract(plugin, LOG_GROUP, {"name": "one"}, {"name": "two"}, replaces=True)


def test_a_change_behind_pulumis_back_shows_after_a_refresh_and_is_repaired(plugin: Plugin, logs: Any) -> None:
    inputs = {"retentionInDays": 7, "tags": {"a": "b"}}
    made = plugin.create(LOG_GROUP, inputs, "drifting")
    logs.put_retention_policy(logGroupName=made.id, retentionInDays=30)
    logs.tag_log_group(logGroupName=made.id, tags={"x": "y"})
    logs.untag_log_group(logGroupName=made.id, tags=["a"])

    moved = plugin.refresh(made)
    assert moved
    assert moved.inputs["retentionInDays"] == moved.state["retentionInDays"] == 30
    assert moved.inputs["tags"] == {"x": "y"}
    found = plugin.diff(moved, inputs)
    assert found["retentionInDays"] == "update"
    assert (found["tags.a"], found["tags.x"]) == ("add", "delete")

    repaired = plugin.update(moved, inputs)
    assert logs.describe_log_groups(logGroupNamePrefix=made.id)["logGroups"][0]["retentionInDays"] == 7
    assert logs.list_tags_log_group(logGroupName=made.id)["tags"] == {"a": "b"}
    assert plugin.refresh(repaired) == repaired
    plugin.delete(made)


def test_a_default_that_was_changed_behind_pulumis_back_is_repaired(plugin: Plugin, logs: Any) -> None:
    made = plugin.create(LOG_GROUP, {}, "default")
    logs.put_retention_policy(logGroupName=made.id, retentionInDays=30)
    moved = plugin.refresh(made)
    assert moved
    assert plugin.diff(moved, {}) == {"retentionInDays": "update"}
    plugin.delete(made)


def test_a_tag_that_has_appeared_shows_after_a_refresh(plugin: Plugin, logs: Any) -> None:
    made = plugin.create(LOG_GROUP, {}, "tagged")
    logs.tag_log_group(logGroupName=made.id, tags={"x": "y"})
    moved = plugin.refresh(made)
    assert moved
    assert plugin.diff(moved, {}) == {"tags": "delete", "tagsAll": "delete"}
    plugin.delete(made)


def test_default_tags_reach_aws_and_a_change_of_them_is_an_update(endpoint: str, logs: Any) -> None:
    with Plugin(endpoint, defaultTags={"tags": {"team": "web"}}) as plugin:
        made = plugin.create(LOG_GROUP, {"tags": {"a": "b"}}, "defaulted")
        assert logs.list_tags_log_group(logGroupName=made.id)["tags"] == {"team": "web", "a": "b"}
        assert made.state["tags"] == {"a": "b"}
        assert plugin.refresh(made) == made
    with Plugin(endpoint, defaultTags={"tags": {"team": "ops"}}) as plugin:
        assert plugin.diff(made, {"tags": {"a": "b"}}) == {"tagsAll.team": "update"}
        plugin.delete(made)


def test_an_import_finds_what_aws_has(plugin: Plugin, logs: Any) -> None:
    logs.create_log_group(logGroupName="made-elsewhere", tags={"a": "b"})
    found = plugin.import_(LOG_GROUP, "made-elsewhere")
    assert found.inputs["name"] == "made-elsewhere"
    assert found.inputs["tags"] == {"a": "b"}
    assert "retentionInDays" not in found.inputs
    assert "arn" not in found.inputs
    assert plugin.diff(found, {"name": "made-elsewhere", "tags": {"a": "b"}}) == {}
    logs.delete_log_group(logGroupName="made-elsewhere")
    with pytest.raises(LookupError):
        plugin.import_(LOG_GROUP, "made-elsewhere")


def test_a_resource_lives_in_its_own_region(plugin: Plugin, endpoint: str) -> None:
    made = plugin.create(LOG_GROUP, {"region": "eu-west-1"}, "abroad")
    assert ":eu-west-1:" in made.state["arn"]
    assert plugin.refresh(made) == made
    assert plugin.import_(LOG_GROUP, f"{made.id}@eu-west-1").state["region"] == "eu-west-1"
    assert plugin.diff(made, {})["region"] == "update-replace"
    plugin.delete(made)
    assert client(endpoint, "logs", "eu-west-1").describe_log_groups()["logGroups"] == []


def test_a_name_written_by_hand_is_deleted_before_it_is_made_again(plugin: Plugin) -> None:
    own = plugin.create(LOG_GROUP, {"name": "own"})
    assert plugin.deletes_first(own, {"name": "own", "logGroupClass": "INFREQUENT_ACCESS"})
    assert not plugin.deletes_first(own, {"name": "other"})
    made = plugin.create(LOG_GROUP, {})
    assert not plugin.deletes_first(made, {"logGroupClass": "INFREQUENT_ACCESS"})
    plugin.delete(own)
    plugin.delete(made)


def test_a_newly_written_property_that_aws_has_already_is_no_difference(plugin: Plugin) -> None:
    made = plugin.create(LOG_GROUP, {})
    assert plugin.diff(made, {"logGroupClass": "STANDARD"}) == {}
    assert plugin.diff(made, {"logGroupClass": "INFREQUENT_ACCESS"}) == {"logGroupClass": "update-replace"}
    plugin.delete(made)
