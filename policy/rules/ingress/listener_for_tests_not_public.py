"""The test listener leads to what is not released yet."""

from collections.abc import Iterator

from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, Unknown, items, read, whole
from policy.rule import Options, stack_rule
from policy.stack import Linked, Stack, known, only, remembered
from policy.symptom import Symptom
from policy.views.firewall import Permission, permitted, security_groups, unguarded
from policy.views.strategies import native
from policy.views.topology import (
    ROUTES,
    actions,
    balancers,
    deployment_groups,
    listener_rules,
    listeners,
    routes,
)

Routes = list[tuple[str, Linked]]


@stack_rule(
    level="advisory",
    remedy="Let only the networks of testers and pipelines reach the test listener's port.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html",
    severity="medium",
    symptoms=(Symptom.INTRUSION,),
    cost="anybody reaches the new tasks before they are released, and whatever the test is about.",
)
def listener_for_tests_not_public(stack: Stack, options: Options) -> Findings:
    """The test listener's port is not open to the whole internet.

    During a release it leads to tasks that nobody has approved, with features that nobody has announced.

    Looks at the test listeners of deployment groups for ECS, and of services with ECS's own blue/green, linear or
    canary strategy: in the security groups of the load balancer no permission for `0.0.0.0/0` or `::/0` may
    include the port, however it is written. Lets through an internal load balancer, a listener that asks for a
    sign-in or a client's certificate, and one that production uses too. Where a group's rules are resources, its
    `ingress`, which a refresh fills in, is ignored. A Network Load Balancer without security groups keeps nobody out.

    Where a first preview does not show which of the two listeners is which, the one that is not public is the test
    listener: nobody keeps users away from production and lets everybody test. Both public is wrong, whichever it
    is.
    """
    for owner, production, test in _owners(stack):
        used = {listener for _, linked in production for listener in _listeners(stack, linked)}
        for path, linked in test:
            found = _listeners(stack, linked)
            if not found:
                yield Undecided(resource=owner, path=path, reason="it is not part of the program")
            elif (listener := only(found)) is None:
                yield from _one_closed(stack, owner, path, found)
            elif listener not in used and not any(map(_authenticates, (listener, *known(linked)))):
                yield from _closed(stack, listener)


def _owners(stack: Stack) -> Iterator[tuple[Resource, Routes, Routes]]:
    """Each owner of releases, with its production and its test listeners, or the rules on them."""
    for group in deployment_groups(stack):
        yield group, routes(stack, group, ("production",)), routes(stack, group, ("test",))
    for service in stack.of(SERVICE):
        for index, entry in items(service.get("loadBalancers")) if native(service) is not False else ():
            production, test = (listener_rules(stack, service, entry, (route,)) for route in ROUTES)
            yield service, production, [(f"loadBalancers[{index}].{path}", linked) for path, linked in test]


def _listeners(stack: Stack, forwarders: Linked) -> tuple[Resource, ...]:
    return known(*(listeners(stack, forwarder) for forwarder in known(forwarders)))


def _authenticates(forwarder: Resource) -> bool:
    """Whether a listener or a rule authenticates its callers."""
    kinds = [str(read(action, "type")) for _, action in items(forwarder.get(actions(forwarder)))]
    signs_in = any(kind.lower().startswith(("authenticate", "jwt")) for kind in kinds)
    return signs_in or forwarder.declared("mutualAuthentication", "mode") == "verify"


def _one_closed(stack: Stack, owner: Resource, path: str, listeners: tuple[Resource, ...]) -> Findings:
    """What is wrong if one of these listeners is the test listener, and any may be."""
    found = [_closed(stack, one) if not _authenticates(one) else () for one in listeners]
    if not all(found):
        return
    unknown = (one for findings in found for one in findings if isinstance(one, Undecided))
    if first := next(unknown, None):
        yield first
        return
    yield Violation(
        resource=owner,
        path=path,
        wrong=f"everybody may reach {' and '.join(sorted(one.name for one in listeners))}, and one of them is the test"
        " listener",
        fix="let only the networks of those who test reach its port.",
    )


def _public(permission: Permission) -> bool:
    return bool(permission.world) and not permission.read_back


@remembered
def _let_in(stack: Stack, found: tuple[Resource, ...]) -> tuple[Resource | Permission, ...]:
    """Load balancers that are not internal, each with what lets everybody in; of what is written in one place, once."""
    listed: dict[object, Resource | Permission] = {}
    for balancer in found:
        if balancer.declared("internal", default=False) is not True:
            listed[balancer] = balancer
            for one in filter(_public, permitted(stack, security_groups(stack, balancer).groups)):
                listed.setdefault((one.resource, one.path, one.tcp, one.world), one)
    return tuple(listed.values())


@remembered
def _closed(stack: Stack, listener: Resource) -> tuple[Violation | Undecided, ...]:
    return tuple(_findings(stack, listener))


def _findings(stack: Stack, listener: Resource) -> Findings:
    port = whole(listener.get("port"))
    found = known(balancers(stack, listener))
    if not found:
        yield Undecided(resource=listener, path="loadBalancerArn", reason="it is not part of the program")
    for one in _let_in(stack, found):
        if isinstance(one, Permission):
            yield from _opened(listener, port, one)
        elif unguarded(one):
            yield Violation(
                resource=one,
                path="securityGroups",
                wrong=f"it has none, so everybody may reach test listener {listener.name}",
                fix="give it a security group that lets the networks of those who test reach that port; it must be made"
                " with one, and cannot get its first later.",
            )
        elif security_groups(stack, one).others:
            reason = "it has security groups that are not part of the program, or AWS's default one"
            yield Undecided(resource=one, path="securityGroups", reason=reason)


def _opened(listener: Resource, port: int | Unknown | None, permission: Permission) -> Findings:
    ports = permission.tcp
    if ports is UNKNOWN or (ports and port is UNKNOWN):
        reason = f"whether it opens the port of test listener {listener.name} is not known yet"
        yield Undecided(resource=permission.resource, path=permission.path, reason=reason)
    elif ports and isinstance(port, int) and ports[0] <= port <= ports[1]:
        yield Violation(
            resource=permission.resource,
            path=permission.path,
            wrong=f"{' and '.join(permission.world)} may reach port {port}, which is test listener {listener.name}",
            fix="let in the networks of those who test, such as 10.0.0.0/8, or nobody between releases.",
        )
