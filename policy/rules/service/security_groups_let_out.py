"""Pulumi's provider takes away the rule by which AWS lets a new security group send anything."""

from collections.abc import Iterator
from dataclasses import dataclass

from model.ports import LINUX_DYNAMIC_PORTS
from policy.finding import Findings, Undecided, Violation
from policy.reading import CAPACITY_PROVIDER, UNKNOWN, Resource
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.containers import containers
from policy.views.fargate import fargate_services
from policy.views.firewall import EVERY_PORT, permitted, security_groups, spanned, text
from policy.views.launches import auto_scaling_groups, launched_from
from policy.views.targets import callers, targets
from policy.views.topology import task_definitions

HTTPS = (443, 443)
SILENT = "its tasks never start: they reach neither the registry of their image nor their secrets and log."
LOST = "its hosts never join the cluster, since the ECS agent on them reaches no AWS service; tasks find no host."
UNANSWERED = "health checks never leave the load balancer, so no task becomes healthy and no request is answered."


@dataclass(frozen=True)
class Sender:
    """Somebody who must be let out."""

    who: Resource
    ports: tuple[int, int] | None
    """None: on some TCP port."""
    to: str
    cost: str


@stack_rule(
    remedy="Give the security group an egress rule: all traffic to 0.0.0.0/0 for tasks and hosts, for a load balancer"
    " the ports of its targets.",
    source="https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    severity="high",
    symptoms=(Symptom.PENDING, Symptom.UNHEALTHY, Symptom.INSTALL_HANGS),
    cost=SILENT,
)
def security_groups_let_out(stack: Stack, options: Options) -> Findings:
    """Load balancers, hosts and tasks on Fargate may send what they must.

    In AWS's console a new security group lets everything out. Pulumi's provider removes that rule, as Terraform's does,
    so a group that a program makes without `egress`, or without a rule of its own for it, lets nothing out.

    Looks at Application Load Balancers with a service behind them: TCP on the ports of its targets; at tasks on
    Fargate: TCP 443, unless each of their images names a registry with a port of its own, then some port; and at the
    hosts of capacity providers: TCP 443. Where to is not looked at. A resource with a security group that is not the
    program's is let through, as that may have the rule.
    """
    for sender in _senders(stack):
        yield from _judged(stack, sender)


def _senders(stack: Stack) -> Iterator[Sender]:
    called_by = callers(stack)
    for target in targets(stack, LINUX_DYNAMIC_PORTS):
        ports = None if target.ports is UNKNOWN else target.ports
        for balancer in sorted({one for group in target.target_groups for one in called_by.get(group, ())}, key=str):
            yield Sender(balancer, ports, f"the tasks of service {target.service.name}", UNANSWERED)
    for service in fargate_services(stack):
        yield Sender(service, _registry_ports(stack, service), "the registry of its image", SILENT)
    for provider in stack.of(CAPACITY_PROVIDER):
        for group in known(auto_scaling_groups(stack, provider)):
            for template in launched_from(stack, group):
                yield Sender(template, HTTPS, "the services of AWS", LOST)


def _registry_ports(stack: Stack, service: Resource) -> tuple[int, int] | None:
    for definition in known(task_definitions(stack, service)):
        inside = containers(definition)
        images = [] if inside is UNKNOWN else [container.get("image") for container in inside]
        for image in images:
            # Without a registry before it, the colon is a tag's.
            if isinstance(image, str) and ("/" not in image or ":" not in image.partition("/")[0]):
                return HTTPS
    return None


def _judged(stack: Stack, sender: Sender) -> Findings:
    guards = security_groups(stack, sender.who)
    if guards.others:
        return
    found = permitted(stack, guards.groups, "egress")
    sure = [one.tcp for one in found if isinstance(one.tcp, tuple)]
    maybe = [EVERY_PORT for one in found if one.tcp is UNKNOWN]
    if spanned(sender.ports, sure) if sender.ports else sure:
        return
    where = f"TCP {text(sender.ports)}" if sender.ports else "TCP"
    if maybe:
        yield Undecided(
            resource=sender.who, path="securityGroups", reason=f"whether it is let out on {where} is not known yet"
        )
        return
    now = ", ".join(map(text, sorted(set(sure))))
    yield Violation(
        resource=guards.groups[0],
        path="egress",
        wrong=f"{sender.who.name} is not let out on {where} to {sender.to}" + (f" (only on {now})" if now else ""),
        cost=sender.cost,
        fix=f"add an egress rule for {where}"
        + ("." if sender.cost == UNANSWERED else ", or for all traffic to 0.0.0.0/0."),
    )
