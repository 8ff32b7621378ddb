"""Whatever happens in a hook, whoever called it is answered."""

import time
from pathlib import Path
from typing import Any

import pytest

from app.hooks import handler
from app.hooks.handler import ANSWER_SECONDS
from tests.app.hooks.cloud import CODEDEPLOY, NATIVE, PUT, Context, cloud, hook

CHECK = {"code": {"path": "hooks/check.py"}}


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Gives the hook a check of the user's own that does this."""

    def use(check: Any) -> None:
        monkeypatch.setattr(handler, "own", lambda path, event: check())

    return use


def fails() -> None:
    raise handler.Failed("green is slow")


def breaks() -> None:
    raise ZeroDivisionError


def exits() -> None:
    raise SystemExit(0)


@pytest.mark.parametrize(
    ("check", "status"), [(lambda: None, "SUCCEEDED"), (fails, "FAILED"), (breaks, "FAILED"), (exits, "FAILED")]
)
def test_both_callers_are_told_what_the_check_came_to(check: Any, status: str, says: Any) -> None:
    says(check)
    aws = cloud()
    assert hook(NATIVE, CHECK, aws) == {"hookStatus": status}
    assert aws.statuses == []
    hook(CODEDEPLOY, CHECK, aws)
    assert aws.args_of(PUT) == [
        {"deploymentId": "d-1", "lifecycleEventHookExecutionId": "execution-1", "status": status.capitalize()}
    ]


@pytest.mark.parametrize("check", ["", "no JSON", {}, [], {"task": {}}])
def test_settings_that_cannot_be_used_fail_the_release(check: Any) -> None:
    aws = cloud()
    assert hook(NATIVE, check, aws) == {"hookStatus": "FAILED"}
    hook(CODEDEPLOY, check, aws)
    assert aws.statuses == ["Failed"]


@pytest.mark.parametrize("event", [None, {}, [], "text", {"DeploymentId": "d-1"}, NATIVE | {"executionDetails": None}])
def test_an_event_of_nobody_known_fails(event: Any, says: Any) -> None:
    says(lambda: None)
    aws = cloud()
    assert hook(event, CHECK, aws) == {"hookStatus": "FAILED"}
    assert aws.asked == []


def test_a_check_that_takes_too_long_is_given_up_while_there_is_time_to_answer(says: Any) -> None:
    says(lambda: time.sleep(60))
    began, aws = time.monotonic(), cloud()
    assert hook(NATIVE, CHECK, aws, seconds=ANSWER_SECONDS + 0.2) == {"hookStatus": "FAILED"}
    hook(CODEDEPLOY, CHECK, aws, seconds=ANSWER_SECONDS + 0.2)
    assert aws.statuses == ["Failed"]
    assert time.monotonic() - began < 30


def test_an_answer_that_codedeploy_does_not_take_is_repeated(monkeypatch: pytest.MonkeyPatch, says: Any) -> None:
    says(lambda: None)
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    answers = iter([ConnectionError, ConnectionError])

    def put(**_: Any) -> None:
        if problem := next(answers, None):
            raise problem

    aws = cloud(**{PUT: put})
    hook(CODEDEPLOY, CHECK, aws)
    assert aws.statuses == ["Succeeded"] * 3


def test_an_answer_that_codedeploy_never_takes_breaks_the_function_so_that_lambda_calls_again(
    monkeypatch: pytest.MonkeyPatch, says: Any
) -> None:
    says(lambda: None)
    monkeypatch.setattr("app.hooks.codedeploy.ATTEMPTS", 1)

    def put(**_: Any) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        hook(CODEDEPLOY, CHECK, cloud(**{PUT: put}))


def test_code_of_the_users_own_is_called_with_the_event(tmp_path: Path) -> None:
    (tmp_path / "hooks").mkdir()
    (tmp_path / "hooks" / "check.py").write_text(
        "def check(event):\n"
        "    if event['lifecycleStage'] == 'RAISES':\n"
        "        raise ValueError('broken')\n"
        "    return None if event['lifecycleStage'] == 'PRE_SCALE_UP' else 'not at ' + event['lifecycleStage']\n"
    )
    handler.own("hooks/check.py", NATIVE, tmp_path)
    with pytest.raises(handler.Failed, match="not at POST_SCALE_UP"):
        handler.own("hooks/check.py", NATIVE | {"lifecycleStage": "POST_SCALE_UP"}, tmp_path)
    with pytest.raises(ValueError, match="broken"):
        handler.own("hooks/check.py", NATIVE | {"lifecycleStage": "RAISES"}, tmp_path)


def test_the_log_says_in_a_line_why_it_failed_and_shows_where_it_broke(says: Any, capsys: Any) -> None:
    says(fails)
    hook(NATIVE, CHECK, cloud())
    assert "failed: green is slow\n" in capsys.readouterr().out
    says(breaks)
    hook(NATIVE, CHECK, cloud())
    assert "in breaks" in capsys.readouterr().out


def test_the_entry_of_lambda_has_the_settings_of_the_function(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHECK", '{"code": {"path": "hooks/check.py"}}')
    monkeypatch.setattr(handler, "own", lambda path, event: None)
    assert handler.handler(NATIVE, Context()) == {"hookStatus": "SUCCEEDED"}
