"""Whoever reaches a host's dynamic ports reaches what is not released yet."""

from model.ports import DYNAMIC_PORTS, LINUX_DYNAMIC_PORTS
from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.firewall import Permission, permitted, security_groups, text
from policy.views.strategies import moves_traffic
from policy.views.targets import Target, holders, targets


@stack_rule(
    remedy="Let the load balancer's security group in, instead of every address.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-network.html",
    severity="high",
    symptoms=(Symptom.INTRUSION,),
    cost="anybody with a route to the tasks bypasses the load balancer, its TLS, its firewall and its logs, and reaches"
    " the new tasks before any test.",
)
def targets_closed_to_others(stack: Stack, options: Options) -> Findings:
    """Hosts and tasks behind a load balancer are not open to the whole internet.

    During a release the new tasks are there before anybody has tested them, and only the listeners keep users
    away. On a bridge network they get ports that nobody knows beforehand, which tempts people to open all of them.
    A permission for 0.0.0.0/0 is one public subnet, or one public address, away from being used.

    Looks at services with blue/green releases behind an Application Load Balancer: at the security groups of
    their tasks (awsvpc) and the container's port, or of their hosts and their dynamic ports,
    32768 to 60999; up to 65535 where nobody knows that they run Linux.

    Lets through permissions for other ports, for networks however large, and for prefix lists. Behind a Network
    Load Balancer targets may see their users' addresses, so they may be open; services that ECS rolls have no
    tasks that users must not see. Where the program does not show the hosts, there is nothing to look at.
    """
    for target in targets(stack, LINUX_DYNAMIC_PORTS):
        moves = moves_traffic(target.service)
        called = () if moves is False else holders(stack, target)
        guards = tuple(dict.fromkeys(group for one in called for group in security_groups(stack, one).groups))
        for permission in (one for one in permitted(stack, guards) if not one.read_back):
            reached = _reached(target, permission)
            if reached and target.target_groups and moves is True and permission.tcp is not UNKNOWN:
                yield _violation(target, permission, reached)
            elif reached:
                yield Undecided(
                    resource=permission.resource,
                    path=permission.path,
                    reason=f"it lets every address in, but whether to service {target.service.name} behind an"
                    " Application Load Balancer is not known yet",
                )


def _reached(target: Target, permission: Permission) -> tuple[int, int] | None:
    """The first and last of the service's ports that every address reaches."""
    ports = permission.tcp
    if ports is None or not permission.world:
        return None
    wanted = DYNAMIC_PORTS if target.ports is UNKNOWN else target.ports
    first, last = wanted if ports is UNKNOWN else (max(wanted[0], ports[0]), min(wanted[1], ports[1]))
    return (first, last) if first <= last else None


def _violation(target: Target, permission: Permission, reached: tuple[int, int]) -> Violation:
    what = "the tasks" if target.own_address else "the hosts"
    past = " If the program has no such permission any more, run pulumi refresh."
    return Violation(
        resource=permission.resource,
        path=permission.path,
        wrong=f"{', '.join(permission.world)} may reach TCP {text(reached)} on {what} of service {target.service.name}",
        fix="let in the security group of the load balancer instead."
        + (past if permission.path.startswith("ingress") else ""),
    )
