"""Blue and green take turns, so whatever differs between them changes with every release."""

from collections.abc import Iterator
from typing import Any

from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN, Resource, flag, read, whole
from policy.rule import Options, stack_rule
from policy.stack import Stack, only
from policy.symptom import Symptom
from policy.views.topology import pairs
from policy.views.turns import turns

VPC = "aws:ec2/vpc:Vpc"
# What AWS's provider sends for what a health check leaves out, and what AWS takes where there is none at all.
SENT = {
    "enabled": True,
    "healthyThreshold": 3,
    "interval": 30,
    "port": "traffic-port",
    "protocol": "HTTP",
    "unhealthyThreshold": 3,
}
ABSENT = SENT | {"healthyThreshold": 5, "unhealthyThreshold": 2}
# What AWS fills in for groups of an Application Load Balancer; for others it depends.
FILLED = {"matcher": "200", "path": "/", "timeout": 5}
# How requests are spread, and what becomes of connections, as AWS has it where a program does not say (ELB
# documentation, edit target group attributes). Where it depends on the target type, there is no default.
ATTRIBUTES = {
    "slowStart": "0",
    "loadBalancingAlgorithmType": "round_robin",
    "loadBalancingAnomalyMitigation": "off",
    "loadBalancingCrossZoneEnabled": "use_load_balancer_configuration",
    "connectionTermination": "false",
    "proxyProtocolV2": "false",
    "preserveClientIp": None,
}
HEALTH = {
    ("dnsFailover", "minimumHealthyTargetsCount"): "off",
    ("dnsFailover", "minimumHealthyTargetsPercentage"): "off",
    ("unhealthyStateRouting", "minimumHealthyTargetsCount"): "1",
    ("unhealthyStateRouting", "minimumHealthyTargetsPercentage"): "off",
}


@stack_rule(
    remedy="Make both target groups from one description, so that they differ in nothing but the name.",
    source="https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-create-load-balancer-for-ecs.html",
    severity="medium",
    symptoms=(Symptom.SECOND_RELEASE,),
    cost="the two swap roles at each release, so every second release behaves differently from the one before: with"
    " another port or health check its tasks may never become healthy, and the deployment fails after an hour.",
)
def target_groups_alike(stack: Stack, options: Options) -> Findings:
    """Blue and green are alike in all that decides how a target is reached, checked, loaded and drained.

    They swap roles at each release. A difference makes every second release behave differently from the one that
    was tested: it finds its tasks unhealthy, sends cold ones their full share at once, drops requests in flight or
    loses sticky sessions.

    Looks at the two target groups of a deployment group for ECS, and of a service with ECS's own blue/green,
    linear or canary strategy. Compares port, protocol and its version, target type, VPC, health check,
    deregistration delay, stickiness, slow start, the algorithm that spreads requests and its anomaly mitigation,
    cross-zone balancing, what must be healthy, and what becomes of connections; a property that is left out counts
    as AWS's default. Names and tags may differ, and so may the stickiness of two groups that have it turned off.
    """
    for owner, links in pairs(stack):
        groups, unclear = turns(owner, links)
        yield from unclear
        if len(groups) == 2:
            yield from _compare(stack, *groups)


def _compare(stack: Stack, first: Resource, second: Resource) -> Findings:
    others = dict(_traits(stack, first))
    for path, own in _traits(stack, second):
        other = others[path]
        if UNKNOWN in (own, other):
            made_of = first.edges.get(path)
            if not made_of or made_of != second.edges.get(path):  # The same outputs make the same value.
                yield Undecided(
                    resource=second, path=path, reason=f"whether {first.name} has the same is not known yet"
                )
        elif own != other and None not in (own, other):
            yield Violation(
                resource=second,
                path=path,
                wrong=f"{own}, but {other} in {first.name}, with which it takes turns",
                fix=f"give {first.name} and {second.name} the same {path}.",
            )


def _traits(stack: Stack, group: Resource) -> Iterator[tuple[str, Any]]:
    """What must be alike, by its path; None where AWS's default for a property that is left out is not known."""
    protocol, version = _upper(group.get("protocol")), _upper(group.declared("protocolVersion", default="HTTP1"))
    yield "port", whole(group.get("port"))
    yield "protocol", protocol
    yield "protocolVersion", version if protocol in ("HTTP", "HTTPS") else None
    yield "targetType", group.get("targetType", default="instance")
    yield "vpcId", _vpc(stack, group)
    yield "deregistrationDelay", whole(group.get("deregistrationDelay", default=300))
    yield "stickiness", _stickiness(group)
    yield from _attributes(group)
    web = protocol in ("HTTP", "HTTPS") and version != "GRPC"
    absent = group.declared("healthCheck") is None
    for name, value in ((ABSENT if absent else SENT) | FILLED).items():
        known = web or (name in SENT and not absent)
        value_of = group.declared if absent or name in FILLED else group.get
        found = value_of("healthCheck", name, default=value if known else None)
        number = whole(found)
        yield f"healthCheck.{name}", found if number is None else number


def _attributes(group: Resource) -> Iterator[tuple[str, Any]]:
    for name, usual in ATTRIBUTES.items():
        yield name, _text(group.declared(name, default=usual))
    for path, usual in HEALTH.items():
        yield ".".join(("targetGroupHealth", *path)), _text(group.declared("targetGroupHealth", *path, default=usual))


def _text(value: Any) -> Any:
    """A number, a bool or a word as text: programs write "on", true and "true"."""
    number = whole(value)
    return value if value in (None, UNKNOWN) else str(value if number is None else number).lower()


def _vpc(stack: Stack, group: Resource) -> Any:
    """Its VPC's id, or the VPC that will have it."""
    value = group.get("vpcId")
    if value is not UNKNOWN:
        return value
    vpc = only(stack.linked(group, "vpcId", value, VPC, by="id"))
    return f"the id of {vpc.name}" if vpc else UNKNOWN


def _stickiness(group: Resource) -> Any:
    block = group.declared("stickiness")
    on = read(block, "enabled", default=block is not None)
    if flag(on) is False:
        return "off"
    kind, name = read(block, "type"), read(block, "cookieName", default="")
    seconds = whole(read(block, "cookieDuration", default=86400))
    return UNKNOWN if UNKNOWN in (on, kind, name, seconds) else f"{kind} {name} for {seconds} s"


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value
