"""load-balancer-role-left-out: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change, unknown
from tests.policy.programs import BLUE, BLUE_GREEN, GREEN, NATIVE, NATIVE_PREVIEW, role
from tests.policy.rules.rule_case import Case, Pass


def given(program: Program, to: str = role("ecsServiceRole")) -> Program:
    return change(program, "service", "iamRole", to=to)


TWO = [{"containerName": "web", "containerPort": 4000, "targetGroupArn": arn} for arn in (BLUE, GREEN)]

STOPS: dict[str, Case] = {
    "tasks with their own addresses": Case(given(NATIVE), on="service", says="service-linked role"),
    "the same, in a first preview": Case(given(NATIVE_PREVIEW, UNKNOWN), on="service"),
    "service discovery": Case(
        change(given(BLUE_GREEN), "service", "serviceRegistries", to={"registryArn": "arn"}), on="service"
    ),
    "two target groups": Case(change(given(BLUE_GREEN), "service", "loadBalancers", to=TWO), on="service"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "tasks on a bridge network": given(BLUE_GREEN),
    "no role": NATIVE,
    "a role that is read back as empty": given(NATIVE, ""),
}

UNDECIDED: dict[str, Case] = {
    "an unknown network": Case(
        unknown(given(BLUE_GREEN), "service", "networkConfiguration", of="images"), on="service", says="iamRole"
    ),
    "unknown load balancers": Case(change(given(BLUE_GREEN), "service", "loadBalancers", to=UNKNOWN), on="service"),
}
