"""Check: what is filled in, and what is refused before AWS is asked."""

from typing import Any

import pytest
from pulumi.runtime.proto import provider_pb2

from local_aws.provider.protocol import wire
from local_aws.provider.values import UNKNOWN
from tests.local_aws.provider.plugin import SEED, CheckFailed, Plugin

LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
CONFIG = "aws:codedeploy/deploymentConfig:DeploymentConfig"
LIFECYCLE = "aws:ecr/lifecyclePolicy:LifecyclePolicy"
REPOSITORY = "aws:ecr/repository:Repository"
ROLE = "aws:iam/role:Role"
ROUTE_TABLE = "aws:ec2/routeTable:RouteTable"
SUBNET = "aws:ec2/subnet:Subnet"
RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"


def refused(plugin: Plugin, token: str, inputs: dict[str, Any], name: str = "thing") -> str:
    with pytest.raises(CheckFailed) as failed:
        plugin.check(token, inputs, name)
    return str(failed.value)


def test_a_name_is_generated_and_recorded(plugin: Plugin) -> None:
    inputs = plugin.check(LOG_GROUP, {}, "app")
    assert inputs["name"].startswith("app-")
    assert len(inputs["name"]) == len("app-") + 7
    assert inputs["__defaults"] == ["name", "retentionInDays"]


def test_preview_and_update_agree_on_a_name_and_resources_do_not(plugin: Plugin) -> None:
    assert plugin.check(LOG_GROUP, {}, "app") == plugin.check(LOG_GROUP, {}, "app")
    assert plugin.check(LOG_GROUP, {}, "app")["name"][-7:] != plugin.check(LOG_GROUP, {}, "web")["name"][-7:]


def test_a_name_stays_with_another_seed(plugin: Plugin) -> None:
    old = {"name": "app-1234567", "retentionInDays": 0, "__defaults": ["name", "retentionInDays"]}
    assert plugin.check(LOG_GROUP, {}, "app", old)["name"] == "app-1234567"


def test_a_name_by_hand_is_not_kept_when_it_is_removed(plugin: Plugin) -> None:
    old = {"name": "mine", "__defaults": []}
    assert plugin.check(LOG_GROUP, {}, "app", old)["name"].startswith("app-")


def test_a_prefix_excludes_a_generated_name(plugin: Plugin) -> None:
    assert "name" not in plugin.check(LOG_GROUP, {"namePrefix": "mine-"})


def test_a_repository_name_is_lower_case_and_a_configuration_has_an_underscore(plugin: Plugin) -> None:
    assert plugin.check(REPOSITORY, {}, "App")["name"].startswith("app-")
    assert plugin.check(CONFIG, {}, "slow")["deploymentConfigName"].startswith("slow_")


def test_a_name_that_does_not_fit_is_refused_and_not_cut(plugin: Plugin) -> None:
    assert len(plugin.check(ROLE, {"assumeRolePolicy": "{}"}, "r" * 56)["name"]) == 64
    assert "longer than maximum length 64" in refused(plugin, ROLE, {"assumeRolePolicy": "{}"}, "r" * 57)


@pytest.mark.parametrize(
    ("mode", "proposed", "name"),
    [("PROPOSE", "dev-app", "dev-app"), ("ENFORCE", "App", "App"), ("PROPOSE", "App", "app")],
)
def test_the_projects_autonaming_pattern_is_used(plugin: Plugin, mode: str, proposed: str, name: str) -> None:
    options = provider_pb2.CheckRequest.AutonamingOptions
    autonaming = options(proposed_name=proposed, mode=options.Mode.Value(mode))
    request = provider_pb2.CheckRequest(name="app", type=REPOSITORY, randomSeed=SEED, autonaming=autonaming)
    assert wire.plain(plugin.stub.Check(request).inputs)["name"] == name


def test_a_project_without_autonaming_requires_names(plugin: Plugin) -> None:
    options = provider_pb2.CheckRequest.AutonamingOptions
    request = provider_pb2.CheckRequest(name="app", type=REPOSITORY, autonaming=options(mode=options.DISABLE))
    assert "must be given" in plugin.stub.Check(request).failures[0].reason


def test_defaults_of_a_nested_object_are_filled_in_when_it_is_given(plugin: Plugin) -> None:
    inputs = plugin.check(CONFIG, {"trafficRoutingConfig": {"timeBasedLinear": {"interval": 1, "percentage": 50}}})
    assert inputs["trafficRoutingConfig"]["type"] == "AllAtOnce"
    assert inputs["trafficRoutingConfig"]["__defaults"] == ["type"]
    assert "trafficRoutingConfig" not in plugin.check(CONFIG, {})


def test_an_old_default_stays(plugin: Plugin) -> None:
    old = {"name": "n", "retentionInDays": 3, "__defaults": ["retentionInDays"]}
    assert plugin.check(LOG_GROUP, {"name": "n"}, old=old)["retentionInDays"] == 3


