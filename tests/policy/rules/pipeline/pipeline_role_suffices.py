"""pipeline-role-suffices: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, without
from tests.policy.pipelines import BUILD, DELIVERED, DEPLOY, ROLLED, SOURCE, permitting, piped
from tests.policy.programs import allow, before_create, role
from tests.policy.rules.rule_case import Case, Pass

CODEDEPLOY = ("codedeploy:*",)
BUILDS = ("codebuild:StartBuild", "codebuild:BatchGetBuilds")
TASKS = ("ecs:RegisterTaskDefinition", "iam:PassRole")


def may(*calls: str, program: Program = DELIVERED) -> Program:
    return change(program, "deliverer-policy", "policy", to=permitting(*calls))


def by_another(*calls: str) -> Program:
    """With a role for the deploy action."""
    other = role("releaser")
    return (
        *piped(*DEPLOY, "roleArn", to=other, program=may(*BUILDS)),
        Declared("aws:iam/role:Role", "releaser", {"name": "releaser", "arn": other, "assumeRolePolicy": "{}"}),
        Declared("aws:iam/rolePolicy:RolePolicy", "more", {"role": "releaser", "policy": allow(*calls, on="*")}),
    )


def from_source(provider: str, *calls: str) -> Program:
    return piped(*SOURCE, "provider", to=provider, program=may(*CODEDEPLOY, *BUILDS, *TASKS, *calls))


def attached(policy: Any) -> Program:
    props = {"role": "deliverer", "policyArn": policy}
    return (*may("s3:GetObject"), Declared("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "more", props))


STOPS: dict[str, Case] = {
    "what CodeDeploy needs for servers": Case(
        may(*CODEDEPLOY, *BUILDS), on="deliverer", says="runs Deploy, allows ecs:RegisterTaskDefinition, iam:PassRole"
    ),
    "no passing of roles": Case(may(*CODEDEPLOY, *BUILDS, TASKS[0]), on="deliverer", says="iam:PassRole"),
    "no builds": Case(may(*CODEDEPLOY, *TASKS), on="deliverer", says="codebuild:StartBuild, codebuild:BatchGetBuilds"),
    "builds that nobody looks at": Case(may(*CODEDEPLOY, *TASKS, BUILDS[0]), on="deliverer", says="BatchGetBuilds"),
    "nothing": Case(without(DELIVERED, "deliverer-policy"), on="deliverer", count=2, says="does not have sufficient"),
    "a rolling release": Case(
        may(*BUILDS, *TASKS, "ecs:UpdateService", program=ROLLED), on="deliverer", says="ecs:DescribeServices"
    ),
    "an image of ECR": Case(from_source("ECR"), on="deliverer", says="ecr:DescribeImages"),
    "a connection": Case(from_source("CodeStarSourceConnection"), on="deliverer", says="codeconnections:UseConnection"),
    "a role of the action": Case(by_another(*CODEDEPLOY), on="releaser", says="ecs:RegisterTaskDefinition"),
    "a first preview": Case(before_create(may(*CODEDEPLOY, *BUILDS)), on="deliverer"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "all calls": DELIVERED,
    "all calls of a rolling release": ROLLED,
    "a first preview": before_create(DELIVERED),
    "a role of the action with its calls": by_another(*CODEDEPLOY, *TASKS),
    "an image of ECR": from_source("ECR", "ecr:DescribeImages"),
    "a connection by its new name": from_source("CodeStarSourceConnection", "codeconnections:UseConnection"),
    "a connection by its old name": from_source("CodeStarSourceConnection", "codestar-connections:*"),
    "an administrator": attached("arn:aws:iam::aws:policy/AdministratorAccess"),
    "no roles of tasks to pass": change(
        change(may(*CODEDEPLOY, *BUILDS, TASKS[0]), "tasks", "executionRoleArn", to=None),
        "tasks",
        "taskRoleArn",
        to=None,
    ),
    "a role of another program": without(DELIVERED, "deliverer", "deliverer-policy"),
    "a pipeline for servers": piped(*DEPLOY, "provider", to="CodeDeploy", program=may("s3:GetObject")),
    "a pipeline without a build": piped(*BUILD, "provider", to="Manual", program=may(*CODEDEPLOY, *TASKS)),
}

UNDECIDED: dict[str, Case] = {
    "an unknown policy": Case(change(DELIVERED, "deliverer-policy", "policy", to=UNKNOWN), on="deliverer"),
    "a policy of somebody else": Case(attached("arn:aws:iam::123456789012:policy/delivery"), on="deliverer"),
}
