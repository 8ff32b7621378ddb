"""Paths as Pulumi's engine reads them."""

import pytest

from model.property_path import is_under, written

TARGET = ("defaultActions", 0, "targetGroupArn")


@pytest.mark.parametrize(
    "text",
    [
        "*",
        "defaultActions",
        "defaultActions[0]",
        "defaultActions[*]",
        "defaultActions[0].targetGroupArn",
        "defaultActions[*].targetGroupArn",
        "defaultActions[0].*",
        '["defaultActions"][0]["targetGroupArn"]',
    ],
)
def test_a_path_is_under_itself_and_what_is_above_it(text: str) -> None:
    assert is_under(TARGET, text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".defaultActions[1]",
        "default",
        "defaultActions[1]",
        "defaultActions[0].order",
        "defaultActions[0].targetGroupArn.more",
        "default_actions",
        "default_actions[0].target_group_arn",
        "defaultActions[",
        "defaultActions[first]",
        "defaultActions[0]]",
    ],
)
def test_it_is_under_no_other_and_not_under_what_is_no_path(text: str) -> None:
    assert not is_under(TARGET, text)


def test_what_is_written_is_read_again() -> None:
    path = ("tags", "a.b", 'with "quotes"', 3, "plain")
    assert written(path) == 'tags["a.b"]["with \\"quotes\\""][3].plain'
    assert is_under(("tags", "a.b", 0), 'tags["a.b"]')
