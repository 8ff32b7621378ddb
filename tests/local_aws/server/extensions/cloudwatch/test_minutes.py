"""Every minute of AWS has its traffic, however fast the clock goes and however seldom it is counted."""

from collections import Counter
from math import inf
from typing import Any

import pytest
from moto.cloudwatch.models import cloudwatch_backends

from local_aws.home import MOST_SPEED
from local_aws.server import account as account_module
from local_aws.server import clock as clock_module
from local_aws.server.account import Account, account
from local_aws.server.carrier import LOOK_SECONDS, SETTLE_SECONDS, look_seconds
from local_aws.server.clock import Clock
from local_aws.server.extensions.cloudwatch.datapoints import Metric, dimensions
from local_aws.server.extensions.cloudwatch.load_balancers import Meter
from local_aws.server.extensions.cloudwatch.metrics import metrics
from local_aws.server.extensions.cloudwatch.minutes import Minutes
from local_aws.traffic.counters import BalancerCounters, GroupCounters, Reading
from tests.conftest import clients_of
from tests.local_aws.server.extensions.cloudwatch.errors import watch_errors

REGION = "ap-south-1"
"""Nobody else is there, so time passes only here."""
PLACE = f"arn:aws:elasticloadbalancing:{REGION}:123456789012:"
TICK_SECONDS = 0.01


class Balancer:
    """Answers only errors, so many in each minute of AWS, and is read every so many seconds."""

    def __init__(self, name: str, every_seconds: float, a_minute: int) -> None:
        self.name, self.every_seconds, self.a_minute = name, every_seconds, a_minute
        self.reading = Reading(at=-inf)

    def read(self, real: float, minutes: float) -> None:
        """If it is time."""
        if real - self.reading.at >= self.every_seconds:
            group = GroupCounters(answers=Counter({500: int(minutes * self.a_minute)}))
            counted = BalancerCounters(run=1, groups={f"{PLACE}targetgroup/{self.name}/2": group})
            self.reading = Reading(at=real, balancers={f"{PLACE}loadbalancer/app/{self.name}/1": counted})


@pytest.fixture
def here(endpoint: str) -> Account:
    return account("123456789012", REGION)


@pytest.mark.parametrize("every_seconds", [0.05, 0.5, 0.7, 1.1])
@pytest.mark.parametrize("speed", [1, 60, 120, 600, MOST_SPEED])
def test_an_alarm_on_constant_errors_never_leaves_alarm(
    endpoint: str, here: Account, name: str, speed: float, every_seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = here.cloud.clock.now + 1e9
    monkeypatch.setattr(clock_module, "accounts", lambda: iter([here]))
    monkeypatch.setattr(clock_module.time, "time", lambda: real)
    monkeypatch.setattr(account_module, "now", real)
    monkeypatch.setattr(account_module, "speed", speed)
    watch_errors(clients_of(endpoint, REGION), name, periods=1)
    backend: Any = cloudwatch_backends["123456789012"][REGION]
    here.run_from(real, speed)
    began, balancer = here.cloud.clock.now, Balancer(name, every_seconds, a_minute=10)
    clock = Clock(speed, Minutes(lambda: balancer.reading))
    tick = TICK_SECONDS * max(1, 60 / speed)
    states = []
    for _ in range(600):
        balancer.read(real, (here.seconds(real) - began) / 60)
        clock.catch_up()
        states.append(backend.alarms[name].state_value)
        real += tick
    first = states.index("ALARM")
    assert set(states[first:]) == {"ALARM"}
    assert first * tick < 2 * every_seconds + 2.6 * 60 / speed
    of_balancer = Metric(
        namespace="AWS/ApplicationELB",
        name="HTTPCode_Target_5XX_Count",
        dimensions=dimensions({"LoadBalancer": f"app/{name}/1"}),
    )
    of_minutes = [point.sum for point in metrics(backend).series[of_balancer].points.values()]
    assert min(of_minutes[1:]) >= 3
    backend.delete_alarms([name])


def test_nothing_that_was_counted_is_lost_or_counted_twice() -> None:
    group = GroupCounters(
        answers=Counter({200: 17, 500: 1}),
        connection_errors=2,
        seconds=9,
        within_seconds=Counter({0.1: 5, 0.5: 11, inf: 18}),
    )
    whole = BalancerCounters(run=1, groups={"g": group}, answers=Counter({503: 4}), actions=Counter({301: 6}))
    parts = whole.shares(5)
    assert sum((one.groups["g"].answers for one in parts), Counter()) == group.answers
    assert sum((one.groups["g"].within_seconds for one in parts), Counter()) == group.within_seconds
    assert sum(one.groups["g"].connection_errors for one in parts) == 2
    assert sum(one.groups["g"].seconds for one in parts) == pytest.approx(9)
    assert sum((one.answers + one.actions for one in parts), Counter()) == {503: 4, 301: 6}
    assert [one.groups["g"].answers[200] for one in parts] == [3, 3, 3, 4, 4]
    for one in parts:
        within = [count for _, count in sorted(one.groups["g"].within_seconds.items())]
        assert within == sorted(within)
    assert whole.shares(1) == [whole]


def test_what_was_counted_before_a_restart_is_in_no_minute(here: Account, name: str) -> None:
    told: list[Reading | None] = [None]
    minutes = Minutes(lambda: told[0])
    minutes.look(here)
    balancer = Balancer(name, 0, a_minute=1)
    balancer.read(0, 1000)
    told[0] = balancer.reading
    here.cloud.clock.run_until(here.cloud.clock.now + 60)
    minutes.look(here)
    sums = [
        point.sum
        for metric, series in metrics(cloudwatch_backends["123456789012"][REGION]).series.items()
        for point in series.points.values()
        if name in str(metric.dimensions)
    ]
    assert set(sums) == {0}
    assert Meter().read(balancer.reading.balancers) == {}


@pytest.mark.parametrize(
    ("speed", "seconds"), [(1, LOOK_SECONDS), (60, 0.5), (120, 0.25), (MOST_SPEED, SETTLE_SECONDS), (inf, LOOK_SECONDS)]
)
def test_traffic_is_counted_twice_a_minute_but_not_all_the_time(speed: float, seconds: float) -> None:
    assert look_seconds(speed) == seconds
