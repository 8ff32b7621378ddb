"""pass-role-limited: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unknown
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, TASKS_TRUST, allow, role, trust
from tests.policy.rules.rule_case import Case, Pass

PASS_ROLE = "iam:PassRole"


def own(policy: Any) -> Program:
    """With another policy of the execution role."""
    return change(BLUE_GREEN, "execution-policy", "policy", to=policy)


def when(**conditions: Any) -> str:
    return allow(PASS_ROLE, on="*", Condition={"StringEquals": conditions})


MANAGED = Declared("aws:iam/policy:Policy", "shared", {"name": "shared", "policy": allow(PASS_ROLE, on="*")})
ATTACHED = Declared(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    "attachment",
    {"role": "execution", "policyArn": UNKNOWN},
    {"role": ["execution"], "policyArn": ["shared"]},
)
INSIDE = Declared(
    "aws:iam/role:Role",
    "inside",
    {
        "name": "inside",
        "assumeRolePolicy": TASKS_TRUST,
        "inlinePolicies": [{"name": "own", "policy": allow(PASS_ROLE, on="*")}],
    },
)
TO_TASKS = {"iam:PassedToService": "ecs-tasks.amazonaws.com"}

STOPS: dict[str, Case] = {
    "any role": Case(own(allow(PASS_ROLE, on="*")), on="execution-policy", says="iam:PassRole"),
    "any role, in a policy": Case((*BLUE_GREEN, MANAGED, ATTACHED), on="shared"),
    "any role, in a policy of no role": Case((*BLUE_GREEN, MANAGED), on="shared", advised=True),
    "any role, of a function": Case(
        change((*BLUE_GREEN, INSIDE), "inside", "assumeRolePolicy", to=trust("lambda")), on="inside", advised=True
    ),
    "any role, in an inline policy": Case((*BLUE_GREEN, INSIDE), on="inside", says="inlinePolicies[0].policy"),
    "any role, among other actions": Case(
        own(allow("ecs:UpdateService", "iam:passrole", on="*")), on="execution-policy"
    ),
    "any role, by a pattern": Case(own(allow("iam:Pass*", on="*")), on="execution-policy"),
    "any role, with all of IAM": Case(own(allow("iam:*", on="*")), on="execution-policy"),
    "every role of the account": Case(own(allow(PASS_ROLE, on=role("*"))), on="execution-policy"),
    "every role of every account": Case(own(allow(PASS_ROLE, on="arn:aws:iam::*:role/*")), on="execution-policy"),
    "any role, beside an action that is not known yet": Case(
        own([{"Action": [UNKNOWN, PASS_ROLE], "Resource": "*"}]), on="execution-policy"
    ),
    "some role and any role": Case(own(allow(PASS_ROLE, on=[role("task"), "*"])), on="execution-policy"),
    "every role but one": Case(
        own([{"Action": PASS_ROLE, "NotResource": role("administrator")}]), on="execution-policy"
    ),
    "any role to any service, in many words": Case(own(when(**{"iam:PassedToService": "*"})), on="execution-policy"),
    "any role, under a condition on something else": Case(
        own(when(**{"aws:RequestedRegion": "eu-west-1"})), on="execution-policy"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "no such action": BLUE_GREEN,
    "no such action, in a first preview": FIRST_PREVIEW,
    "ECS's own strategy": NATIVE,
    "two roles": own(allow(PASS_ROLE, on=[role("task"), role("execution")])),
    "roles by a pattern": own(allow(PASS_ROLE, on=role("shop-*"))),
    "any role, to tasks": own(when(**TO_TASKS)),
    "any role, to tasks, as CodeDeploy's own policy has it": own(
        allow(PASS_ROLE, on="*", Condition={"StringLike": {"iam:PassedToService": ["ecs-tasks.amazonaws.com"]}})
    ),
    "any role, in another case": own(when(**{"IAM:passedtoservice": "ecs-tasks.amazonaws.com"})),
    **{
        f"any role, limited by {condition}": own(when(**{condition: "shop"}))
        for condition in ("iam:ResourceTag/team", "aws:ResourceTag/team", "iam:AssociatedResourceArn")
    },
    "every action but some, which is another rule's": own([{"NotAction": "s3:*", "Resource": "*"}]),
    "everything of every service, which is another rule's": own(allow("*:*", on="*")),
    "everything, among others": own(allow("*", PASS_ROLE, on="*")),
    "another action on every role": own(allow("iam:GetRole", on="*")),
    "a denial": own(allow(PASS_ROLE, on="*").replace("Allow", "Deny")),
    "an unknown policy of no role": (*BLUE_GREEN, replace(MANAGED, props={"policy": UNKNOWN})),
    "everything, which is another rule's": own(allow("*", on="*")),
    "a role that is not known yet, as a component was given it": own([{"Action": [PASS_ROLE], "Resource": [UNKNOWN]}]),
}

UNDECIDED: dict[str, Case] = {
    "an unknown policy": Case(own(UNKNOWN), on="execution-policy"),
    "an unknown inline policy": Case(
        unknown((*BLUE_GREEN, INSIDE), "inside", "inlinePolicies", of="logs"), on="inside"
    ),
    "no policy document": Case(own("[1]"), on="execution-policy"),
}
