"""Policy documents: who may take a role, and what a role may do."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, TypedDict

import pulumi
from pulumi import Input, Output


class Statement(TypedDict):
    """Actions that are allowed on resources."""

    Principal: NotRequired[Mapping[Literal["Service", "AWS"], str]]
    """Who may, in the policy of a resource."""
    Action: Sequence[str]
    Resource: Input[str] | Sequence[Input[str]]
    Condition: NotRequired[Mapping[str, Mapping[str, Any]]]


def trust(service: str, *, account: str, source: str) -> str:
    """Lets an AWS service take a role, for this account's own resources only.

    Without the conditions the service could be talked into using the role for somebody else's resource (the confused
    deputy of the IAM user guide). `source` is a pattern over the ARN of the resource that it acts for.
    """
    return json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": service},
                    "Action": "sts:AssumeRole",
                    "Condition": {
                        "StringEquals": {"aws:SourceAccount": account},
                        "ArnLike": {"aws:SourceArn": source},
                    },
                }
            ],
        }
    )


def trust_inside(service: str) -> str:
    """The same for EC2 and Lambda, which name no source when they take a role, so that a condition would shut them out.

    Nobody else can make them take it: a role is passed to a service inside of its own account only (IAM user guide,
    PassRole).
    """
    return json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}],
        }
    )


def allow(*statements: Statement) -> Output[str]:
    """A policy that allows these and nothing else."""
    return pulumi.Output.json_dumps(_document(statements))


def policy_characters(statements: Sequence[Statement]) -> int:
    """How long that policy is as AWS counts, without white space; its values are plain."""
    return len(json.dumps(_document(statements), separators=(",", ":")))


def _document(statements: Sequence[Statement]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement} for statement in statements]}
