"""How a mistake is reported."""

from typing import Any

import pulumi
import pytest
from hypothesis import given
from hypothesis import settings as checked
from hypothesis import strategies as some

from settings import parse
from tests.settings.configured import refusal, settings
from verdict.stacks import configuration, declared, text

NAMES = ("type", "percentage", "at", "probe", "task", "code", "path", "unhealthyHosts", "responseSeconds")
ANYTHING = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(some.characters()),
    lambda inside: (
        some.lists(inside, max_size=3) | some.dictionaries(some.sampled_from(NAMES) | some.text(), inside, max_size=3)
    ),
    max_leaves=6,
)


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
    assert "hunter2" not in refusal(sidecars=[{"name": "proxy", "environment": "hunter2"}])


def test_a_region_with_too_few_zones_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        settings("prod").pick_zones(["a", "b"])
    assert "zones = 3: us-east-1 has 2 (a, b)" in capsys.readouterr().err


DEV = configuration("dev")


def lines(key: str, value: Any) -> list[str]:
    """Of what is said of a value; none where it is taken."""
    try:
        parse(DEV | {f"bluegreen:{key}": text(value)}, "dev")
    except pulumi.RunError as refused:
        return str(refused).splitlines()
    return []


@checked(derandomize=True, deadline=None, database=None, max_examples=100)
@given(key=some.sampled_from(sorted(declared())), value=ANYTHING)
def test_whatever_a_key_is_set_to_is_taken_or_refused_in_lines_that_can_be_read(key: str, value: Any) -> None:
    assert [one for one in lines(key, value) if not one.isprintable() or len(one) > 600] == []


def test_an_object_as_deep_as_no_reader_goes_is_refused_as_well() -> None:
    assert "bluegreen:tags = [[[" in refusal(tags="[" * 100_000)
