"""native-infrastructure-role: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unlinked, without
from tests.policy.programs import (
    BLUE_GREEN,
    CODEDEPLOY_TRUST,
    NATIVE,
    NATIVE_PREVIEW,
    ROLLING,
    TASKS_TRUST,
    allow,
    arn,
    role,
)
from tests.policy.rules.rule_case import Case, Pass

AWS = "arn:aws:iam::aws:policy"
ROLE = ("loadBalancers", 0, "advancedConfiguration", "roleArn")
ELB = "elasticloadbalancing"
ALL = [f"{ELB}:{call}" for call in ("Describe*", "RegisterTargets", "DeregisterTargets", "ModifyRule")]
CALLS = ("DescribeTargetHealth", "RegisterTargets", "DeregisterTargets", "ModifyRule")


def attached(policy: Any, program: Program = NATIVE) -> Program:
    return change(program, "infrastructure-policy", "policyArn", to=policy)


def inline(*policies: Any) -> Program:
    """With custom policies instead of AWS's."""
    own = tuple(
        Declared(
            "aws:iam/rolePolicy:RolePolicy",
            f"own-{number}",
            {"role": "infrastructure", "policy": policy},
            {"role": ["infrastructure"]},
        )
        for number, policy in enumerate(policies)
    )
    return (*without(NATIVE, "infrastructure-policy"), *own)


OWN_POLICY = Declared(
    "aws:iam/policy:Policy",
    "shared",
    {"name": "shared", "arn": arn("iam", "policy/shared"), "policy": allow(*ALL, on="*")},
)

TO_ALL = Declared(
    "aws:iam/policyAttachment:PolicyAttachment",
    "all",
    {"roles": ["infrastructure"], "policyArn": f"{AWS}/AmazonECSInfrastructureRolePolicyForLoadBalancers"},
)

STOPS: dict[str, Case] = {
    "the trust of a task": Case(
        change(NATIVE, "infrastructure", "assumeRolePolicy", to=TASKS_TRUST),
        on="infrastructure",
        says="ecs.amazonaws.com",
    ),
    "the trust of a task, in a first preview": Case(
        change(NATIVE_PREVIEW, "infrastructure", "assumeRolePolicy", to=TASKS_TRUST), on="infrastructure"
    ),
    "CodeDeploy's trust": Case(
        change(NATIVE, "infrastructure", "assumeRolePolicy", to=CODEDEPLOY_TRUST), on="infrastructure"
    ),
    "no policy": Case(without(NATIVE, "infrastructure-policy"), on="infrastructure", says="RegisterTargets"),
    "no policy, in a first preview": Case(without(NATIVE_PREVIEW, "infrastructure-policy"), on="infrastructure"),
    **{
        f"AWS's {name}": Case(attached(f"{AWS}/{name}"), on="infrastructure")
        for name in (
            "service-role/AmazonECSInfrastructureRolePolicyForVolumes",
            "AmazonECSInfrastructureRolePolicyForVpcLattice",
            "service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity",
            "service-role/AmazonECSTaskExecutionRolePolicy",
            "service-role/AmazonEC2ContainerServiceforEC2Role",
            "ElasticLoadBalancingReadOnly",
        )
    },
    **{
        f"a custom policy without {ELB}:{call}": Case(
            inline(allow(*(f"{ELB}:{one}" for one in CALLS if one != call), on="*")), on="infrastructure", says=call
        )
        for call in CALLS
    },
    "a custom policy that only looks": Case(
        inline(allow(f"{ELB}:Describe*", on="*")), on="infrastructure", says="ModifyRule"
    ),
    "a custom policy that cannot move traffic": Case(
        inline(allow(*ALL[:-1], on="*")), on="infrastructure", says="Modify"
    ),
    "a custom policy that denies": Case(
        inline(allow(*ALL, on="*").replace("Allow", "Deny")), on="infrastructure", says="RegisterTargets"
    ),
    "the execution role": Case(change(NATIVE, "service", *ROLE, to=role("execution")), on="execution", count=2),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "AWS's policy": NATIVE,
    "AWS's policy, in a first preview": NATIVE_PREVIEW,
    **{
        f"AWS's {name}": attached(f"{AWS}/{name}")
        for name in ("AdministratorAccess", "PowerUserAccess", "ElasticLoadBalancingFullAccess")
    },
    "no role, which AWS's provider refuses": change(NATIVE, "service", *ROLE, to=None),
    "AWS's policy in China": attached("arn:aws-cn:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers"),
    "AWS's policy, attached by the role": change(
        without(NATIVE, "infrastructure-policy"),
        "infrastructure",
        "managedPolicyArns",
        to=[f"{AWS}/AmazonECSInfrastructureRolePolicyForLoadBalancers"],
    ),
    "AWS's policy beside one that is not known": (*inline(UNKNOWN), TO_ALL),
    "a custom policy": inline(allow(*ALL, on="*")),
    "a custom policy with wildcards": inline(allow(f"{ELB}:*", on="*")),
    "a custom policy for listeners": inline(allow(*ALL[:-1], f"{ELB}:modifylistener", on="*")),
    "a custom policy inside the role": change(
        without(NATIVE, "infrastructure-policy"),
        "infrastructure",
        "inlinePolicies",
        to=[{"name": "own", "policy": allow(*ALL, on="*")}],
    ),
    "a custom policy that is attached": (*attached(arn("iam", "policy/shared")), OWN_POLICY),
    "AWS's policy, for a role that is not known": unlinked(
        change(NATIVE, "infrastructure-policy", "role", to=UNKNOWN), "infrastructure-policy"
    ),
    "a role that does not say what it has, which AWS then fills in": change(
        change(NATIVE_PREVIEW, "infrastructure", "inlinePolicies", to=UNKNOWN),
        "infrastructure",
        "managedPolicyArns",
        to=UNKNOWN,
    ),
    "a custom policy, and another that is not known": inline(allow(*ALL, on="*"), UNKNOWN),
    "a rolling service that is prepared": change(
        without(NATIVE, "infrastructure-policy"), "service", "deploymentConfiguration", "strategy", to="ROLLING"
    ),
    "a rolling service": ROLLING,
    "a service of CodeDeploy": BLUE_GREEN,
}

UNDECIDED: dict[str, Case] = {
    "a role of another program": Case(without(NATIVE, "infrastructure", "infrastructure-policy"), on="service"),
    "an unknown role of unknown origin": Case(unlinked(NATIVE_PREVIEW, "service"), on="service"),
    "an unknown trust": Case(change(NATIVE, "infrastructure", "assumeRolePolicy", to=UNKNOWN), on="infrastructure"),
    "a policy of another program": Case(attached("arn:aws:iam::123456789012:policy/elsewhere"), on="infrastructure"),
    "a custom policy that is not known": Case(inline(UNKNOWN), on="infrastructure"),
    "a custom policy for targets, and another that is not known": Case(
        inline(allow(*ALL[:-1], on="*"), UNKNOWN), on="infrastructure"
    ),
    "a custom policy for rules, and another that is not known": Case(
        inline(allow(ALL[-1], on="*"), UNKNOWN), on="infrastructure"
    ),
}
