"""What CloudWatch's metrics are made of."""

import signal
from collections import Counter

from local_aws.traffic.counters import BalancerCounters
from local_aws.traffic.desired import Forward, HealthCheck
from tests.local_aws.traffic.ground import BALANCER, BLUE, GREEN, Ground, task
from tests.local_aws.traffic.load import get
from tests.local_aws.traffic.test_routing import FixedResponse, condition, rule


def test_answers_are_counted_by_who_gave_them(ground: Ground) -> None:
    ground.groups = {BLUE: [task("blue", 1, FAULT_ERROR_SHARE="1", FAULT_ANSWER_SECONDS="0.06")], GREEN: []}
    to_green = rule(Forward(weights={GREEN: 1}), condition("path-pattern", "/empty"))
    fixed = rule(FixedResponse(status=404), condition("path-pattern", "/fixed"), priority=2)
    ground.listen(Forward(weights={BLUE: 1}), (to_green, fixed))
    ground.ready()
    before = ground.traffic.counters()[BALANCER]
    for path, times in (("/", 3), ("/empty", 2), ("/fixed", 1)):
        for _ in range(times):
            get(ground.port(), path)
    counted = ground.traffic.counters()[BALANCER].since(before)
    blue = counted.groups[BLUE]
    assert blue.answers == {500: 3}
    assert 0.17 < blue.seconds < 60
    assert (blue.within_seconds[0.05], blue.within_seconds[float("inf")]) == (0, 3)
    assert counted.groups[GREEN].answers == {}
    assert counted.answers == {503: 2}
    assert counted.actions == {404: 1}


def test_requests_that_reach_no_target_are_connection_errors(ground: Ground) -> None:
    # It is found healthy soon, and not unhealthy before the test is over.
    ground.check = HealthCheck(path="/health", interval_seconds=0.2, healthy_threshold=2, unhealthy_threshold=1000)
    ground.groups = {BLUE: [task("blue", 1, FAULT_ANSWER_SECONDS="0")]}
    ground.ready()
    (process,) = ground.tasks._processes.names()
    ground.tasks._processes.signal(process, signal.SIGKILL)
    while get(ground.port()).status == 200:
        pass
    counted = ground.traffic.counters()[BALANCER]
    assert counted.answers[502] == 1
    assert counted.groups[BLUE].connection_errors <= 1
    assert get(ground.port()).status == 502
    assert ground.traffic.counters()[BALANCER].groups[BLUE].connection_errors >= 1


def test_another_envoy_counts_from_nothing() -> None:
    one, other = BalancerCounters(run=1, answers=Counter({503: 5})), BalancerCounters(run=2, answers=Counter({503: 2}))
    assert other.since(one) == other
    assert one.since(None) == one
    assert one.since(one).answers == {}
