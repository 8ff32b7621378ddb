"""AWS's time passes as fast as it should, and what was is shown in real time."""

from datetime import UTC, datetime
from math import inf
from pathlib import Path

import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.ecs.models import ecs_backends

from local_aws import starter
from local_aws.home import SPEED
from local_aws.server import account as account_module
from local_aws.server import clock as clock_module
from local_aws.server.account import Account
from local_aws.server.clock import Clock
from local_aws.server.extensions.cloudwatch.minutes import Minutes
from tests.conftest import clients_of
from tests.local_aws.scene import Scene
from tests.workspace import Workspace

ROOT = Path(__file__).parents[3]
NOON = datetime(2026, 11, 29, 12, tzinfo=UTC).timestamp()


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> Account:
    """At noon, a minute of its cloud passes in a second."""
    monkeypatch.setattr(account_module, "now", NOON)
    monkeypatch.setattr(account_module, "speed", 60.0)
    return Account(ecs_backends[DEFAULT_ACCOUNT_ID]["eu-north-1"])


def moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(NOON + seconds, UTC)


def test_a_minute_passes_in_a_second(account: Account) -> None:
    assert account.seconds(NOON + 10) == 600
    assert account.at(600) == moment(10)


def test_what_was_before_a_restart_stays_where_it_was(account: Account) -> None:
    account.cloud.clock.run_until(600)
    account.run_from(NOON + 1000, 60)
    assert account.at(600) == moment(10)
    assert account.seconds(NOON + 1001) == pytest.approx(660, abs=0.01)
    assert account.at(660).timestamp() == pytest.approx(NOON + 1001, abs=0.01)


def test_time_that_was_skipped_does_not_lie_in_the_future(account: Account) -> None:
    account.cloud.clock.run_until(60)
    account.cloud.clock.run_until(3660)
    account.run_from(NOON + 1, 60)
    seen = [account.at(seconds).timestamp() - NOON for seconds in (0, 30, 60, 600, 3659, 3660, 3720)]
    assert seen == pytest.approx([0, 0.5, 1, 1, 1, 1, 2], abs=0.001)


def test_where_time_takes_none_all_that_follows_from_a_call_is_then(account: Account) -> None:
    account.run_from(NOON + 5, inf)
    account.cloud.clock.run_until(account.cloud.clock.now + 600)
    account.run_from(NOON + 7, inf)
    assert account.at(300) == moment(5)
    assert account.at(account.cloud.clock.now) == moment(7)


def test_a_wait_is_saved_each_minute_and_nothing_where_nothing_waits(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = [NOON]
    monkeypatch.setattr(clock_module, "accounts", lambda: iter([account]))
    monkeypatch.setattr(clock_module.time, "time", lambda: real[0])
    clock = Clock(60, Minutes(lambda: None))
    assert not clock.catch_up()
    real[0] += 1.5
    assert not clock.catch_up()
    account.cloud.clock.after(3600, lambda: None)
    real[0] += 0.25
    assert not clock.catch_up()
    real[0] += 1
    assert clock.catch_up()


def test_the_calendar_begins_on_a_monday_at_nine_and_goes_with_the_clock(account: Account) -> None:
    assert account.calendar(0) == datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert account.calendar(24 * 3600) == datetime(2026, 11, 24, 9, tzinfo=UTC)


def test_what_the_calendar_says_happens_when_it_says_it_and_is_not_saved_before(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock_module, "accounts", lambda: iter([account]))
    dues, acted = [90.0, 3600.0], []

    def act(of: Account) -> None:
        while dues and dues[0] <= of.cloud.clock.now:
            acted.append((dues.pop(0), of.cloud.clock.now))

    monkeypatch.setattr(clock_module.schedules, "next_due", lambda _: dues[0] if dues else inf)
    monkeypatch.setattr(clock_module.schedules, "act", act)
    real = [NOON]
    monkeypatch.setattr(clock_module.time, "time", lambda: real[0])
    clock = Clock(60, Minutes(lambda: None))
    real[0] += 1
    assert not clock.catch_up()
    real[0] += 1
    assert clock.catch_up()
    clock.step(7200)
    assert acted == [(90, 90), (3600, 3600)]


@pytest.mark.parametrize("seconds", [2, 3600], ids=["busy", "suspended"])
def test_a_machine_that_is_suspended_or_too_busy_suspends_awss_time(
    account: Account, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    real = [NOON]
    monkeypatch.setattr(clock_module, "accounts", lambda: iter([account]))
    monkeypatch.setattr(clock_module.time, "time", lambda: real[0])
    clock = Clock(60, Minutes(lambda: None))
    clock.catch_up()
    real[0] += seconds
    clock.catch_up()
    assert account.cloud.clock.now < 1
    real[0] += 1
    clock.catch_up()
    assert account.cloud.clock.now == pytest.approx(60, abs=0.01)


def test_time_stands_still_at_speed_0_until_it_is_told_to_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SPEED, "0")
    workspace = Workspace.new(tmp_path)
    workspace.home.make()
    try:
        starter.start(workspace.home)
        scene = Scene.make(workspace)
        scene.aws("ecs").create_service(
            cluster="web",
            serviceName="web",
            taskDefinition=scene.definition(),
            desiredCount=1,
            launchType="FARGATE",
            networkConfiguration=scene.network,
        )
        assert (scene.described()["runningCount"], scene.described()["pendingCount"]) == (0, 0)
        scene.step(30)
        assert (scene.described()["runningCount"], scene.described()["pendingCount"]) == (0, 1)
        scene.step(60)
        assert (scene.described()["runningCount"], scene.described()["pendingCount"]) == (1, 0)
        starter.stop(workspace.home)
        ecs = clients_of(starter.start(workspace.home))("ecs")
        assert ecs.describe_services(cluster="web", services=["web"])["services"] == [scene.described()]
    finally:
        workspace.stop()
