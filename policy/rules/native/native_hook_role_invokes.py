"""ECS calls the function of a lifecycle hook with a role, which must allow that."""

from typing import Any

from model.texts.native import HOOK_NOT_INVOKED
from policy.finding import Findings, Undecided, Violation
from policy.reading import ROLE, SERVICE, UNKNOWN, Resource, items, read
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.roles import Grant, grants, lacking
from policy.views.strategies import native

BLOCK, HOOKS = "deploymentConfiguration", "lifecycleHooks"
CALL = "lambda:InvokeFunction"
ENOUGH = ("AWSLambdaRole", "AWSLambda_FullAccess", "AdministratorAccess", "PowerUserAccess")
TOO_LITTLE = (
    "AWSLambda_ReadOnlyAccess",
    "AmazonECSInfrastructureRolePolicyForLoadBalancers",
    "AmazonECSTaskExecutionRolePolicy",
    "AWSLambdaBasicExecutionRole",
)
FUNCTION = "aws:lambda/function:Function"


@stack_rule(
    remedy=f"Allow {CALL} on the hook's function to the role of the hook.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-permissions.html",
    severity="high",
    symptoms=(Symptom.RELEASE_FAILS,),
    cost=HOOK_NOT_INVOKED.quote(),
)
def native_hook_role_invokes(stack: Stack, options: Options) -> Findings:
    """The role of a lifecycle hook may invoke the hook's function.

    It is the role of ECS, not the function's own: what the function may do does not matter here. ECS finds out at
    the first stage with the hook, with the new tasks running, and rolls the release back.

    Looks at the hooks of services with strategy BLUE_GREEN, LINEAR or CANARY whose role the program has. Some policy
    of the role must allow the call, on the function of the hook where its ARN is known: of whatever version, if the
    statement names one. A policy whose JSON is not known yet will do if it is made of that function, or of any where
    the hook's is not part of the program. `trust-is-right` checks that ECS may assume the role. Roles of other programs
    are let through.
    """
    for service in stack.of(SERVICE):
        if native(service) is False:
            continue
        for index, hook in items(service.get(BLOCK, HOOKS)):
            if read(hook, "targetType", default="AWS_LAMBDA") != "AWS_LAMBDA":
                continue
            for role in known(stack.linked(service, BLOCK, read(hook, "roleArn"), ROLE, by="arn")):
                yield from _role(stack, service, f"{BLOCK}.{HOOKS}[{index}]", role, read(hook, "hookTargetArn"))


def _role(stack: Stack, service: Resource, path: str, role: Resource, function: Any) -> Findings:
    found = grants(stack, role)
    missing = lacking(found, (CALL,), enough=ENOUGH, too_little=TOO_LITTLE, on=_versions(function))
    if missing == () or _of_the_function(stack, service, function, found):
        return
    if missing is UNKNOWN or native(service) is UNKNOWN:
        yield Undecided(resource=role, path="policies", reason="what its policies allow is not known")
    else:
        on = f" on {function}" if isinstance(function, str) else ""
        elsewhere = _elsewhere(found)
        yield Violation(
            resource=role,
            path="policies",
            wrong=f"no policy of the role allows {CALL}{on}, for which {path} of service {service.name} names it"
            + (f" (only on {', '.join(elsewhere)})" if elsewhere else ""),
            fix=f"allow {CALL} on the function's ARN.",
        )


def _versions(function: Any) -> tuple[str, ...]:
    """The ARN of a hook's function, also without its version, and with another one."""
    if not isinstance(function, str):
        return ()
    bare = ":".join(function.split(":")[:7])
    return function, bare, f"{bare}:$LATEST"


def _elsewhere(found: tuple[Grant, ...]) -> list[str]:
    """What the role may call instead."""
    statements = [one for grant in found if grant.document is not UNKNOWN for one in grant.document]
    return [str(on) for one in statements if one.allows and one.covers(CALL) for on in one.resources]


def _of_the_function(stack: Stack, service: Resource, function: Any, found: tuple[Grant, ...]) -> bool:
    """Whether a policy whose JSON is not known yet is about the function: its ARN comes to stand inside."""
    own = known(stack.linked(service, BLOCK, function, FUNCTION, by="arn"))
    functions = {one.urn for one in own or stack.of(FUNCTION)}
    made_of: set[Any] = set()
    for grant in found:
        if grant.document is UNKNOWN:
            made_of.update(*grant.resource.edges.values())
    return bool(made_of & functions)
