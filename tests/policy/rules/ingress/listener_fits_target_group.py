"""listener-fits-target-group: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unknown, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, ROLLING
from tests.policy.rules.rule_case import Case, Pass


def speaking(listener: Any, group: Any, program: Program = BLUE_GREEN, **about: Any) -> Program:
    """The production listener and the test listener with one protocol, blue with another."""
    for name in ("production", "test"):
        program = change(program, name, "protocol", to=listener)
    for key, value in {"protocol": group, **about}.items():
        program = change(program, "blue", key, to=value)
    return program


def plain(program: Program, version: Any) -> Program:
    """A production rule on plain HTTP, and blue with this version of it."""
    program = change(change(program, "production", "protocol", to="HTTP"), "production", "certificateArn", to=None)
    return change(program, "blue", "protocolVersion", to=version)


NO_PROTOCOL = change(change(plain(NATIVE, "GRPC"), "production", "protocol", to=None), "blue", "protocol", to="HTTP")

STOPS: dict[str, Case] = {
    "HTTP behind TCP": Case(
        speaking("TCP", "HTTP"), on="production", says="set the protocol of blue to TCP or TLS, or", count=2
    ),
    "HTTP behind TCP, in a first preview": Case(speaking("TCP", "HTTP", FIRST_PREVIEW), on="test", count=2),
    "HTTPS behind TLS": Case(speaking("TLS", "HTTPS"), on="production", count=2),
    "TCP behind HTTPS": Case(speaking("HTTPS", "TCP"), on="production", says="to HTTP or HTTPS, or", count=2),
    "TCP behind TCP_UDP": Case(
        speaking("TCP_UDP", "TCP"),
        on="production",
        says="TCP_UDP is forwarded to blue, whose protocol is TCP\n",
        count=2,
    ),
    "UDP behind TCP": Case(speaking("TCP", "UDP"), on="production", says="of blue to TCP or TLS, or", count=2),
    "UDP behind TLS": Case(speaking("TLS", "UDP"), on="production", says="of blue to TCP or TLS, or", count=2),
    "TCP behind UDP": Case(speaking("UDP", "TCP"), on="production", says="of blue to UDP or TCP_UDP, or", count=2),
    "TCP behind UDP, in a first preview": Case(speaking("UDP", "TCP", FIRST_PREVIEW), on="test", count=2),
    "TCP behind TCP_QUIC": Case(speaking("TCP_QUIC", "TCP"), on="production", says="of blue to TCP_QUIC, or", count=2),
    "HTTP behind TCP_UDP": Case(speaking("TCP_UDP", "HTTP"), on="production", says="of blue to TCP_UDP, or", count=2),
    "gRPC behind plain HTTP, by a rule": Case(
        plain(NATIVE, "GRPC"), on="production-rule", says="protocol-version 'GRPC'"
    ),
    "gRPC behind plain HTTP, in a first preview": Case(plain(NATIVE_PREVIEW, "grpc"), on="production-rule"),
    "HTTP/2 behind plain HTTP": Case(plain(NATIVE, "HTTP2"), on="production-rule", says="HTTP2"),
    "gRPC behind a listener without protocol and certificate": Case(NO_PROTOCOL, on="production-rule"),
    "the same, of a load balancer that does not say of which type it is": Case(
        change(NO_PROTOCOL, "balancer", "loadBalancerType", to=None), on="production-rule"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "HTTP behind HTTPS": BLUE_GREEN,
    "HTTP behind HTTPS, in a first preview": FIRST_PREVIEW,
    "HTTPS behind HTTP": speaking("HTTP", "HTTPS"),
    "TCP behind TLS": speaking("TLS", "TCP"),
    "TLS behind TCP": speaking("TCP", "TLS"),
    "UDP behind UDP": speaking("UDP", "UDP"),
    "TCP_UDP behind TCP": speaking("TCP", "TCP_UDP"),
    "TCP_QUIC behind QUIC": speaking("QUIC", "TCP_QUIC"),
    "TCP_UDP behind UDP": speaking("UDP", "TCP_UDP"),
    "TCP_UDP behind TCP_UDP": speaking("TCP_UDP", "TCP_UDP"),
    "a Gateway Load Balancer, whose listeners have no protocol": change(
        speaking(None, "GENEVE"), "balancer", "loadBalancerType", to="gateway"
    ),
    "gRPC behind HTTPS": change(NATIVE, "blue", "protocolVersion", to="GRPC"),
    "HTTP/1.1 behind plain HTTP": plain(NATIVE, "HTTP1"),
    "a version that a preview does not know": plain(NATIVE_PREVIEW, UNKNOWN),
    "gRPC behind a listener with a certificate": change(
        change(NATIVE, "blue", "protocolVersion", to="GRPC"), "production", "protocol", to=None
    ),
    "a group of functions": speaking("HTTPS", None),
    "a listener without protocol on a load balancer of another program": change(
        without(plain(NATIVE, "GRPC"), "balancer"), "production", "protocol", to=None
    ),
    "a rule on a listener of another program": without(plain(NATIVE, "GRPC"), "production"),
    "no listener": ROLLING,
    "another kind of resource": (Declared("aws:s3/bucket:Bucket", "logs", {}),),
}

UNDECIDED: dict[str, Case] = {
    "a protocol that another resource decides": Case(
        unknown(NATIVE, "blue", "protocol", of="cluster"), on="production-rule", says="blue"
    ),
    "a listener's protocol that another resource decides": Case(
        unknown(BLUE_GREEN, "production", "protocol", of="cluster"), on="production"
    ),
}