def test_numbers_and_booleans_given_as_text_are_converted(plugin: Plugin) -> None:
    alarm = {"evaluationPeriods": "2", "threshold": "0.5", "actionsEnabled": "false", "comparisonOperator": UNKNOWN}
    inputs = plugin.check(ALARM, alarm)
    assert (inputs["evaluationPeriods"], inputs["threshold"], inputs["actionsEnabled"]) == (2, 0.5, False)
    assert plugin.check(LOG_GROUP, {"tags": {"port": 80, "on": True}})["tags"] == {"port": "80", "on": "true"}


def test_an_object_becomes_the_text_of_a_json_property(plugin: Plugin) -> None:
    inputs = plugin.check(LIFECYCLE, {"repository": "r", "policy": {"rules": [{"rulePriority": 1}]}})
    assert inputs["policy"] == '{"rules":[{"rulePriority":1}]}'


@pytest.mark.parametrize(
    ("token", "inputs", "text"),
    [
        (LOG_GROUP, {"retention": 7}, "Invalid or unknown key. Examine values at 'thing.retention'."),
        (LOG_GROUP, {"retentionInDays": 8}, "expected retention_in_days to be one of [0 1 3 5"),
        (LOG_GROUP, {"retentionInDays": "soon"}, "expected retention_in_days to be a value of type integer, got soon"),
        (LOG_GROUP, {"retentionInDays": 7.5}, "expected retention_in_days to be a value of type integer, got 7.5"),
        (LOG_GROUP, {"name": ""}, "expected length of name to be in the range (1 - 512), got"),
        (LOG_GROUP, {"name": "a", "namePrefix": "b"}, '"name": conflicts with name_prefix. Examine values at \'thing.'),
        (SUBNET, {"cidrBlock": "10.0.0.0/24"}, 'The argument "vpc_id" is required, but no definition was found'),
        (ALARM, {"comparisonOperator": "More"}, 'expected comparison_operator to be one of ["GreaterThanOrEqual'),
        (ALARM, {"evaluationPeriods": 0}, "expected evaluation_periods to be at least (1), got 0"),
        (ALARM, {"okActions": list("abcdef")}, "ok_actions supports 5 item maximum, but config has 6 declared"),
        (ROUTE_TABLE, {"vpcId": "v", "routes": [{"to": "x"}]}, "Examine values at 'thing.routes[0].to'."),
        (
            RULE,
            {"type": "ingress", "fromPort": 1, "toPort": 1, "protocol": "tcp", "securityGroupId": "sg"},
            "one of `cidr_blocks,ipv6_cidr_blocks,prefix_list_ids,self,source_security_group_id` must be specified",
        ),
    ],
)
def test_wrong_inputs_are_refused_with_their_place(
    plugin: Plugin, token: str, inputs: dict[str, Any], text: str
) -> None:
    assert text in refused(plugin, token, inputs)


def test_all_failures_are_reported_together(plugin: Plugin) -> None:
    assert refused(plugin, LOG_GROUP, {"retentionInDays": 8, "nmae": "x"}).count("Examine values") == 2


def test_unknown_values_pass(plugin: Plugin) -> None:
    inputs = {"vpcId": UNKNOWN, "cidrBlock": UNKNOWN, "mapPublicIpOnLaunch": UNKNOWN}
    assert plugin.check(SUBNET, inputs).items() >= inputs.items()
    assert plugin.check(LOG_GROUP, {"retentionInDays": UNKNOWN})["retentionInDays"] == UNKNOWN


def test_tags_all_are_default_tags_under_the_resources_own(endpoint: str) -> None:
    with Plugin(endpoint, defaultTags={"tags": {"team": "web", "env": "dev"}}) as plugin:
        inputs = plugin.check(LOG_GROUP, {"tags": {"env": "prod"}})
        assert inputs["tags"] == {"env": "prod"}
        assert inputs["tagsAll"] == {"team": "web", "env": "prod"}
        assert plugin.check(LOG_GROUP, {"tags": {"env": UNKNOWN}})["tagsAll"] == UNKNOWN
        assert "tagsAll" not in plugin.check(LIFECYCLE, {"repository": "r", "policy": "{}"})


def test_the_region_is_filled_in_where_a_type_has_one(plugin: Plugin) -> None:
    assert plugin.check(LOG_GROUP, {})["region"] == "us-east-1"
    assert "region" not in plugin.check(ROLE, {"assumeRolePolicy": "{}"})


def test_a_secret_stays_one_and_is_not_shown(plugin: Plugin) -> None:
    news = wire.encode({"name": "hush" * 200, "tags": {"key": "value"}}, {("name",), ("tags", "key")})
    answer = plugin.stub.Check(provider_pb2.CheckRequest(name="app", type=LOG_GROUP, news=news))
    assert wire.decode(answer.inputs)[1] == {("name",), ("tags", "key"), ("tagsAll", "key")}
    assert "hush" not in answer.failures[0].reason


def test_an_unknown_type_passes_a_preview_as_declared_and_is_named_when_it_shall_be_created(plugin: Plugin) -> None:
    declared = {"ami": "ami-1", "subnetId": UNKNOWN}
    assert plugin.preview("aws:ec2/instance:Instance", declared) == declared
    with pytest.raises(Exception, match=r"doesn't know the resource type 'aws:ec2/instance:Instance'"):
        plugin.create("aws:ec2/instance:Instance", {"ami": "ami-1"})
