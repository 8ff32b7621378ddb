"""When the moments of a cloud were in real time."""

from types import SimpleNamespace

from local_aws.server.account import Account


def test_time_that_was_skipped_does_not_lie_in_the_future() -> None:
    account = Account(SimpleNamespace())
    account.run_from(1_000_000, 60)
    start, clock = account.cloud.clock.now, account.cloud.clock
    clock.run_until(start + 60)
    clock.run_until(start + 3660)
    account.run_from(1_000_001, 60)
    moments = [account.at(start + seconds).timestamp() for seconds in (0, 30, 60, 600, 3659, 3660, 3720)]
    assert moments == [1_000_000, 1_000_000.5, *[1_000_001] * 4, 1_000_002]
