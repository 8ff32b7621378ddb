"""Defects of listeners, load balancers and security groups."""

import json

from policy.reading import (
    BUCKET,
    BUCKET_POLICY,
    DEPLOYMENT_GROUP,
    INGRESS_RULE,
    LISTENER,
    LISTENER_RULE,
    LOAD_BALANCER,
    SECURITY_GROUP,
    SERVICE,
    TARGET_GROUP,
)
from tests.policy.defects.defect import ANY, OURS, Broken, defect
from tests.policy.defects.draft import ADVANCED, PAIR, Draft
from verdict.recording import Recorded

WORLD = {"cidrIpv4": "0.0.0.0/0", "cidrIpv6": "::/0"}


@defect(*ANY)
def single_forward_at_rest(draft: Draft) -> Broken:
    both = draft.number(1, 999), draft.number(1, 999)
    blue, green = draft.pick(both, both, (0, 0))
    return draft.forward(draft.pick(*draft.routes), {"blue": blue, "green": green})


@defect(*ANY)
def listener_ignores_actions(draft: Draft) -> Broken:
    route = draft.pick(*draft.routes)
    prop = "defaultActions" if route.type == LISTENER else "actions"
    part = draft.pick("order", "type", "forward.stickiness", "target_group_arn")
    return draft.ignore(route, *draft.pick((), ("tags",), (f"{prop}[0].{part}",)))


@defect(*OURS)
def pair_alone_on_listener(draft: Draft) -> Broken:
    draft.copy(draft.one(TARGET_GROUP, "green"), "third")
    ours, weight = draft.pick("blue", "green"), draft.number(0, 100)
    return draft.forward(draft.pick(*draft.routes), {ours: 100, "third": weight})


@defect(*ANY)
def pair_reached_by_moved_routes(draft: Draft) -> Broken:
    listener = draft.copy(draft.one(LISTENER, "production"), "left-behind")
    draft.put(listener, "port", to=draft.number(1024, 65535))
    return draft.forward(listener, {draft.pick("blue", "green"): 1})


@defect(*ANY)
def listener_ports_differ(draft: Draft) -> Broken:
    """Two of the load balancer's listeners."""
    one, other = draft.one(LISTENER, "production"), draft.one(LISTENER, "test")
    port = draft.get(one, "port")
    draft.put(other, "port", to=draft.pick(port, str(int(port))))
    return one, other


@defect("native")
def rule_priorities_differ(draft: Draft) -> Broken:
    """Another rule on one of the listeners."""
    rule = draft.pick(*draft.all(LISTENER_RULE))
    other = draft.copy(rule, "another")
    draft.put(other, "conditions", to=[{"hostHeader": {"values": [draft.text(r"[a-z]{1,9}\.example")]}}])
    return rule, other


@defect(*ANY)
def listener_complete(draft: Draft) -> Broken:
    match draft.pick("certificate", "nothing", "twice"):
        case "certificate":
            listener = draft.one(LISTENER, draft.pick("production", "test"))
            draft.drop(listener, "certificateArn")
            return draft.put(listener, "protocol", to=draft.pick("HTTPS", "TLS"))
        case "nothing":
            way = draft.ignore(draft.pick(*draft.routes))
            return draft.put(way, _actions(way), to=[{"type": "forward"}])
        case _:
            way = draft.ignore(draft.pick(*draft.routes))
            twice = {"arn": "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/blue/0123456789abcdef"}
            return draft.put(way, _actions(way), to=[{"type": "forward", "forward": {"targetGroups": [twice, twice]}}])


@defect(*OURS)
def load_balancer_spans_zones(draft: Draft) -> Broken:
    """Subnets of one zone."""
    for subnet in draft.all("aws:ec2/subnet:Subnet"):
        draft.put(subnet, "availabilityZone", to="us-east-1a")
    return draft.one(LOAD_BALANCER)


@defect(*OURS)
def dual_stack_subnets_have_ipv6(draft: Draft) -> Broken:
    """A load balancer with IPv6 addresses, in subnets without."""
    return draft.put(
        draft.one(LOAD_BALANCER), "ipAddressType", to=draft.pick("dualstack", "dualstack-without-public-ipv4")
    )


@defect(*ANY)
def listener_fits_target_group(draft: Draft) -> Broken:
    """The live group of a listener, which is for HTTP or HTTPS."""
    draft.put(draft.one(TARGET_GROUP, "blue"), "protocol", to=draft.pick("TCP", "TLS", "UDP", "TCP_UDP"))
    return (*draft.all(LISTENER), *draft.all(LISTENER_RULE))


@defect(*OURS)
def load_balancer_in_one_vpc(draft: Draft) -> Broken:
    group = draft.one(TARGET_GROUP, draft.pick("blue", "green"))
    return draft.put(group, "vpcId", to=draft.text(r"vpc-[0-9a-f]{17}"))


@defect("native")
def rule_for_tests_not_shadowed(draft: Draft) -> Broken:
    production, test = (
        draft.one(LISTENER_RULE, "production-rule", "production"),
        draft.one(LISTENER_RULE, "test-rule", "test"),
    )
    draft.refer(test, "listenerArn", to=draft.one(LISTENER, "production"))
    first, second = draft.pick((production, test), (test, production))
    priority = draft.number(1, 49_999)
    draft.put(first, "priority", to=priority)
    draft.put(second, "conditions", to=[{"pathPattern": {"values": [draft.pick("/*", "/test/*", "/a?")]}}])
    return draft.put(second, "priority", to=draft.number(priority + 1, 50_000))


