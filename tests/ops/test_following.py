"""How often AWS is asked while a release is waited for, and what does not end the waiting."""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from model.strategy import Strategy
from ops.following import LONGEST_SECONDS, LOOK_SECONDS, follow
from ops.progress import End, Progress, Until

THROTTLED = ClientError({"Error": {"Code": "ThrottlingException"}}, "GetDeployment")
DENIED = ClientError({"Error": {"Code": "AccessDeniedException"}}, "GetDeployment")
AWAY = EndpointConnectionError(endpoint_url="https://ecs.us-east-1.amazonaws.com")


def progress(end: End | None = None, reached: Until | None = None) -> Progress:
    return Progress(id="d-1", strategy=Strategy.CODEDEPLOY, revision="web:2", status="", end=end, reached=reached)


class Answers:
    """Stands for the releases: what AWS answers, look by look."""

    def __init__(self, *answers: Progress | Exception) -> None:
        self._answers: Iterator[Any] = iter(answers)

    def progress(self, id: str) -> Progress:
        answer = next(self._answers)
        if isinstance(answer, Exception):
            raise answer
        return answer


def waits(*answers: Progress | Exception, until: Until = Until.DONE) -> list[float]:
    """Seconds between the looks."""
    slept: list[float] = []
    list(follow(Answers(*answers), "d-1", until, slept.append))  # type: ignore[arg-type]
    return slept


def test_aws_is_asked_each_five_seconds_at_most() -> None:
    assert waits(progress(), progress(), progress(End.RELEASED)) == [LOOK_SECONDS] * 2 == [5, 5]


def test_it_is_asked_less_and_less_often_while_it_throttles_and_then_as_before() -> None:
    throttled = [THROTTLED] * 5
    assert waits(progress(), *throttled, progress(), progress(End.RELEASED)) == [5, 10, 20, 40, 60, 60, 5]
    assert LONGEST_SECONDS == 60


def test_a_network_that_is_away_ends_nothing() -> None:
    assert waits(AWAY, progress(End.RELEASED)) == [10]


def test_a_network_that_stays_away_is_told_at_once_and_ends_the_waiting_after_ten_minutes() -> None:
    told: list[str] = []
    slept: list[float] = []
    looks = follow(Answers(progress(), *[AWAY] * 20), "d-1", sleep=slept.append)  # type: ignore[arg-type]
    with pytest.raises(EndpointConnectionError):
        told.extend(step for look in looks for step in look.fresh)
    assert told == ["AWS does not answer; it is asked again"]
    assert 600 < sum(slept) < 700


def test_what_will_not_pass_is_raised() -> None:
    with pytest.raises(ClientError, match="AccessDenied"):
        waits(DENIED)


def test_a_release_that_fails_is_waited_for_to_its_end_whatever_it_had_reached() -> None:
    failing = progress(reached=Until.SHIFTED)
    assert waits(failing, until=Until.SHIFTED) == []
    rolling_back = Progress(
        id="d-1", strategy=Strategy.CODEDEPLOY, revision="web:2", status="", reached=Until.SHIFTED, rolling_back=True
    )
    assert waits(rolling_back, progress(End.ROLLED_BACK), until=Until.SHIFTED) == [5]
