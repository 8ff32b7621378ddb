"""How a mistake is reported."""

import pulumi
import pytest

from settings import parse
from tests.settings.configured import refusal, settings
from verdict.stacks import configuration


def test_a_misspelt_key_is_named_with_the_right_one() -> None:
    message = refusal(desiredCuont=3)
    assert "bluegreen:desiredCuont" in message
    assert "desiredCount?" in message


@pytest.mark.parametrize(
    "key", ["DESIREDCOUNT", "desired_count", "desired-count", "Desired.Count", "DESIRED_COUNTS", "desired count"]
)
def test_a_key_in_other_letters_is_named_with_the_right_one(key: str) -> None:
    assert f"bluegreen:{key}: there is no such key; did you mean desiredCount?" in refusal(**{key: 3})


def test_a_key_inside_of_another_too() -> None:
    assert "did you mean target5xxPercent?" in refusal(rollbackAlarms={"TARGET_5XX_PERCENT": 3})


def test_what_would_move_a_terminal_is_shown_as_its_code() -> None:
    message = refusal(launchType="EC2\u202e\x1b[2J")
    assert "\x1b" not in message
    assert "\u202e" not in message


def test_an_absent_image_is_named() -> None:
    assert "bluegreen:image: is not set" in refusal(image=None)


def test_every_problem_is_said_at_once() -> None:
    message = refusal(desiredCount=0, zones=9, instanceType="banana", typo=1)
    assert message.count("\n  - ") == 4


def test_an_absent_region_is_named() -> None:
    config = configuration("dev")
    del config["aws:region"]
    with pytest.raises(pulumi.RunError, match="aws:region"):
        parse(config, "dev")


def test_keys_of_other_namespaces_are_left_alone() -> None:
    assert parse(configuration("dev") | {"aws:profile": "team", "other:desiredCount": "x"}, "dev")


def test_an_encrypted_value_is_refused_and_never_shown() -> None:
    message = refusal("bluegreen:environment", environment={"PASSWORD": "hunter2"})
    assert "bluegreen:environment: is encrypted" in message
    assert "hunter2" not in message


def test_a_wrong_encrypted_value_is_not_shown_either() -> None:
    assert "hunter2" not in refusal("bluegreen:containerPort", containerPort="hunter2")


def test_what_an_environment_holds_is_not_repeated() -> None:
    assert "hunter2" not in refusal(environment={"A-B": "hunter2"})


def test_a_region_with_too_few_zones_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        settings("prod").pick_zones(["a", "b"])
    assert "zones = 3: us-east-1 has 2 (a, b)" in capsys.readouterr().err
