"""service-waits-for-policies: what it stops, lets through and leaves undecided."""

from dataclasses import replace

from tests.policy.analyzer import Declared, Program, change, unknown, unlinked, without
from tests.policy.programs import BLUE_GREEN, NATIVE, NATIVE_PREVIEW, ROLLING, allow, role
from tests.policy.rules.native.native_waits_for_policies import waiting
from tests.policy.rules.rule_case import Case, Pass

BREAKER = {"enable": True, "rollback": True}
CAREFUL = change(ROLLING, "service", "deploymentCircuitBreaker", to=BREAKER)
WORK = Declared(
    "aws:iam/rolePolicy:RolePolicy",
    "work",
    {"role": "task-role", "policy": allow("s3:GetObject", on="*")},
    {"role": ["task-role"]},
)


def made_of_service(program: Program) -> Program:
    """The policy of the execution role waits for the service, which then cannot wait for it."""
    return tuple(replace(one, depends_on=("service",)) if one.name == "execution-policy" else one for one in program)


STOPS: dict[str, Case] = {
    "a service that waits for nothing": Case(
        waiting(NATIVE), on="service", says="does not wait for execution-policy, a policy of its tasks' role execution"
    ),
    "the same, in a first preview": Case(waiting(NATIVE_PREVIEW), on="service", says="(tasks).executionRoleArn"),
    "a service that ECS rolls": Case(
        change(CAREFUL, "service", "deploymentCircuitBreaker", "enable", to="true"), on="service"
    ),
    "a policy of one role for both, once": Case(
        change(waiting(NATIVE), "tasks", "taskRoleArn", to=role("execution")), on="service"
    ),
    "the policy of the task role": Case((*NATIVE, WORK), on="service", says="(tasks).taskRoleArn: the service"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a service that waits for the policy": NATIVE,
    "a service that waits for both": waiting((*NATIVE, WORK), "execution-policy", "work"),
    "a task definition that waits for the policy": tuple(
        replace(one, depends_on={"service": ("tasks",), "tasks": ("execution-policy",)}.get(one.name, ()))
        for one in NATIVE
    ),
    "no circuit breaker": ROLLING,
    "a circuit breaker that is off": change(CAREFUL, "service", "deploymentCircuitBreaker", "enable", to=False),
    "no tasks at first": change(CAREFUL, "service", "desiredCount", to="0"),
    "a policy that is made of the service": made_of_service(CAREFUL),
    "roles of another program": without(waiting(NATIVE), "execution"),
    "a service that CodeDeploy releases": waiting(BLUE_GREEN),
}

UNDECIDED: dict[str, Case] = {
    "a policy of a role that is not known": Case(
        unknown(unlinked(CAREFUL, "execution-policy"), "execution-policy", "role", of="logs"),
        on="service",
        says="whether execution-policy is a policy of execution",
    ),
    "a circuit breaker that is not known": Case(
        unknown(ROLLING, "service", "deploymentCircuitBreaker", of="logs"), on="service", says="circuit breaker"
    ),
}
