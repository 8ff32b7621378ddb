"""A task with a network interface of its own takes an address of its subnet, and a release runs two sets of them."""

from ipaddress import IPv4Network

from model.addresses import KEPT_BY_AWS, longest_prefix, usable
from model.percents import can_move, room
from model.strategy import Strategy
from model.texts.ecs import NO_ADDRESS
from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, Resource, whole
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.addresses import subnets_of_tasks, taken
from policy.views.demands import most_tasks
from policy.views.networks import addresses
from policy.views.strategies import moves_traffic, released_by

MINIMUM, MAXIMUM = "deploymentMinimumHealthyPercent", "deploymentMaximumPercent"


@stack_rule(
    remedy="Give the service larger or more subnets, or run fewer tasks, so that all that run during a release have an"
    " address.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html",
    severity="high",
    symptoms=(Symptom.PENDING, Symptom.INSTALL_HANGS, Symptom.SLOW),
    cost=f"{NO_ADDRESS.quote()} The deployment waits; one of CodeDeploy fails after 60 minutes.",
)
def tasks_have_addresses(stack: Stack, options: Options) -> Findings:
    """The subnets of a service have an address for each task that runs during a release.

    A task with the network mode `awsvpc`, as every one on Fargate, has a network interface in one of the service's
    subnets and takes one of its addresses. Blue/green runs all tasks twice. AWS keeps five addresses of every subnet.

    Looks at services whose subnets are all the program's, with a known range. Twice the desired count must fit into
    them together; of a service that ECS rolls as many tasks as must run at once for the update to come to its end,
    as `rolling-has-room` counts them. What is surely there too takes its addresses first: endpoints, NAT gateways and
    load balancers one in each subnet that they name, and hosts and the tasks of other services where all their subnets
    are among these. What the program does not show takes none, so it may be worse than is said.

    Stops what cannot fit. Is undecided where it fits at the desired count, and not at the number to which auto scaling
    may raise it.
    """
    for service in stack.of(SERVICE):
        inside = subnets_of_tasks(stack, service)
        ranges = [one for one in map(addresses, inside) if isinstance(one, IPv4Network)]
        count = whole(service.get("desiredCount", default=0))
        if not inside or len(ranges) < len(inside) or not isinstance(count, int):
            continue
        names = ", ".join(one.name for one in inside)
        others = taken(stack, inside, service)
        beside = sum(others.values())
        left = max(0, usable(ranges) - beside)
        if (needed := _at_once(service, count)) > left:
            prefix = longest_prefix(needed + beside, len(inside))
            yield Violation(
                resource=service,
                path="desiredCount",
                wrong=f"{count}: a release runs {needed} tasks at once, each with an address of its own, but {left}"
                f" are left in {names}: AWS keeps {KEPT_BY_AWS} of each{_said(others)}",
                fix=f"take subnets of /{prefix} or larger, or more of them, or run fewer tasks.",
            )
        elif isinstance(most := most_tasks(stack, service), int) and _at_once(service, most) > left:
            yield Undecided(
                resource=service,
                path="desiredCount",
                reason=f"auto scaling may raise it to {most}, and {left} addresses are left in {names} for the tasks of"
                " a release",
            )


def _at_once(service: Resource, count: int) -> int:
    """How many tasks must run at the same time for a release to come to its end; 0 where that is not known."""
    if moves_traffic(service) is True:
        return 2 * count
    low, high = (whole(service.get(prop, default=percent)) for prop, percent in ((MINIMUM, 100), (MAXIMUM, 200)))
    if released_by(service, {Strategy.ROLLING}) is not True or not isinstance(low, int) or not isinstance(high, int):
        return 0
    return room(count, low) if count and can_move(count, low, high) else 0


def _said(others: dict[str, int]) -> str:
    return "".join(f", {what} take {count}" for what, count in others.items())
