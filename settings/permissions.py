"""The keys of permissions: what the service may do, whose key its secrets have, and what bounds every role."""

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, Field

from components.roles import Statement
from model.partitions import ANY
from model.permissions import MANAGED_POLICIES
from settings.strict import Strict, refuse_unless
from settings.values import matching, once
from settings.wording import shortened

ACTION = re.compile(r"[a-z0-9-]+:[*?]*[A-Za-z0-9][A-Za-z0-9*?]*")
RESOURCE = re.compile(rf"\*|{ANY}:[a-z0-9-]+:[a-z0-9-*]*:[0-9*]*:[!-~]+")
POLICY = rf"{ANY}:iam::(aws|\d{{12}}):policy/[\w+=,.@/-]+"
KEY = rf"{ANY}:kms:[a-z0-9-]+:\d{{12}}:key/[A-Za-z0-9-]+"
A_POLICY = "the ARN of a managed policy, arn:aws:iam::aws:policy/NAME or arn:aws:iam::ACCOUNT:policy/NAME"


def _words(form: re.Pattern[str], what: str) -> AfterValidator:
    """A list that is not empty, each of which has this form."""

    def check(value: Sequence[str]) -> Sequence[str]:
        refuse_unless(bool(value), f"must be a list of {what}")
        for one in value:
            refuse_unless(form.fullmatch(one) is not None, f"has {shortened(repr(one))}: each must be {what}")
        return value

    return AfterValidator(check)


Actions = Annotated[list[str], _words(ACTION, "an action that is named, such as s3:GetObject")]
Resources = Annotated[list[str], _words(RESOURCE, "an ARN, such as arn:aws:s3:::BUCKET/*, or *")]


class Permission(Strict):
    """Actions that the service may do, on what, and when."""

    actions: Actions
    resources: Resources
    conditions: dict[str, dict[str, str | list[str]]] = Field(default_factory=dict)

    @property
    def statement(self) -> Statement:
        """The same in IAM's words."""
        statement: Statement = {"Action": self.actions, "Resource": self.resources}
        if self.conditions:
            statement["Condition"] = self.conditions
        return statement


def _policies(value: Sequence[str]) -> Sequence[str]:
    refuse_unless(
        len(value) <= MANAGED_POLICIES,
        f"must be at most {MANAGED_POLICIES}, has {len(value)}: IAM attaches no more to a role; write the others as "
        "bluegreen:taskPermissions",
    )
    return once(value)


class PermissionKeys(Strict):
    """What a stack says of permissions."""

    task_policy_arns: Annotated[
        list[Annotated[str, matching(POLICY, f"must be {A_POLICY}")]], AfterValidator(_policies)
    ]
    task_permissions: list[Permission]
    secrets_key_arns: Annotated[
        list[
            Annotated[
                str,
                matching(
                    KEY,
                    "must be the ARN of a KMS key, arn:aws:kms:REGION:ACCOUNT:key/ID; an alias is no key to IAM",
                ),
            ]
        ],
        AfterValidator(once),
    ]

    @property
    def statements(self) -> list[Statement]:
        """What the service itself may do."""
        return [one.statement for one in self.task_permissions]
