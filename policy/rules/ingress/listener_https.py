"""Plain HTTP shows every request, with its cookies, to whoever is on the way."""

from policy.finding import Findings, Undecided, Violation
from policy.reading import LISTENER, UNKNOWN, Resource, Unknown, items, read
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.views.topology import actions, balancers, rules_on


@stack_rule(
    level="advisory",
    remedy="Set protocol HTTPS with a certificateArn, and let HTTP only redirect to it.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html",
    severity="medium",
    cost="requests, sign-ins and cookies cross the internet in the clear, and whoever is on the way may change them.",
)
def listener_https(stack: Stack, options: Options) -> Findings:
    """Listeners on the internet forward requests that came in over HTTPS only.

    A warning by default, since an environment for tries has no certificate; the strict profile stops it. Before
    the first real user it should be one.

    Looks at HTTP listeners and at the rules on them, of production and of tests alike. Without a protocol, a
    listener with a port is one for HTTPS if it has a certificate, and one for HTTP if not.

    Lets through HTTP that only redirects or gives a fixed answer, and balancers that the program makes internal.
    A balancer of another program counts as one on the internet.
    """
    for listener in stack.of(LISTENER):
        plain = _plain(listener)
        if plain is False or _internal(stack, listener):
            continue
        for way in (listener, *rules_on(stack, listener)):
            for index, action in items(way.get(actions(way))):
                path = f"{actions(way)}[{index}]"
                kind = read(action, "type", default="")
                if kind is UNKNOWN or (plain is UNKNOWN and kind.lower() == "forward"):
                    unknown = "what it does with requests" if kind is UNKNOWN else "the listener's protocol"
                    yield Undecided(resource=way, path=path, reason=f"{unknown} is not known yet")
                elif kind.lower() == "forward":
                    yield Violation(
                        resource=way,
                        path=path,
                        wrong=f"listener {listener.name} forwards requests that came over plain HTTP",
                        fix="forward on a listener with protocol HTTPS, and redirect from this one.",
                    )


def _plain(listener: Resource) -> bool | Unknown:
    """Whether it takes HTTP; listeners of Network and Gateway Load Balancers do not."""
    protocol = listener.declared("protocol")
    if protocol is None:
        return listener.get("port") is not None and listener.get("certificateArn") is None
    return UNKNOWN if protocol is UNKNOWN else str(protocol).upper() == "HTTP"


def _internal(stack: Stack, listener: Resource) -> bool:
    return any(one.declared("internal") is True for one in known(balancers(stack, listener)))
