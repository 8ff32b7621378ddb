"""Alarms that fire, through boto3 and minute by minute."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_aws.server.account import Account, account
from local_aws.server.extensions.cloudwatch.minutes import Minutes
from local_aws.traffic.counters import BalancerCounters, GroupCounters, Reading
from tests.conftest import Clients, clients_of
from tests.local_aws.server.extensions.cloudwatch.errors import sum_of, watch_errors

REGION = "eu-west-3"
"""Nobody else is there, so time passes only here."""
PLACE = f"arn:aws:elasticloadbalancing:{REGION}:123456789012:"


@pytest.fixture(scope="module")
def aws(endpoint: str) -> Clients:
    return clients_of(endpoint, REGION)


@pytest.fixture
def here(endpoint: str) -> Account:
    return account("123456789012", REGION)


@pytest.fixture
def minutes(here: Account) -> Minutes:
    looking = Minutes(lambda: None)
    looking.look(here)
    return looking


def pass_minute(here: Account, minutes: Minutes) -> None:
    here.cloud.clock.run_until((here.cloud.clock.now // 60 + 1) * 60)
    minutes.look(here)


def alarm(aws: Any, name: str, **changes: Any) -> None:
    details = {
        "AlarmName": name,
        "Namespace": "test",
        "MetricName": name,
        "Statistic": "Sum",
        "Period": 60,
        "EvaluationPeriods": 1,
        "Threshold": 2,
        "ComparisonOperator": "GreaterThanThreshold",
    }
    aws("cloudwatch").put_metric_alarm(**(details | changes))


def described(aws: Any, name: str) -> Any:
    return SimpleNamespace(**aws("cloudwatch").describe_alarms(AlarmNames=[name])["MetricAlarms"][0])


def measure(aws: Any, name: str, value: float) -> None:
    aws("cloudwatch").put_metric_data(Namespace="test", MetricData=[{"MetricName": name, "Value": value}])


def test_an_alarm_follows_what_users_put(aws, name, here, minutes) -> None:
    alarm(aws, name)
    assert described(aws, name).StateValue == "INSUFFICIENT_DATA"
    assert described(aws, name).StateReason == "Unchecked: Initial alarm creation"
    measure(aws, name, 2)
    measure(aws, name, 1)
    pass_minute(here, minutes)
    assert described(aws, name).StateValue == "ALARM"
    assert described(aws, name).StateReason.startswith("Threshold Crossed: 1 datapoint [3.0 (")
    assert here.cloud.alarms.active((name,)) == [name]
    measure(aws, name, 1)
    pass_minute(here, minutes)
    assert described(aws, name).StateValue == "OK"
    assert here.cloud.alarms.active((name,)) == []


def test_a_state_that_somebody_set_holds_until_an_evaluation_finds_another(aws, name, here, minutes) -> None:
    alarm(aws, name, TreatMissingData="ignore")
    aws("cloudwatch").set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="a drill")
    pass_minute(here, minutes)
    assert (described(aws, name).StateValue, described(aws, name).StateReason) == ("ALARM", "a drill")
    assert here.cloud.alarms.active((name,)) == [name]
    measure(aws, name, 1)
    pass_minute(here, minutes)
    assert described(aws, name).StateValue == "OK"


def test_an_alarm_that_is_put_again_keeps_its_state_and_a_deleted_one_is_forgotten(aws, name, here) -> None:
    alarm(aws, name)
    aws("cloudwatch").set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="a drill")
    alarm(aws, name, Threshold=7)
    assert (described(aws, name).StateValue, described(aws, name).Threshold) == ("ALARM", 7)
    aws("cloudwatch").delete_alarms(AlarmNames=[name])
    assert here.cloud.alarms.active((name,)) == []


def test_a_state_that_is_none_is_refused(aws, name) -> None:
    alarm(aws, name)
    with pytest.raises(ClientError, match="failed to satisfy constraint"):
        aws("cloudwatch").set_alarm_state(AlarmName=name, StateValue="BAD", StateReason="")
    assert described(aws, name).StateValue == "INSUFFICIENT_DATA"


def test_a_share_of_errors_is_an_alarm_by_metric_math(aws, name, here) -> None:
    balancer, group = f"{PLACE}loadbalancer/app/{name}/1", f"{PLACE}targetgroup/{name}/2"
    watch_errors(aws, name, periods=2)
    answers: Counter[int] = Counter()
    traffic = Minutes(
        lambda: Reading(
            at=0, balancers={balancer: BalancerCounters(run=1, groups={group: GroupCounters(answers=Counter(answers))})}
        )
    )
    traffic.look(here)
    states = []
    for more in ({200: 99, 500: 1}, {200: 90, 500: 10}, {200: 90, 500: 10}, {200: 100}):
        answers.update(more)
        pass_minute(here, traffic)
        states.append(described(aws, name).StateValue)
    assert states == ["OK", "OK", "ALARM", "OK"]
    here_now = here.at(here.cloud.clock.now)
    found = aws("cloudwatch").get_metric_data(
        MetricDataQueries=[
            sum_of(name, "errors", "HTTPCode_Target_5XX_Count"),
            sum_of(name, "requests", "RequestCount"),
            {"Id": "percent", "Expression": "100 * errors / requests"},
        ],
        StartTime=here_now - timedelta(days=1),
        EndTime=here_now + timedelta(days=1),
    )["MetricDataResults"]
    assert [(one["Id"], sum(one["Values"]) > 0) for one in found] == [("percent", True)]


def test_an_alarm_publishes_to_its_topics_while_its_actions_are_enabled(aws, name, here, minutes) -> None:
    topic = aws("sns").create_topic(Name=name)["TopicArn"]
    queue = aws("sqs").create_queue(QueueName=name)["QueueUrl"]
    aws("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=f"arn:aws:sqs:eu-west-3:123456789012:{name}")
    alarm(aws, name, AlarmActions=[topic], TreatMissingData="notBreaching", AlarmDescription="too many")
    aws("cloudwatch").disable_alarm_actions(AlarmNames=[name])
    measure(aws, name, 3)
    pass_minute(here, minutes)
    aws("cloudwatch").enable_alarm_actions(AlarmNames=[name])
    for _ in range(3):
        pass_minute(here, minutes)
    measure(aws, name, 4)
    pass_minute(here, minutes)
    (received,) = aws("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10)["Messages"]
    sent = json.loads(received["Body"])
    assert sent["Subject"] == f'ALARM: "{name}" in Europe (Paris)'
    body = json.loads(sent["Message"])
    assert (body["OldStateValue"], body["NewStateValue"], body["AlarmDescription"]) == ("OK", "ALARM", "too many")
    assert body["Trigger"]["Statistic"] == "SUM"
    assert body["Trigger"]["Threshold"] == 2.0


def test_the_history_tells_what_happened(aws, name, here, minutes) -> None:
    alarm(aws, name, AlarmActions=["arn:aws:sns:eu-west-3:123456789012:absent"])
    measure(aws, name, 3)
    pass_minute(here, minutes)
    items = aws("cloudwatch").describe_alarm_history(AlarmName=name, ScanBy="TimestampAscending")["AlarmHistoryItems"]
    assert [item["HistorySummary"] for item in items] == [
        f'Alarm "{name}" created',
        "Alarm updated from INSUFFICIENT_DATA to ALARM",
        "Failed to execute action arn:aws:sns:eu-west-3:123456789012:absent",
    ]


def test_statistics_and_percentiles_are_shown_by_real_time(aws, name) -> None:
    at = datetime.now(UTC).replace(second=0, microsecond=0) - timedelta(hours=2)
    for minute, values in ((0, [1, 2, 3]), (3, [10])):
        data = {"MetricName": name, "Values": values, "Timestamp": at + timedelta(minutes=minute)}
        aws("cloudwatch").put_metric_data(Namespace="test", MetricData=[data])
    asked = {
        "Namespace": "test",
        "MetricName": name,
        "StartTime": at,
        "EndTime": at + timedelta(minutes=9),
        "Period": 60,
    }
    found = aws("cloudwatch").get_metric_statistics(**asked, Statistics=["Sum", "Average"])["Datapoints"]
    assert [(one["Timestamp"], one["Sum"], one["Average"]) for one in found] == [
        (at, 6, 2),
        (at + timedelta(minutes=3), 10, 10),
    ]
    found = aws("cloudwatch").get_metric_statistics(**asked, ExtendedStatistics=["p50"])["Datapoints"]
    assert [one["ExtendedStatistics"]["p50"] for one in found] == [2, 10]
    assert [one["MetricName"] for one in aws("cloudwatch").list_metrics(MetricName=name)["Metrics"]] == [name]


@pytest.mark.parametrize(
    ("query", "hours", "words"),
    [
        ({"Id": "a"}, 1, "MetricDataQueries.member.1.MetricStat is required"),
        ({"Id": "a", "Expression": "SELECT SUM(x)"}, 1, "Error in expression"),
        ({"Id": "a", "Expression": "1"}, 0, "must not equal parameter EndTime"),
        ({"Id": "a", "Expression": "1"}, -1, "EndTime must be greater than StartTime"),
    ],
)
def test_what_cannot_be_answered_is_refused(aws, query, hours, words) -> None:
    start = datetime(2026, 11, 29, 10, tzinfo=UTC)
    with pytest.raises(ClientError, match=words):
        aws("cloudwatch").get_metric_data(
            MetricDataQueries=[query], StartTime=start, EndTime=start + timedelta(hours=hours)
        )
