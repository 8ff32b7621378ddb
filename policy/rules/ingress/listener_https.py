"""Plain HTTP shows every request, with its cookies, to whoever is on the way."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import LISTENER, UNKNOWN, Resource, Unknown, items, read, whole
from policy.rule import Options, stack_rule
from policy.stack import Stack, known, remembered
from policy.symptom import Symptom
from policy.views.firewall import permitted, security_groups
from policy.views.reach import leads_to_tasks, without_tasks
from policy.views.topology import actions, balancers, rules_on


@stack_rule(
    level="advisory",
    remedy="Set protocol HTTPS with a certificateArn, and let HTTP only redirect to it.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html",
    severity="medium",
    symptoms=(Symptom.LEAK,),
    cost="requests, sign-ins and cookies cross the internet unencrypted; anybody on the way may read and change them.",
)
def listener_https(stack: Stack, options: Options) -> Findings:
    """Listeners on the internet forward requests that came in over HTTPS only.

    By default it only warns, since a trial environment has no certificate; the strict profile stops it. Make it
    mandatory before the first real user. Of a listener that leads to hosts or functions alone, and to no tasks, it
    only warns in any case.

    Looks at HTTP listeners and at the rules on them, of production and of tests alike. Without a protocol, a
    listener with a port is one for HTTPS if it has a certificate, and one for HTTP if not.

    Lets through HTTP that only redirects or gives a fixed answer, load balancers that the program makes internal,
    and ports to which their security groups let in nobody from the internet: no network, or private ones only, or
    other groups. A load balancer of another program counts as one on the internet.
    """
    others = without_tasks(stack)
    for listener in stack.of(LISTENER):
        plain = _plain(listener)
        if plain is False or _apart(stack, listener):
            continue
        advice = not leads_to_tasks(stack, listener, others)
        for forwarder in (listener, *rules_on(stack, listener)):
            for index, action in items(forwarder.get(actions(forwarder))):
                path = f"{actions(forwarder)}[{index}]"
                kind = read(action, "type", default="")
                if kind is UNKNOWN or (plain is UNKNOWN and str(kind).lower() == "forward"):
                    if advice:
                        continue
                    unknown = "what it does with requests" if kind is UNKNOWN else "the listener's protocol"
                    yield Undecided(resource=forwarder, path=path, reason=f"{unknown} is not known yet")
                elif str(kind).lower() == "forward":
                    yield Violation(
                        resource=forwarder,
                        path=path,
                        wrong=f"listener {listener.name} forwards requests that came over plain HTTP",
                        fix="forward on a listener with protocol HTTPS, and redirect from this one.",
                        advice=advice,
                    )


def _plain(listener: Resource) -> bool | Unknown:
    """Whether it takes HTTP; listeners of Network and Gateway Load Balancers do not."""
    protocol = listener.declared("protocol")
    if protocol is None:
        return listener.get("port") is not None and listener.get("certificateArn") is None
    return UNKNOWN if protocol is UNKNOWN else str(protocol).upper() == "HTTP"


def _apart(stack: Stack, listener: Resource) -> bool:
    """Whether nobody on the internet reaches it, for certain."""
    found = known(balancers(stack, listener))
    return any(one.declared("internal") is True for one in found) or (
        bool(found) and not any(_reached(stack, one, whole(listener.get("port"))) for one in found)
    )


@remembered
def _reached(stack: Stack, balancer: Resource, port: object) -> bool:
    """Whether somebody on the internet may reach a port of the load balancer."""
    guards = security_groups(stack, balancer)
    return guards.others or any(
        one.opens(port) and not one.read_back and (one.others or one.public) for one in permitted(stack, guards.groups)
    )
