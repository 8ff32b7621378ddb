"""A listener forwards in the protocols that its load balancer speaks."""

from collections.abc import Iterator

from model.load_balancers import CARRIED, WEB
from model.texts.elbv2 import INCOMPATIBLE_PROTOCOLS, PROTOCOL_VERSION
from policy.finding import Findings, Undecided, Violation
from policy.reading import LISTENER, LISTENER_RULE, UNKNOWN, Resource, Unknown
from policy.rule import Options, stack_rule
from policy.stack import Stack, only
from policy.symptom import Symptom
from policy.views.behind import forwarded
from policy.views.topology import actions, balancers, listeners

"""The protocols of an Application Load Balancer; the others are those of a Network Load Balancer."""
OVER_TLS = ("GRPC", "HTTP2")
"""The versions of HTTP that targets are sent only from an HTTPS listener."""


@stack_rule(
    remedy="Make listener and target group of one kind: HTTP and HTTPS, TCP and TLS, or UDP; gRPC behind HTTPS.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=INCOMPATIBLE_PROTOCOLS.quote(),
)
def listener_fits_target_group(stack: Stack, options: Options) -> Findings:
    """A listener and the target groups behind it have protocols that go together.

    An Application Load Balancer speaks HTTP on both sides, a Network Load Balancer passes TCP and UDP on. A target
    group for HTTP behind a TCP listener, which is usual when one kind of load balancer replaces the other, is
    refused; so is gRPC or HTTP/2 behind a listener for plain HTTP.

    Looks at the listeners of the program, their rules, and the target groups that these forward to. HTTP and HTTPS
    go together, and so do TCP and TLS. A group must take all that its listener lets in: UDP needs one for UDP or
    TCP_UDP, and TCP_UDP one for TCP_UDP. A target group without a protocol, as for functions, is let through.
    """
    for way in stack.of(LISTENER, LISTENER_RULE):
        listener = only(listeners(stack, way))
        protocol = _protocol(stack, listener) if listener else None
        for group in forwarded(stack, way) if protocol is not None else ():
            own = _upper(group.declared("protocol"))
            if UNKNOWN in (protocol, own):
                reason = f"whether the protocols of listener and target group {group.name} fit is not known yet"
                yield Undecided(resource=way, path=actions(way), reason=reason)
            elif own is not None and isinstance(protocol, str):
                version = _upper(group.declared("protocolVersion", default="HTTP1"))
                yield from _misfits(way, protocol, group, str(own), version)


def _misfits(
    way: Resource, protocol: str, group: Resource, own: str, version: str | Unknown | None
) -> Iterator[Violation]:
    carried = CARRIED.get(protocol, set())
    if (protocol in WEB) != (own in WEB) or not carried <= CARRIED.get(own, carried):
        wanted = " or ".join([one for one, taken in CARRIED.items() if carried <= taken][:2])
        yield Violation(
            resource=way,
            path=actions(way),
            wrong=f"{protocol} is forwarded to {group.name}, whose protocol is {own}",
            fix=f"set the protocol of {group.name} to {wanted}, or that of the listener, on a load balancer for it.",
        )
    elif protocol == "HTTP" and version in OVER_TLS:
        yield Violation(
            resource=way,
            path=actions(way),
            wrong=f"plain HTTP is forwarded to {group.name}, whose protocolVersion is {version}",
            cost=PROTOCOL_VERSION.quote(protocol=protocol, version=version),
            fix="make it an HTTPS listener with a certificate, or leave protocolVersion out.",
        )


def _protocol(stack: Stack, listener: Resource) -> str | Unknown | None:
    """The listener's; an Application Load Balancer's is HTTPS with a certificate, and HTTP without."""
    protocol = _upper(listener.declared("protocol"))
    balancer = only(balancers(stack, listener))
    if protocol is not None or balancer is None or balancer.declared("loadBalancerType") not in (None, "application"):
        return protocol
    return "HTTPS" if listener.declared("certificateArn") is not None else "HTTP"


def _upper(value: object) -> str | Unknown | None:
    return value if value is None or value is UNKNOWN else str(value).upper()
