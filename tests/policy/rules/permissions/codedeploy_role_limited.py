"""codedeploy-role-limited: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, find, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING, allow, role
from tests.policy.rules.rule_case import Case, Pass

AWS = "arn:aws:iam::aws:policy"
ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"


def attached(policy: Any, program: Program = BLUE_GREEN, to: str = "codedeploy") -> Program:
    """With another policy beside AWS's for ECS."""
    return (*program, Declared(ATTACHMENT, "more", {"role": to, "policyArn": policy}, {"role": [to]}))


def own_in_preview() -> Program:
    """With a policy of the program in a first preview."""
    shared = Declared("aws:iam/policy:Policy", "shared", {"name": "shared", "policy": allow("s3:GetObject", on="*")})
    linked = {"role": ["codedeploy"], "policyArn": ["shared"]}
    more = Declared(ATTACHMENT, "more", {"role": "codedeploy", "policyArn": UNKNOWN}, linked)
    return (*FIRST_PREVIEW, shared, more)


STOPS: dict[str, Case] = {
    "an administrator": Case(attached(f"{AWS}/AdministratorAccess"), on="more", says="AdministratorAccess"),
    "an administrator, in a first preview": Case(attached(f"{AWS}/AdministratorAccess", FIRST_PREVIEW), on="more"),
    "everything but IAM": Case(attached(f"{AWS}/PowerUserAccess"), on="more"),
    "IAM": Case(attached(f"{AWS}/IAMFullAccess"), on="more"),
    "an administrator in China": Case(attached("arn:aws-cn:iam::aws:policy/AdministratorAccess"), on="more"),
    "an administrator, attached by the role": Case(
        change(BLUE_GREEN, "codedeploy", "managedPolicyArns", to=[f"{AWS}/AdministratorAccess"]),
        on="codedeploy",
        says="managedPolicyArns[0]: Adm",
    ),
    "an administrator, by the role's ARN in plain text": Case(
        unlinked(attached(f"{AWS}/AdministratorAccess"), "release"), on="more"
    ),
    "an administrator, beside a role of another program": Case(
        (
            Declared(
                find(BLUE_GREEN, "release").type, "other", {"ecsService": {}, "serviceRoleArn": role("elsewhere")}
            ),
            *attached(f"{AWS}/AdministratorAccess"),
        ),
        on="more",
    ),
    "an administrator, as one of several": Case(
        (
            *BLUE_GREEN,
            Declared(
                "aws:iam/policyAttachment:PolicyAttachment",
                "more",
                {"roles": ["host-role", "codedeploy"], "policyArn": f"{AWS}/AdministratorAccess"},
                {"roles": ["host-role", "codedeploy"]},
            ),
        ),
        on="more",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "AWS's policy": BLUE_GREEN,
    "AWS's policy, in a first preview": FIRST_PREVIEW,
    "AWS's limited policy": change(
        BLUE_GREEN, "codedeploy-policy", "policyArn", to=f"{AWS}/AWSCodeDeployRoleForECSLimited"
    ),
    "all of one service": attached(f"{AWS}/AmazonECS_FullAccess"),
    "a custom policy of that name": attached("arn:aws:iam::123456789012:policy/AdministratorAccess"),
    "an administrator that CodeDeploy is not": attached(f"{AWS}/AdministratorAccess", to="host-role"),
    "a custom policy that does not exist yet": own_in_preview(),
    "ECS's own strategy": NATIVE,
    "a rolling service": ROLLING,
    "another policy that may be CodeDeploy's": unlinked(
        change(attached(f"{AWS}/AmazonECS_FullAccess"), "more", "role", to=UNKNOWN), "more"
    ),
}

UNDECIDED: dict[str, Case] = {
    "a role of another program": Case(without(BLUE_GREEN, "codedeploy", "codedeploy-policy"), on="release"),
    "an unknown role of unknown origin": Case(unlinked(FIRST_PREVIEW, "release"), on="release"),
    "an unknown policy": Case(attached(UNKNOWN), on="more"),
    "an administrator that may be CodeDeploy": Case(
        unlinked(change(attached(f"{AWS}/AdministratorAccess"), "more", "role", to=UNKNOWN), "more"),
        on="more",
        says="whether AdministratorAccess is for the role of release",
    ),
}
