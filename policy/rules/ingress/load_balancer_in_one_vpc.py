"""A load balancer reaches targets of its own VPC."""

from collections.abc import Iterable, Iterator

from model.texts.elbv2 import ADDRESS_OUTSIDE, GROUP_OF_ANOTHER_VPC
from policy.finding import Findings, Undecided, Violation
from policy.reading import LISTENER, LISTENER_RULE, LOAD_BALANCER, SERVICE, UNKNOWN, Resource, read
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.behind import forwarded, load_balancer
from policy.views.firewall import security_groups
from policy.views.networks import Vpc, subnets, vpc
from policy.views.topology import deployers, groups_of

TASKS = "networkConfiguration"


@stack_rule(
    remedy="Put the load balancer, its security groups, its target groups and their tasks into one VPC.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html",
    severity="high",
    symptoms=(Symptom.REFUSED, Symptom.PENDING),
    cost=GROUP_OF_ANOTHER_VPC.quote(),
)
def load_balancer_in_one_vpc(stack: Stack, options: Options) -> Findings:
    """A load balancer, its security groups, its target groups and their tasks are in one VPC.

    Subnets say in which VPC a load balancer is, and a target group names the VPC of its targets. A network that is
    looked up in one place and made in another, or the default VPC beside one's own, gives two that look alike.

    Looks at load balancers whose subnets are part of the program: at their security groups, and at the target groups
    that their listeners and rules forward to. Looks at the subnets of services with awsvpc beside the VPC of their
    target groups, too. What says nothing of its VPC is let through, and so is what another program has.
    """
    said: set[Resource] = set()
    forwarding = [(way, load_balancer(stack, way)) for way in stack.of(LISTENER, LISTENER_RULE)]
    for balancer in stack.of(LOAD_BALANCER):
        inside = subnets(stack, balancer, "subnets", balancer.declared("subnets"))
        home = next(iter(_vpcs(stack, inside)), None)
        if home is None:
            continue
        for path, members in (("subnets", inside[1:]), ("securityGroups", security_groups(stack, balancer).groups)):
            for one, place in _apart(stack, home, members):
                yield Violation(
                    resource=balancer,
                    path=path,
                    wrong=f"{one.name} is in {_named(place)}, and the load balancer in {_named(home)}",
                    cost="AWS refuses the load balancer.",
                    fix=f"name one of {_named(home)}.",
                )
        behind = dict.fromkeys(group for way, its in forwarding if its is balancer for group in forwarded(stack, way))
        for group in behind:
            if vpc(stack, group) is UNKNOWN:
                reason = f"whether it is {_named(home)}, where load balancer {balancer.name} is, is not known yet"
                yield Undecided(resource=group, path="vpcId", reason=reason)
        for group, place in _apart(stack, home, behind):
            said.add(group)
            yield Violation(
                resource=group,
                path="vpcId",
                wrong=f"{_named(place)}, and load balancer {balancer.name} is in {_named(home)}",
                fix=f"set it to {_named(home)}.",
            )
    yield from _tasks(stack, said)


def _tasks(stack: Stack, said: set[Resource]) -> Findings:
    """The target groups that are in another VPC than the tasks of their service, where nothing is said of them yet."""
    deployed_by = deployers(stack)
    for service in stack.of(SERVICE):
        inside = subnets(stack, service, TASKS, read(service.get(TASKS), "subnets"))
        home = next(iter(_vpcs(stack, inside)), None)
        if home is None:
            continue
        groups = known(*(linked for _, _, linked in groups_of(stack, service, deployed_by)))
        for group, place in _apart(stack, home, (one for one in groups if one not in said)):
            yield Violation(
                resource=group,
                path="vpcId",
                wrong=f"{_named(place)}, and the tasks of service {service.name} are in {_named(home)}",
                cost=f"{ADDRESS_OUTSIDE.quote()}: no task gets into the target group.",
                fix=f"set it to {_named(home)}.",
            )


def _vpcs(stack: Stack, members: Iterable[Resource]) -> Iterator[Vpc]:
    for one in members:
        place = vpc(stack, one)
        if place is not UNKNOWN and place is not None:
            yield place


def _apart(stack: Stack, home: Vpc, members: Iterable[Resource]) -> Iterator[tuple[Resource, Vpc]]:
    """Those that are known to be in another VPC, each with that VPC."""
    for one in members:
        place = vpc(stack, one)
        if place is not UNKNOWN and place is not None and place != home:
            yield one, place


def _named(place: Vpc) -> str:
    return f"VPC {place.name}" if isinstance(place, Resource) else place
