"""ECS registers the tasks of a service, and nobody else registers anything."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.attachments import INTO_AUTO_SCALING, attached
from policy.views.topology import deployers, groups_of


@stack_rule(
    remedy="Take the target group away from the Auto Scaling group; ECS registers its tasks by itself.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html",
    severity="high",
    symptoms=(Symptom.UNHEALTHY, Symptom.ERRORS_IN_SHIFT),
    cost="each host is a target on the group's own port: unhealthy for good, which alarms see, and by which an Auto"
    " Scaling group with ELB health checks replaces the host with all its tasks; or healthy, and then it goes on"
    " getting requests while its task is stopped.",
)
def hosts_not_registered(stack: Stack, options: Options) -> Findings:
    """The target groups of a service have its tasks in them, and no hosts.

    An Auto Scaling group that has a target group registers its hosts there, on the port of the group. ECS registers
    each task as well, with the port that it got. Where no task has the group's port, the host never becomes healthy;
    where one has it, the host stays a target after ECS took the task out to stop it.

    Looks at `targetGroupArns` of Auto Scaling groups and at their attachments: none may name a target group of a
    service, or of the pair of its deployment group. Single instances and addresses that a program attaches itself,
    as beside a move to ECS, are let through.
    """
    deployed_by = deployers(stack)
    services = {
        group: service
        for service in stack.of(SERVICE)
        for _, _, linked in groups_of(stack, service, deployed_by)
        for group in known(linked)
    }
    for user, path, links in attached(stack, INTO_AUTO_SCALING) if services else ():
        found = known(*links)
        ours = [group for group in found if group in services]
        if UNKNOWN in links or (ours and len(found) > len(links)):
            reason = "whether a target group of a service is meant is not known yet"
            yield Undecided(resource=user, path=path, reason=reason)
        elif ours:
            names = " and ".join(sorted(group.name for group in ours))
            yield Violation(
                resource=user,
                path=path,
                wrong=f"it registers hosts in {names}, where ECS registers the tasks of service"
                f" {services[ours[0]].name}",
                fix=f"remove {names} here.",
            )
