"""native-waits-for-policies: what it stops, lets through and leaves undecided."""

from dataclasses import replace

from tests.policy.analyzer import Declared, Program, change, unknown, unlinked, without
from tests.policy.programs import BLUE_GREEN, ECS_TRUST, NATIVE, NATIVE_PREVIEW, allow, role
from tests.policy.rules.rule_case import Case, Pass


def waiting(program: Program, *names: str) -> Program:
    return tuple(replace(one, depends_on=names) if one.name == "service" else one for one in program)


HOOK_ROLE = Declared(
    "aws:iam/role:Role", "hook-role", {"name": "hook-role", "arn": role("hook-role"), "assumeRolePolicy": ECS_TRUST}
)
INVOKE = Declared(
    "aws:iam/rolePolicy:RolePolicy",
    "invoke",
    {"role": "hook-role", "policy": allow("lambda:InvokeFunction", on="*")},
    {"role": ["hook-role"]},
)
HOOK = {"hookTargetArn": "arn:aws:lambda:x", "roleArn": role("hook-role"), "lifecycleStages": ["POST_SCALE_UP"]}
HOOKED: Program = (
    HOOK_ROLE,
    INVOKE,
    *change(NATIVE, "service", "deploymentConfiguration", "lifecycleHooks", to=[HOOK]),
)

STOPS: dict[str, Case] = {
    "a service that waits for nothing": Case(
        waiting(NATIVE), on="service", says="does not wait for infrastructure-policy"
    ),
    "the same, in a first preview": Case(waiting(NATIVE_PREVIEW), on="service", says="advancedConfiguration.roleArn"),
    "the policy of a hook's role": Case(HOOKED, on="service", says="lifecycleHooks[0].roleArn"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a service that waits for the policy": NATIVE,
    "a service that waits for both": waiting(HOOKED, "infrastructure-policy", "invoke"),
    "a role of another program": without(waiting(NATIVE), "infrastructure"),
    "a rolling service that is prepared": change(
        waiting(NATIVE), "service", "deploymentConfiguration", "strategy", to="ROLLING"
    ),
    "a service that CodeDeploy releases": waiting(BLUE_GREEN),
}

UNDECIDED: dict[str, Case] = {
    "a policy of a role that is not known": Case(
        unknown(unlinked(waiting(NATIVE), "infrastructure-policy"), "infrastructure-policy", "role", of="images"),
        on="service",
        says="whether",
    ),
    "a strategy that is not known": Case(
        unknown(waiting(NATIVE), "service", "deploymentController", "type", of="images"), on="service"
    ),
}
