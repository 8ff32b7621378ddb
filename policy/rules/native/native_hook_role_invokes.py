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

HOOKS = "lifecycleHooks"
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
    of the role must allow the call, on whatever resource, or be made of a function of the program while its JSON is
    not known yet. `trust-is-right` checks that ECS may assume the role. Roles of other programs are let through.
    """
    for service in stack.of(SERVICE):
        if native(service) is False:
            continue
        for index, hook in items(service.get("deploymentConfiguration", HOOKS)):
            if read(hook, "targetType", default="AWS_LAMBDA") != "AWS_LAMBDA":
                continue
            roles = stack.linked(service, "deploymentConfiguration", read(hook, "roleArn"), ROLE, by="arn")
            for role in known(roles):
                yield from _role(stack, service, f"deploymentConfiguration.{HOOKS}[{index}]", role)


def _role(stack: Stack, service: Resource, path: str, role: Resource) -> Findings:
    found = grants(stack, role)
    missing = lacking(found, (CALL,), enough=ENOUGH, too_little=TOO_LITTLE)
    if missing == () or _of_a_function(stack, found):
        return
    if missing is UNKNOWN or native(service) is UNKNOWN:
        yield Undecided(resource=role, path="policies", reason="what its policies allow is not known")
    else:
        yield Violation(
            resource=role,
            path="policies",
            wrong=f"no policy of the role allows {CALL}, for which {path} of service {service.name} names it",
            fix=f"allow {CALL} on the function's ARN.",
        )


def _of_a_function(stack: Stack, found: tuple[Grant, ...]) -> bool:
    """Whether a policy whose JSON is not known yet is about a function: ARNs of it come to stand inside."""
    functions = {one.urn for one in stack.of(FUNCTION)}
    made_of: set[Any] = set()
    for grant in found:
        if grant.document is UNKNOWN:
            made_of.update(*grant.resource.edges.values())
    return bool(made_of & functions)
