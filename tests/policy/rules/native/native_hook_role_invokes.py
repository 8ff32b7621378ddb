"""native-hook-role-invokes: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unknown, without
from tests.policy.programs import ECS_TRUST, NATIVE, ROLLING, allow, arn, before_create, role
from tests.policy.rules.rule_case import Case, Pass

FUNCTION = Declared("aws:lambda/function:Function", "check", {"name": "check", "arn": arn("lambda", "function:check")})
HOOK_ROLE = Declared(
    "aws:iam/role:Role", "hook-role", {"name": "hook-role", "arn": role("hook-role"), "assumeRolePolicy": ECS_TRUST}
)

HOOK = ("service", "deploymentConfiguration", "lifecycleHooks", 0)


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


def invoking(*functions: str, target: str = "function:check") -> Program:
    program = granting(allow("lambda:InvokeFunction", on=[arn("lambda", one) for one in functions]))
    return change(program, *HOOK, "hookTargetArn", to=arn("lambda", target))


def linked(program: Program, *names: str) -> Program:
    """The hooks of the service are made of these."""
    edges = {"deploymentConfiguration": ["hook-role", *names]}
    return tuple(replace(one, edges={**one.edges, **edges}) if one.name == "service" else one for one in program)


OTHER = Declared("aws:lambda/function:Function", "other", {"name": "other", "arn": arn("lambda", "function:other")})
INVOKES = invoking("function:check")
READS = granting(allow("lambda:GetFunction", "elasticloadbalancing:*", on="*"))

STOPS: dict[str, Case] = {
    "another action": Case(READS, on="hook-role", says="lifecycleHooks[0] of service service names it\nOn AWS"),
    "a call that is denied": Case(
        granting(allow("lambda:InvokeFunction", on=OTHER.props["arn"]).replace("Allow", "Deny")),
        on="hook-role",
        says="lifecycleHooks[0] of service service names it\nOn AWS",
    ),
    "another action, in a first preview": Case(before_create(READS), on="hook-role"),
    "another function": Case(
        invoking("function:other", "function:check2"),
        on="hook-role",
        says="function:check, for which deploymentConfiguration.lifecycleHooks[0] of service service names it"
        f" (only on {arn('lambda', 'function:other')}, {arn('lambda', 'function:check2')})",
    ),
    "another function, by a wildcard": Case(invoking("function:check-*"), on="hook-role"),
    "another region": Case(
        granting(allow("lambda:InvokeFunction", on="arn:aws:lambda:us-east-1:123456789012:function:check")),
        on="hook-role",
    ),
    "the function, in a statement for something else": Case(
        granting(allow("lambda:GetFunction", on=arn("lambda", "function:check"))), on="hook-role"
    ),
    "no policy": Case(without(INVOKES, "invoke"), on="hook-role", says="unable to invoke"),
    "a policy of AWS for something else": Case(
        attached("AmazonECSInfrastructureRolePolicyForLoadBalancers"), on="hook-role"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "the call": INVOKES,
    "the call, in a first preview": before_create(INVOKES),
    "the call of one among several": invoking("function:other", "function:check"),
    "the call by a wildcard": invoking("function:che*"),
    "the call of all versions": invoking("function:check", "function:check:*"),
    "the call of versions": invoking("function:check:*"),
    "the call of a version": invoking("function:check", target="function:check:live"),
    "all calls but some": granting(
        allow("lambda:InvokeFunction", on="*").replace('"Resource": "*"', '"NotResource": "arn:aws:lambda:*:*:layer:*"')
    ),
    "another function, while the hook's is not known yet": change(
        invoking("function:other"), *HOOK, "hookTargetArn", to=UNKNOWN
    ),
    "a policy that is made of the hook's function, in a first preview": linked(
        before_create((OTHER, *granting(UNKNOWN, made_of="check"))), "check"
    ),
    "every call of Lambda": granting(allow("lambda:*", on="*")),
    "a policy of AWS": attached("service-role/AWSLambdaRole"),
    "a policy that is made of the function": granting(UNKNOWN, made_of="check"),
    "a policy that is made of a function, for the hook of another program's": change(
        granting(UNKNOWN, made_of="check"), *HOOK, "hookTargetArn", to=arn("lambda", "function:elsewhere")
    ),
    "a pause, which calls nothing": change(READS, *HOOK, "targetType", to="PAUSE"),
    "no hooks": NATIVE,
    "a role of another program": without(READS, "hook-role", "invoke"),
    "a service that ECS rolls": granting(allow("lambda:GetFunction", on="*"), ROLLING),
}

UNDECIDED: dict[str, Case] = {
    "a policy that is not known": Case(granting(UNKNOWN, made_of="images"), on="hook-role"),
    "a policy that is made of another function": Case(
        linked(before_create((OTHER, *granting(UNKNOWN, made_of="other"))), "check"), on="hook-role"
    ),
    "a policy of another program": Case(
        change(attached("x"), "attached", "policyArn", to="arn:aws:iam::123456789012:policy/x"), on="hook-role"
    ),
    "a strategy that is not known": Case(
        unknown(READS, "service", "deploymentController", "type", of="images"), on="hook-role"
    ),
}
