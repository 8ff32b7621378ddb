"""From what an Envoy counted to CloudWatch's metrics."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from math import inf

import pytest

from local_aws.server.extensions.cloudwatch.datapoints import Datapoint, Metric, Metrics, Sample, together
from local_aws.server.extensions.cloudwatch.load_balancers import Hosts, Meter, samples
from local_aws.traffic.counters import BalancerCounters, GroupCounters

PLACE = "arn:aws:elasticloadbalancing:us-east-1:123456789012:"
BALANCER, BLUE, GREEN = f"{PLACE}loadbalancer/app/web/1", f"{PLACE}targetgroup/blue/2", f"{PLACE}targetgroup/green/3"
OF_BALANCER = (("LoadBalancer", "app/web/1"),)
OF_BLUE = (*OF_BALANCER, ("TargetGroup", "targetgroup/blue/2"))
OF_GREEN = (*OF_BALANCER, ("TargetGroup", "targetgroup/green/3"))


def counted() -> BalancerCounters:
    blue = GroupCounters(
        answers=Counter({200: 8, 503: 2}),
        connection_errors=1,
        seconds=3,
        within_seconds=Counter({0.1: 5, 0.5: 5, 1: 10, inf: 10}),
    )
    return BalancerCounters(
        run=1,
        groups={BLUE: blue, GREEN: GroupCounters(answers=Counter({200: 4}))},
        answers=Counter({502: 1, 403: 2}),
        actions=Counter({301: 3, 404: 1}),
    )


def published(counters: BalancerCounters, hosts: dict[str, Hosts]) -> dict[tuple, Sample]:
    found = samples({BALANCER: counters}, {BALANCER: hosts})
    return {(one.metric.name, one.metric.dimensions): one for one in found}


def test_answers_are_published_for_the_load_balancer_and_for_each_group() -> None:
    found = published(counted(), {})
    sums = {key: one.datapoint.sum for key, one in found.items() if one.unit == "Count"}
    assert sums == {
        ("RequestCount", OF_BLUE): 11,
        ("HTTPCode_Target_2XX_Count", OF_BLUE): 8,
        ("HTTPCode_Target_5XX_Count", OF_BLUE): 2,
        ("TargetConnectionErrorCount", OF_BLUE): 1,
        ("RequestCount", OF_GREEN): 4,
        ("HTTPCode_Target_2XX_Count", OF_GREEN): 4,
        ("RequestCount", OF_BALANCER): 15,
        ("HTTPCode_Target_2XX_Count", OF_BALANCER): 12,
        ("HTTPCode_Target_5XX_Count", OF_BALANCER): 2,
        ("TargetConnectionErrorCount", OF_BALANCER): 1,
        ("HTTPCode_ELB_5XX_Count", OF_BALANCER): 1,
        ("HTTPCode_ELB_502_Count", OF_BALANCER): 1,
        ("HTTPCode_ELB_4XX_Count", OF_BALANCER): 2,
        ("HTTPCode_ELB_3XX_Count", OF_BALANCER): 3,
        ("HTTP_Redirect_Count", OF_BALANCER): 3,
        ("HTTP_Fixed_Response_Count", OF_BALANCER): 1,
    }
    assert {one.metric.namespace for one in found.values()} == {"AWS/ApplicationELB"}


def test_response_times_have_averages_and_percentiles() -> None:
    times = published(counted(), {})["TargetResponseTime", OF_BLUE].datapoint
    assert (times.statistic("Average"), times.statistic("SampleCount")) == (0.3, 10)
    assert times.statistic("p50") == pytest.approx(0.09)
    assert times.statistic("p95") == pytest.approx(0.95)


def test_hosts_are_published_where_there_are_targets() -> None:
    hosts = {BLUE: Hosts(healthy=3, unhealthy=1), GREEN: Hosts(healthy=0, unhealthy=0)}
    found = published(counted(), hosts)
    assert found["HealthyHostCount", OF_BLUE].datapoint.sum == 3
    assert found["UnHealthyHostCount", OF_BLUE].datapoint.sum == 1
    assert found["RequestCountPerTarget", OF_BLUE].datapoint.sum == pytest.approx(11 / 3)
    assert ("HealthyHostCount", OF_GREEN) not in found


def test_a_network_load_balancer_has_hosts_in_its_own_namespace() -> None:
    arn = f"{PLACE}loadbalancer/net/tcp/9"
    found = list(samples({arn: BalancerCounters(run=1)}, {arn: {BLUE: Hosts(healthy=1, unhealthy=0)}}))
    assert {one.metric.namespace for one in found} == {"AWS/NetworkELB"}


def test_what_was_counted_before_the_meter_came_is_not_published() -> None:
    meter, first = Meter(), counted()
    assert meter.read({BALANCER: first}) == {}
    assert meter.read({BALANCER: first})[BALANCER].answers == {}
    assert meter.read({BALANCER: first, "other": first})["other"] == first


def test_one_that_is_not_in_a_reading_goes_on_from_the_last_that_it_was_in() -> None:
    meter, first = Meter(), counted()
    meter.read({BALANCER: first})
    assert meter.read({}) == {}
    assert meter.read({BALANCER: first})[BALANCER].answers == {}


def test_a_datapoint_keeps_few_values_and_their_percentiles() -> None:
    many = together(Datapoint.of(1 + number / 1000) for number in range(1000))
    assert len(many.values) <= 150
    assert many.statistic("p90") == pytest.approx(1.9, rel=0.01)
    assert many.statistic("SampleCount") == 1000


def test_old_datapoints_go() -> None:
    metrics, start = Metrics(), datetime(2026, 11, 29, tzinfo=UTC)
    one, other = Metric(namespace="n", name="one"), Metric(namespace="n", name="other")
    metrics.begin(0, start)
    metrics.put(0, start, [Sample(metric=other, datapoint=Datapoint.of(1))])
    for minute in range(1000):
        at = start + timedelta(minutes=minute)
        metrics.begin(minute, at)
        metrics.put(minute, at, [Sample(metric=one, datapoint=Datapoint.of(1))])
    assert list(metrics.series) == [one]
    assert len(metrics.series[one].points) <= 182
    assert metrics.minute_of(start + timedelta(minutes=999, seconds=30)) == 999
