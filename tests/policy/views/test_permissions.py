"""Policy documents as programs write them, and as a component is given them."""

import json
from typing import Any

import pytest

from policy.reading import UNKNOWN, Unknown
from policy.views.permissions import Statement, document, trusted

ALLOW = {"Effect": "Allow", "Action": ["s3:GetObject", "s3:List*"], "Resource": "*"}


def parsed(value: Any) -> tuple[Statement, ...]:
    found = document(value, "policy")
    assert not isinstance(found, Unknown)
    return found


@pytest.mark.parametrize(
    "value",
    [
        json.dumps({"Version": "2012-10-17", "Statement": [ALLOW]}),
        {"Version": "2012-10-17", "Statement": [ALLOW]},
        {"Statement": ALLOW},
        [ALLOW],
    ],
    ids=["text", "object", "one statement", "statements alone"],
)
def test_reads_every_form_of_a_document(value: Any) -> None:
    (statement,) = parsed(value)
    assert statement.allows
    assert statement.path == "policy.Statement[0]"
    assert statement.covers("s3:getobject")
    assert statement.covers("s3:ListBucket")
    assert not statement.covers("s3:PutObject")


@pytest.mark.parametrize("value", [UNKNOWN, None, "", "{", "[1]", "7", json.dumps({"Version": "2012-10-17"})])
def test_what_is_not_a_document_is_unknown(value: Any) -> None:
    assert document(value, "policy") is UNKNOWN


def test_an_exception_is_the_opposite_of_an_action() -> None:
    (statement,) = parsed([{"NotAction": "iam:*", "Resource": "*"}])
    assert statement.covers("s3:GetObject")
    assert not statement.covers("iam:PassRole")


def test_unknown_parts_leave_the_rest_to_read() -> None:
    (statement,) = parsed([{"Action": [UNKNOWN, "s3:GetObject"], "Resource": UNKNOWN, "Condition": UNKNOWN}])
    assert statement.covers("s3:GetObject")
    assert statement.resources == (UNKNOWN,)


def test_conditions_are_found_whatever_their_operator_and_letters() -> None:
    condition = {
        "StringLike": {"IAM:PassedToService": "ecs-tasks.amazonaws.com"},
        "Bool": {"aws:SecureTransport": True},
    }
    (statement,) = parsed([{**ALLOW, "Condition": condition}])
    assert statement.conditions["iam:passedtoservice"] == ("ecs-tasks.amazonaws.com",)
    assert set(statement.conditions) == {"iam:passedtoservice", "aws:securetransport"}


@pytest.mark.parametrize(
    ("principal", "expected"),
    [
        ({"Service": "ecs.amazonaws.com"}, True),
        ({"Service": ["ec2.amazonaws.com", "ecs.amazonaws.com"]}, True),
        ({"Service": "ecs.amazonaws.com.cn"}, True),
        ("*", True),
        ({"Service": "ecs-tasks.amazonaws.com"}, False),
        ({"Service": "ecs.example.com"}, False),
        ({"AWS": "ecs.amazonaws.com"}, False),
        ({"Service": UNKNOWN}, False),
        (UNKNOWN, False),
        ({}, False),
    ],
)
def test_who_is_trusted(principal: Any, expected: bool) -> None:
    statements = parsed([{"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}])
    assert trusted(statements, "ecs.amazonaws.com") is expected