@defect(*ANY)
def listener_for_tests_present(draft: Draft) -> Broken:
    if draft.all(DEPLOYMENT_GROUP):
        return draft.drop(draft.one(DEPLOYMENT_GROUP), *PAIR, "testTrafficRoute")
    return draft.drop(draft.one(SERVICE), *ADVANCED, "testListenerRule")


@defect(*OURS)
def listener_for_tests_apart(draft: Draft) -> Broken:
    group, test = draft.one(DEPLOYMENT_GROUP), draft.one(LISTENER, "test")
    production = draft.one(LISTENER, "production")
    if draft.pick("same", "balancer") == "same":
        draft.refer(group, *PAIR, "testTrafficRoute", "listenerArns", 0, to=production)
    else:
        draft.refer(test, "loadBalancerArn", to=draft.copy(draft.one(LOAD_BALANCER), "other"))
    return group


@defect(*ANY)
def listener_for_tests_not_public(draft: Draft) -> Broken:
    port = int(draft.get(draft.one(LISTENER, "test"), "port"))
    group = draft.one(SECURITY_GROUP, "balancer", "frontend")
    return _opened(draft, group, draft.number(1, port), draft.number(port, 65535))


@defect(*ANY)
def listener_https(draft: Draft) -> Broken:
    listener = draft.one(LISTENER, draft.pick("production", "test"))
    for prop in ("certificateArn", "sslPolicy"):
        draft.drop(listener, prop)
    draft.put(listener, "protocol", to="HTTP")
    port = int(draft.get(listener, "port"))
    _opened(draft, draft.one(SECURITY_GROUP, "balancer", "frontend"), port, port)
    return (listener, *draft.all(LISTENER_RULE))


@defect(*ANY)
def listener_tls_current(draft: Draft) -> Broken:
    listener = draft.put(
        draft.one(LISTENER, draft.pick("production", "test")), "protocol", to=draft.pick("HTTPS", "TLS")
    )
    old = draft.pick("2016-08", "TLS-1-0-2015-04", "TLS-1-1-2017-01", "TLS13-1-0-2021-06", "FS-2018-06", None)
    if old is None:
        return draft.drop(listener, "sslPolicy")
    return draft.put(listener, "sslPolicy", to=f"ELBSecurityPolicy-{old}")


@defect(*ANY)
def targets_open_to_load_balancer(draft: Draft) -> Broken:
    """At least one port is missing."""
    first, last = draft.target_ports
    rule, closed = draft.one(INGRESS_RULE, "from-balancer", f"from-balancer-{first}"), draft.number(first, last)
    match draft.pick("none", "udp", "below", "above"):
        case "none":
            draft.remove(rule)
        case "udp":
            draft.put(rule, "ipProtocol", to="udp")
        case "below":
            draft.put(rule, "toPort", to=closed - 1)
            draft.put(rule, "fromPort", to=draft.number(0, closed - 1))
        case _:
            draft.put(rule, "toPort", to=65536 if closed == 65535 else 65535)
            draft.put(rule, "fromPort", to=closed + 1)
    return draft.one(SECURITY_GROUP, "targets")


@defect(*ANY)
def targets_closed_to_others(draft: Draft) -> Broken:
    port = draft.number(*draft.target_ports)
    group = draft.one(SECURITY_GROUP, "targets")
    return _opened(draft, group, draft.number(0, port), draft.number(port, 65535))


def _actions(way: Recorded) -> str:
    return "defaultActions" if way.type == LISTENER else "actions"


def _opened(draft: Draft, group: Recorded, first: int, last: int) -> Recorded:
    """A security group that lets everybody in."""
    cidr = draft.pick(*WORLD)
    ports = draft.pick({"ipProtocol": "tcp", "fromPort": first, "toPort": last}, {"ipProtocol": "-1"})
    props = {"securityGroupId": draft.output(group, "id"), cidr: WORLD[cidr], **ports}
    return draft.add(INGRESS_RULE, "everybody", props, securityGroupId=group)


@defect(*ANY)
def load_balancer_drops_invalid_headers(draft: Draft) -> Broken:
    return _off(draft, "dropInvalidHeaderFields")


@defect("native")
def load_balancer_protected(draft: Draft) -> Broken:
    return _off(draft, "enableDeletionProtection")


@defect("native")
def load_balancer_logs_access(draft: Draft) -> Broken:
    return _off(draft, *draft.pick(("accessLogs", "enabled"), ("accessLogs", "enabled"), ("accessLogs",)))


@defect(*ANY)
def access_logs_writable(draft: Draft) -> Broken:
    balancer, name = draft.one(LOAD_BALANCER), draft.text("[a-z]{3,9}")
    bucket = draft.add(BUCKET, "logs", {"bucket": name})
    action = draft.pick("", "s3:GetObject", "s3:List*")
    if action:
        who = {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"}
        statement = {"Effect": "Allow", "Principal": who, "Action": action, "Resource": f"arn:aws:s3:::{name}/*"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        draft.add(BUCKET_POLICY, "reading", {"bucket": name, "policy": policy}, bucket=bucket)
    log = draft.pick("accessLogs", "connectionLogs", "healthCheckLogs")
    return draft.put(balancer, log, to={"bucket": name, "enabled": True})


def _off(draft: Draft, *path: str) -> Recorded:
    """A switch of the load balancer that is off, or is left out."""
    balancer = draft.one(LOAD_BALANCER)
    if len(path) == 2 and draft.pick(True, False):
        return draft.put(balancer, *path, to=draft.pick(False, "false"))
    return draft.drop(balancer, *path)


@defect(*ANY)
def load_balancer_mitigates_desync(draft: Draft) -> Broken:
    return draft.put(draft.one(LOAD_BALANCER), "desyncMitigationMode", to="monitor")
