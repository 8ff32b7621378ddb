"""Repositories, logs, alarms, dashboards and topics as the provider makes, changes, reads and removes them."""

import json
from typing import Any

import grpc
import pytest
from boto3.session import Session

from tests.local_aws.provider.plugin import Plugin, contract

REPOSITORY = "aws:ecr/repository:Repository"
LIFECYCLE = "aws:ecr/lifecyclePolicy:LifecyclePolicy"
REPOSITORY_POLICY = "aws:ecr/repositoryPolicy:RepositoryPolicy"
LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
DASHBOARD = "aws:cloudwatch/dashboard:Dashboard"
TOPIC = "aws:sns/topic:Topic"
TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy"
SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription"
TAGS = {"Name": "web", "team": "shop"}


@pytest.fixture(scope="module")
def repository(plugin: Plugin) -> str:
    return plugin.create(REPOSITORY, {}, "shared").id


@pytest.fixture(scope="module")
def topic(plugin: Plugin) -> str:
    return plugin.create(TOPIC, {}, "shared").id


def client(endpoint: str, service: str) -> Any:
    session = Session(aws_access_key_id="local", aws_secret_access_key="local")
    return session.client(service, endpoint_url=endpoint, region_name="us-east-1")  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "change",
    [
        {"imageTagMutability": None},
        {"imageScanningConfiguration": {"scanOnPush": False}},
        {"tags": {"Name": "other"}},
        {"tags": None},
    ],
    ids=str,
)
def test_a_repository_changes_in_place(plugin: Plugin, change: dict[str, Any]) -> None:
    inputs = {
        "imageTagMutability": "IMMUTABLE",
        "imageScanningConfiguration": {"scanOnPush": True},
        "tags": TAGS,
    }
    contract(plugin, REPOSITORY, inputs, change, "web")


def test_what_aws_fills_in_of_a_repository_is_no_difference(plugin: Plugin, repository: str) -> None:
    found = plugin.import_(REPOSITORY, repository)
    assert found.state["repositoryUrl"] == f"123456789012.dkr.ecr.us-east-1.amazonaws.com/{repository}"
    assert plugin.diff(found, {"name": repository}) == {}


def test_a_repository_with_images_stays_unless_forced(plugin: Plugin, endpoint: str) -> None:
    made = plugin.create(REPOSITORY, {}, "full")
    manifest = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "layers": []}
    client(endpoint, "ecr").put_image(repositoryName=made.id, imageManifest=json.dumps(manifest), imageTag="one")
    with pytest.raises(grpc.RpcError, match="RepositoryNotEmptyException"):
        plugin.delete(made)
    plugin.delete(plugin.update(made, {"forceDelete": True}))
    assert plugin.refresh(made) is None


