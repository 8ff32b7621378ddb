"""native-hook-role-invokes: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unknown, without
from tests.policy.programs import ECS_TRUST, NATIVE, ROLLING, allow, arn, before_create, role
from tests.policy.rules.rule_case import Case, Pass

FUNCTION = Declared("aws:lambda/function:Function", "check", {"name": "check", "arn": arn("lambda", "function:check")})
HOOK_ROLE = Declared(
    "aws:iam/role:Role", "hook-role", {"name": "hook-role", "arn": role("hook-role"), "assumeRolePolicy": ECS_TRUST}
)


def granting(policy: Any, program: Program = NATIVE, made_of: str = "") -> Program:
    """A service with a hook, whose role has this policy."""
    hook = {
        "hookTargetArn": arn("lambda", "function:check"),
        "roleArn": role("hook-role"),
        "lifecycleStages": ["POST_SCALE_UP"],
    }
    hooked = change(program, "service", "deploymentConfiguration", "lifecycleHooks", to=[hook])
    edges = {"role": ["hook-role"], "policy": [made_of] if made_of else []}
    given = Declared("aws:iam/rolePolicy:RolePolicy", "invoke", {"role": "hook-role", "policy": policy}, edges)
    return tuple(
        Declared(
            one.type, one.name, one.props, {**one.edges, "deploymentConfiguration": ["hook-role"]}, one.ignore_changes
        )
        if one.name == "service"
        else one
        for one in (FUNCTION, HOOK_ROLE, given, *hooked)
    )


def attached(name: str) -> Program:
    props = {"role": "hook-role", "policyArn": f"arn:aws:iam::aws:policy/{name}"}
    by = Declared("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "attached", props, {"role": ["hook-role"]})
    return (*without(INVOKES, "invoke"), by)


INVOKES = granting(allow("lambda:InvokeFunction", on=arn("lambda", "function:check")))
READS = granting(allow("lambda:GetFunction", "elasticloadbalancing:*", on="*"))

STOPS: dict[str, Case] = {
    "another action": Case(READS, on="hook-role", says="no policy of the role allows lambda:InvokeFunction"),
    "another action, in a first preview": Case(before_create(READS), on="hook-role"),
    "no policy": Case(without(INVOKES, "invoke"), on="hook-role", says="unable to invoke"),
    "a policy of AWS for something else": Case(
        attached("AmazonECSInfrastructureRolePolicyForLoadBalancers"), on="hook-role"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "the call": INVOKES,
    "the call, in a first preview": before_create(INVOKES),
    "every call of Lambda": granting(allow("lambda:*", on="*")),
    "a policy of AWS": attached("service-role/AWSLambdaRole"),
    "a policy that is made of the function": granting(UNKNOWN, made_of="check"),
    "no hooks": NATIVE,
    "a role of another program": without(READS, "hook-role", "invoke"),
    "a service that ECS rolls": granting(allow("lambda:GetFunction", on="*"), ROLLING),
}

UNDECIDED: dict[str, Case] = {
    "a policy that is not known": Case(granting(UNKNOWN, made_of="images"), on="hook-role"),
    "a policy of another program": Case(
        change(attached("x"), "attached", "policyArn", to="arn:aws:iam::123456789012:policy/x"), on="hook-role"
    ),
    "a strategy that is not known": Case(
        unknown(READS, "service", "deploymentController", "type", of="images"), on="hook-role"
    ),
}
