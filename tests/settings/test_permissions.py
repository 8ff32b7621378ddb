"""How much a service may be permitted by its own policy."""

import json

from tests.settings.configured import refusal, settings


def permissions(characters: int) -> list[dict[str, list[str]]]:
    """A permission whose policy has this length without white space, as AWS counts."""
    statement = {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::"]}
    empty = json.dumps({"Version": "2012-10-17", "Statement": [statement]}, separators=(",", ":"))
    return [{"actions": ["s3:GetObject"], "resources": ["arn:aws:s3:::" + "a" * (characters - len(empty))]}]


def test_a_policy_may_be_as_long_as_aws_takes_it_with_all_that_is_sent() -> None:
    assert settings(taskPermissions=permissions(10_240)).task_permissions
    assert "a policy of 10241 characters" in refusal(taskPermissions=permissions(10_241))


def test_what_a_shell_needs_counts_too() -> None:
    assert "taskPermissions: make a policy of 104" in refusal(taskPermissions=permissions(10_240), exec=True)