def keep(count: int) -> str:
    selection = {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": count}
    return json.dumps({"rules": [{"rulePriority": 1, "selection": selection, "action": {"type": "expire"}}]})


def test_another_lifecycle_policy_replaces_the_old_one_first(plugin: Plugin, repository: str) -> None:
    inputs = {"repository": repository, "policy": keep(10)}
    made = plugin.create(LIFECYCLE, inputs)
    assert made.id == repository
    assert plugin.deletes_first(made, inputs | {"policy": keep(20)})
    plugin.delete(made)
    contract(plugin, LIFECYCLE, inputs, {"policy": keep(20)}, replaces=True)


def pull(sid: str) -> str:
    statement = {"Sid": sid, "Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def test_a_repository_policy_changes_in_place(plugin: Plugin, repository: str) -> None:
    contract(plugin, REPOSITORY_POLICY, {"repository": repository, "policy": pull("one")}, {"policy": pull("two")})


@pytest.mark.parametrize(
    "change",
    [{"retentionInDays": 7}, {"retentionInDays": None}, {"tags": {"Name": "other"}}, {"tags": None}],
    ids=str,
)
def test_a_log_group_changes_in_place(plugin: Plugin, change: dict[str, Any]) -> None:
    contract(plugin, LOG_GROUP, {"name": "/ecs/web", "retentionInDays": 30, "tags": TAGS}, change)


def test_a_log_group_is_distinguished_from_one_whose_name_begins_alike(plugin: Plugin) -> None:
    longer = plugin.create(LOG_GROUP, {"name": "/ecs/alike-longer", "retentionInDays": 30})
    made = plugin.create(LOG_GROUP, {"name": "/ecs/alike"})
    assert made.state.get("retentionInDays") == 0
    assert made.state["arn"] == "arn:aws:logs:us-east-1:123456789012:log-group:/ecs/alike"
    plugin.delete(made)
    assert plugin.refresh(made) is None
    plugin.delete(longer)


def test_a_log_group_can_outlive_its_program(plugin: Plugin) -> None:
    made = plugin.create(LOG_GROUP, {"name": "/ecs/kept", "skipDestroy": True})
    plugin.delete(made)
    assert plugin.refresh(made)
    plugin.delete(plugin.update(made, {"name": "/ecs/kept", "skipDestroy": False}))


ON_ONE_METRIC = {
    "comparisonOperator": "GreaterThanThreshold",
    "evaluationPeriods": 2,
    "namespace": "AWS/ApplicationELB",
    "metricName": "UnHealthyHostCount",
    "dimensions": {"TargetGroup": "targetgroup/web-blue/1", "LoadBalancer": "app/web/1"},
    "period": 60,
    "statistic": "Maximum",
    "threshold": 0,
    "treatMissingData": "notBreaching",
    "alarmDescription": "Hosts fail their health check.",
    "alarmActions": ["arn:aws:sns:us-east-1:123456789012:alarms"],
    "tags": TAGS,
}


@pytest.mark.parametrize(
    "change",
    [
        {"threshold": 1.5},
        {"dimensions": {"TargetGroup": "targetgroup/web-green/1", "LoadBalancer": "app/web/1"}},
        {"alarmActions": None},
        {"okActions": ["arn:aws:sns:us-east-1:123456789012:alarms"]},
        {"alarmDescription": None},
        {"datapointsToAlarm": 2},
        {"treatMissingData": None},
        {"statistic": None, "extendedStatistic": "p95"},
        {"actionsEnabled": False},
        {"tags": {"Name": "other"}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_alarm_changes_in_place(plugin: Plugin, change: dict[str, Any]) -> None:
    contract(plugin, ALARM, ON_ONE_METRIC, change, "-".join(change))


def queries(percent: str) -> list[dict[str, Any]]:
    named = {"namespace": "AWS/ApplicationELB", "dimensions": {"TargetGroup": "t"}, "period": 60, "stat": "Sum"}
    return [
        {"id": "rate", "expression": percent, "label": "5xx %", "returnData": True},
        {"id": "bad", "metric": {"metricName": "HTTPCode_Target_5XX_Count", **named}},
        {"id": "all", "metric": {"metricName": "RequestCount", **named}},
    ]


def test_an_alarm_on_an_expression_over_metrics(plugin: Plugin) -> None:
    inputs = {
        "comparisonOperator": "GreaterThanThreshold",
        "evaluationPeriods": 2,
        "threshold": 5,
        "metricQueries": queries("100 * bad / all"),
    }
    contract(plugin, ALARM, inputs, {"metricQueries": queries("100 * bad / (all + 1)")}, "rate")


def test_aws_gets_the_whole_expression(plugin: Plugin, endpoint: str) -> None:
    inputs = {"comparisonOperator": "GreaterThanThreshold", "evaluationPeriods": 2, "threshold": 5}
    made = plugin.create(ALARM, inputs | {"metricQueries": queries("100 * bad / all")}, "whole")
    alarm = client(endpoint, "cloudwatch").describe_alarms(AlarmNames=[made.id])["MetricAlarms"][0]
    bad = next(one for one in alarm["Metrics"] if one["Id"] == "bad")
    assert bad["ReturnData"] is False
    assert bad["MetricStat"] == {
        "Metric": {
            "Namespace": "AWS/ApplicationELB",
            "MetricName": "HTTPCode_Target_5XX_Count",
            "Dimensions": [{"Name": "TargetGroup", "Value": "t"}],
        },
        "Period": 60,
        "Stat": "Sum",
    }
    plugin.delete(made)


def test_a_threshold_changed_by_hand_is_repaired(plugin: Plugin, endpoint: str) -> None:
    made = plugin.create(ALARM, ON_ONE_METRIC, "tuned")
    client(endpoint, "cloudwatch").put_metric_alarm(
        AlarmName=made.id,
        ComparisonOperator="GreaterThanThreshold",
        EvaluationPeriods=2,
        MetricName="UnHealthyHostCount",
        Namespace="AWS/ApplicationELB",
        Period=60,
        Statistic="Maximum",
        Threshold=9,
        TreatMissingData="notBreaching",
    )
    seen = plugin.refresh(made)
    assert seen
    found = plugin.diff(seen, ON_ONE_METRIC)
    assert {"threshold", "alarmDescription"} <= found.keys()
    assert plugin.diff(plugin.update(seen, ON_ONE_METRIC), ON_ONE_METRIC) == {}
    plugin.delete(made)


def test_a_dashboard_changes_in_place_but_not_its_name(plugin: Plugin) -> None:
    inputs = {"dashboardName": "web", "dashboardBody": json.dumps({"widgets": []})}
    contract(plugin, DASHBOARD, inputs, {"dashboardBody": json.dumps({"widgets": [], "start": "-PT6H"})})
    contract(plugin, DASHBOARD, inputs, {"dashboardName": "other"}, replaces=True)


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


def test_a_topics_policy_changes_in_place_and_goes_back_to_awss(plugin: Plugin, endpoint: str) -> None:
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
    attributes = client(endpoint, "sns").get_topic_attributes(TopicArn=topic.id)["Attributes"]
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
