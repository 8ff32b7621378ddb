"""codedeploy-role-suffices: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, ROLLING, allow, role
from tests.policy.rules.rule_case import Case, Pass

AWS = "arn:aws:iam::aws:policy"
ECS = [f"ecs:{call}" for call in ("DescribeServices", "CreateTaskSet", "UpdateServicePrimaryTaskSet", "DeleteTaskSet")]
ELB = ["elasticloadbalancing:Describe*", "elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyRule"]


def attached(policy: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "codedeploy-policy", "policyArn", to=policy)


def inline(*policies: Any, program: Program = BLUE_GREEN) -> Program:
    """With custom policies instead of AWS's."""
    own = tuple(
        Declared(
            "aws:iam/rolePolicy:RolePolicy",
            f"own-{number}",
            {"role": "codedeploy", "policy": policy},
            {"role": ["codedeploy"]},
        )
        for number, policy in enumerate(policies)
    )
    return (*without(program, "codedeploy-policy"), *own)


SERVERS = Declared(
    "aws:codedeploy/deploymentGroup:DeploymentGroup",
    "servers",
    {"appName": "servers", "serviceRoleArn": role("host-role")},
)
NEEDED = [
    *ECS,
    *(f"elasticloadbalancing:{call}" for call in ("DescribeTargetGroups", "DescribeListeners", "ModifyListener")),
]
EXCLUSIVE = Declared(
    "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive",
    "only",
    {"roleName": "codedeploy", "policyArns": [f"{AWS}/AWSCodeDeployRoleForECS"]},
)

STOPS: dict[str, Case] = {
    "no policy": Case(without(BLUE_GREEN, "codedeploy-policy"), on="codedeploy", says="ecs:CreateTaskSet"),
    "no policy, in a first preview": Case(without(FIRST_PREVIEW, "codedeploy-policy"), on="codedeploy"),
    "the policy for servers": Case(attached(f"{AWS}/service-role/AWSCodeDeployRole"), on="codedeploy"),
    "the policy for servers, in a first preview": Case(
        attached(f"{AWS}/service-role/AWSCodeDeployRole", FIRST_PREVIEW), on="codedeploy", says="AWS service"
    ),
    "the policy for functions": Case(attached(f"{AWS}/service-role/AWSCodeDeployRoleForLambda"), on="codedeploy"),
    "a custom policy for ECS alone": Case(inline(allow(*ECS, on="*")), on="codedeploy", says="ModifyListener"),
    "a custom policy for the load balancer alone": Case(
        inline(allow(*ELB, on="*")), on="codedeploy", says="CreateTaskSet"
    ),
    "a custom policy beside the one for servers": Case(
        (*attached(f"{AWS}/service-role/AWSCodeDeployRole"), *inline(allow(*ELB, on="*"))[-1:]),
        on="codedeploy",
        says="CreateTaskSet",
    ),
    **{
        f"a custom policy for all but {call}": Case(
            inline(allow(*(one for one in NEEDED if one != call), on="*")), on="codedeploy", says=f"allows {call}"
        )
        for call in NEEDED
    },
    **{
        f"{name}, which is for something else": Case(attached(f"{AWS}/{name}"), on="codedeploy")
        for name in (
            "service-role/AWSCodeDeployRoleForLambdaLimited",
            "service-role/AmazonECSTaskExecutionRolePolicy",
            "AmazonECSInfrastructureRolePolicyForLoadBalancers",
        )
    },
    "no policy, by the role's ARN in plain text": Case(
        unlinked(without(BLUE_GREEN, "codedeploy-policy"), "release"), on="codedeploy"
    ),
    "no policy, beside a role of another program": Case(
        (
            Declared(SERVERS.type, "other", {"ecsService": {}, "serviceRoleArn": role("elsewhere")}),
            *without(BLUE_GREEN, "codedeploy-policy"),
        ),
        on="codedeploy",
    ),
    "no policy, while what is attached is not known yet": Case(
        change(
            change(without(FIRST_PREVIEW, "codedeploy-policy"), "codedeploy", "managedPolicyArns", to=UNKNOWN),
            "codedeploy",
            "inlinePolicies",
            to=UNKNOWN,
        ),
        on="codedeploy",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "AWS's policy": BLUE_GREEN,
    "AWS's policy, in a first preview": FIRST_PREVIEW,
    "AWS's limited policy": attached(f"{AWS}/AWSCodeDeployRoleForECSLimited"),
    "an administrator, which is another rule's": attached(f"{AWS}/AdministratorAccess"),
    "AWS's policy and a custom one that is not known": (*BLUE_GREEN, *inline(UNKNOWN)[-1:]),
    "AWS's policy, exclusively": (*without(BLUE_GREEN, "codedeploy-policy"), EXCLUSIVE),
    "a custom policy": inline(allow(*ECS, *ELB, on="*")),
    "two custom policies": inline(allow(*ECS, on="*"), allow(*ELB, on="*")),
    "a custom policy with wildcards": inline(allow("ecs:*", "elasticloadbalancing:*", on="*")),
    "a custom policy, and another that is not known": inline(allow(*ECS, *ELB, on="*"), UNKNOWN),
    "a deployment group for servers": (*BLUE_GREEN, SERVERS),
    "ECS's own strategy": NATIVE,
    "a rolling service": ROLLING,
    "everything but IAM, which is another rule's": attached(f"{AWS}/PowerUserAccess"),
    "exactly what every release calls": inline(allow(*NEEDED, on="*")),
    "a custom policy that does not exist yet, attached by the role": tuple(
        replace(one, edges={**one.edges, "managedPolicyArns": ["own"]}) if one.name == "codedeploy" else one
        for one in (
            Declared("aws:iam/policy:Policy", "own", {"name": "own", "policy": allow(*NEEDED, on="*")}),
            *change(without(FIRST_PREVIEW, "codedeploy-policy"), "codedeploy", "managedPolicyArns", to=[UNKNOWN]),
        )
    ),
}

UNDECIDED: dict[str, Case] = {
    "a role of another program": Case(without(BLUE_GREEN, "codedeploy", "codedeploy-policy"), on="release"),
    "an unknown role of unknown origin": Case(unlinked(FIRST_PREVIEW, "release"), on="release"),
    "a custom policy that is not known": Case(inline(UNKNOWN), on="codedeploy"),
    "a policy of another program": Case(attached("arn:aws:iam::123456789012:policy/releases"), on="codedeploy"),
    "an unknown policy": Case(attached(UNKNOWN), on="codedeploy"),
    "a policy of AWS's that the rule does not list": Case(attached(f"{AWS}/AmazonECS_FullAccess"), on="codedeploy"),
}
