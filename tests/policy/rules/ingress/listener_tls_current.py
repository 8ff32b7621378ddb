"""listener-tls-current: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import Declared, Program, change, unknown
from tests.policy.programs import BLUE, BLUE_GREEN, FIRST_PREVIEW, PRODUCTION, arn, before_create
from tests.policy.rules.rule_case import Case, Pass


def policy(name: str | None) -> Program:
    return change(BLUE_GREEN, "production", "sslPolicy", to=name)


HOSTS = arn("elasticloadbalancing", "targetgroup/elsewhere")


def to_hosts(program: Program) -> Program:
    """The production listener leads to a host that is attached to a group of its own."""
    group = Declared("aws:lb/targetGroup:TargetGroup", "elsewhere", {"name": "elsewhere", "arn": HOSTS})
    props = {"targetGroupArn": HOSTS, "targetId": "i-1"}
    attachment = Declared("aws:lb/targetGroupAttachment:TargetGroupAttachment", "attachment", props)
    changed = change(
        program, "production", "defaultActions", to=[{"type": "forward", "targetGroupArn": HOSTS, "order": 1}]
    )
    return (*changed, group, attachment)


def to_tasks() -> Declared:
    props = {"listenerArn": PRODUCTION, "actions": [{"type": "forward", "targetGroupArn": BLUE}]}
    return Declared("aws:lb/listenerRule:ListenerRule", "rule", props)


STOPS: dict[str, Case] = {
    "AWS's default": Case(policy("ELBSecurityPolicy-2016-08"), on="production", says="2016-08"),
    "none, which is AWS's default": Case(policy(None), on="production", says="2016-08"),
    "none, in a first preview": Case(before_create(policy(None)), on="production", says="2016-08"),
    "none, with a protocol in lower case": Case(
        change(policy(None), "production", "protocol", to="https"), on="production"
    ),
    "none, on a listener that its certificate makes one for HTTPS": Case(
        change(policy(None), "production", "protocol", to=None), on="production"
    ),
    "TLS 1.3, but also 1.0": Case(policy("ELBSecurityPolicy-TLS13-1-0-2021-06"), on="production"),
    "forward secrecy, but also TLS 1.1": Case(policy("ELBSecurityPolicy-FS-1-1-2019-08"), on="production"),
    "of a Network Load Balancer": Case(change(policy(None), "production", "protocol", to="TLS"), on="production"),
    "none, of a listener that only redirects": Case(
        change(policy(None), "production", "defaultActions", to=[{"type": "redirect"}]), on="production"
    ),
    "none, of a listener that leads to a host": Case(to_hosts(policy(None)), on="production", advised=True),
    "none, of a listener that leads to a function": Case(
        change(to_hosts(policy(None)), "elsewhere", "targetType", to="lambda"), on="production", advised=True
    ),
    "none, of a listener that leads to a host, and by a rule to tasks": Case(
        (*to_hosts(policy(None)), to_tasks()), on="production"
    ),
    "none, of a listener that leads to a host or to something unknown": Case(
        change(
            to_hosts(policy(None)),
            "production",
            "defaultActions",
            to=[{"type": "forward", "targetGroupArn": one} for one in (HOSTS, arn("elasticloadbalancing", "other"))],
        ),
        on="production",
    ),
    "none that the user allows": Case(
        policy("ELBSecurityPolicy-TLS-1-2-2017-01"),
        on="production",
        says="ELBSecurityPolicy-TLS13-*",
        options={"policies": ["ELBSecurityPolicy-TLS13-*"]},
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "TLS 1.3 and 1.2": BLUE_GREEN,
    "TLS 1.3 and 1.2, in a first preview": FIRST_PREVIEW,
    "TLS 1.3 only": policy("ELBSecurityPolicy-TLS13-1-3-2021-06"),
    "against quantum computers": policy("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"),
    "FIPS": policy("ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04"),
    "TLS 1.2 only": policy("ELBSecurityPolicy-FS-1-2-Res-2020-10"),
    "what the user allows": Pass(
        change(policy("ELBSecurityPolicy-2016-08"), "test", "sslPolicy", to="ELBSecurityPolicy-2016-08"),
        {"policies": ["ELBSecurityPolicy-2016-08"]},
    ),
    "plain HTTP, by the lack of a certificate": change(
        change(policy(None), "production", "protocol", to=None), "production", "certificateArn", to=None
    ),
    "plain HTTP": change(
        change(policy(None), "production", "protocol", to="HTTP"), "production", "certificateArn", to=None
    ),
    "unknown, of a listener that leads to a host": unknown(to_hosts(BLUE_GREEN), "production", "sslPolicy", of="logs"),
    "TCP": change(policy(None), "production", "protocol", to="TCP"),
}

UNDECIDED: dict[str, Case] = {
    "an unknown policy": Case(
        unknown(BLUE_GREEN, "production", "sslPolicy", of="logs"), on="production", says="the security policy"
    ),
    "none, with an unknown protocol": Case(
        unknown(policy(None), "production", "protocol", of="logs"), on="production", says="the protocol"
    ),
}
