"""constraint-has-hosts: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.service.tasks_have_way_out import first_preview
from tests.policy.rules.target_groups.zones_enabled import in_zones

HOSTS = in_zones("ab", "ab", BLUE_GREEN)
ZONE = "attribute:ecs.availability-zone"


def constrained(expression: str, program: Program = HOSTS, on: str = "service", kind: str = "memberOf") -> Program:
    return change(program, on, "placementConstraints", to=[{"type": kind, "expression": expression}])


STOPS: dict[str, Case] = {
    "another zone": Case(
        constrained(f"{ZONE} == eu-west-1c"),
        on="service",
        says="only eu-west-1c, and the hosts of hosts are in eu-west-1a",
    ),
    "another zone, in a first preview": Case(
        constrained(f"{ZONE} == eu-west-1c", first_preview(in_zones("ab", "ab", FIRST_PREVIEW))), on="service"
    ),
    "other zones": Case(
        constrained(f"{ZONE} in [us-east-1a, us-east-1b]"), on="service", says="us-east-1a, us-east-1b"
    ),
    "another zone of the task definition": Case(constrained(f"{ZONE}==eu-west-1c", on="tasks"), on="tasks"),
    "another zone, in a rolling service": Case(
        constrained(f"{ZONE} == c", change(HOSTS, "service", "deploymentController", "type", to="ECS")), on="service"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "no constraint": HOSTS,
    "a zone with hosts": constrained(f"{ZONE} == eu-west-1a"),
    "one of several with hosts": constrained(f"{ZONE} in [eu-west-1c, eu-west-1b]"),
    "all but one": constrained(f"{ZONE} != eu-west-1c"),
    "none of some": constrained(f"{ZONE} not_in [eu-west-1a]"),
    "a zone or something else": constrained(f"{ZONE} == eu-west-1c or attribute:pool == web"),
    "zones or something else": constrained(f"{ZONE} in [eu-west-1c] or attribute:pool == web"),
    "something else": constrained("attribute:ecs.instance-type == c5.large"),
    "each on its own host": constrained(f"{ZONE} == eu-west-1c", kind="distinctInstance"),
    "an expression that is not known yet": constrained(UNKNOWN),
    "hosts of another program": constrained(f"{ZONE} == eu-west-1c", without(HOSTS, "hosts")),
    "subnets of another program": constrained(f"{ZONE} == eu-west-1c", BLUE_GREEN),
    "Fargate, where it is another rule's": constrained(f"{ZONE} == eu-west-1c", NATIVE),
}

UNDECIDED: dict[str, Case] = {
    "a zone of hosts that is not known": Case(
        constrained(f"{ZONE} == eu-west-1c", in_zones("ab", "a?", BLUE_GREEN)), on="service", says="not all zones"
    ),
}
