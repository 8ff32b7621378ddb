"""Defects of target groups."""

from typing import Any

from policy.reading import AUTO_SCALING_GROUP, LISTENER, LOAD_BALANCER, SUBNET, TARGET_GROUP
from tests.policy.defects.defect import ANY, OURS, Broken, defect
from tests.policy.defects.draft import Draft, Step


@defect(*ANY)
def target_groups_alike(draft: Draft) -> Broken:
    """Only one of the two has it, whichever."""
    group = draft.one(TARGET_GROUP, draft.pick("blue", "green"))
    traits: dict[tuple[Step, ...], Any] = {
        ("port",): draft.number(1, 65535, but=draft.port),
        ("protocol",): "HTTPS",
        ("protocolVersion",): draft.pick("HTTP2", "GRPC"),
        ("vpcId",): "vpc-other",
        ("deregistrationDelay",): draft.number(61, 3600),
        ("stickiness",): {"enabled": True, "type": draft.pick("lb_cookie", "app_cookie"), "cookieDuration": 60},
        ("healthCheck", "path"): draft.text(r"/[a-z]{9}"),
        ("healthCheck", "interval"): draft.number(16, 300),
        ("healthCheck", "healthyThreshold"): draft.number(3, 10),
        ("healthCheck", "unhealthyThreshold"): draft.number(4, 10),
        ("healthCheck", "timeout"): draft.number(6, 120),
        ("healthCheck", "matcher"): draft.pick("200,302", "200-399"),
        ("healthCheck", "port"): "8081",
        ("slowStart",): draft.number(30, 900),
        ("loadBalancingAlgorithmType",): draft.pick("least_outstanding_requests", "weighted_random"),
        ("loadBalancingCrossZoneEnabled",): draft.pick("true", "false"),
        ("targetGroupHealth", "unhealthyStateRouting", "minimumHealthyTargetsCount"): draft.number(2, 9),
    }
    path = draft.pick(*traits)
    draft.put(group, *path, to=traits[path])
    return draft.one(TARGET_GROUP, "blue"), draft.one(TARGET_GROUP, "green")


@defect("native")
def target_groups_kept(draft: Draft) -> Broken:
    group = draft.one(TARGET_GROUP, draft.pick("blue", "green"))
    time = draft.pick(str(draft.number(1_600_000_000, 2_499_999_999)), f"2026112923{draft.number(10, 59)}")
    prop = draft.pick("name", "namePrefix")
    if draft.pick(True, False):
        return draft.put(group, prop, to=f"web-{time}")
    kind = draft.pick("randomId:RandomId", "randomString:RandomString", "randomUuid:RandomUuid")
    suffix = draft.add(f"random:index/{kind}", "suffix", {"keepers": {draft.text("[a-z]{1,9}"): time}})
    return draft.link(draft.put(group, prop, to="web-f00d"), prop, suffix)


@defect(*ANY)
def target_type_fits_network(draft: Draft) -> Broken:
    group = draft.one(TARGET_GROUP, draft.pick("blue", "green"))
    return draft.put(group, "targetType", to="instance" if draft.get(group, "targetType") == "ip" else "ip")


@defect("native")
def target_group_behind_one_load_balancer(draft: Draft) -> Broken:
    """A listener of another load balancer leads to one of the two."""
    other = draft.copy(draft.one(LOAD_BALANCER), "other")
    listener = draft.copy(draft.one(LISTENER, draft.pick("production", "test")), "elsewhere")
    draft.refer(listener, "loadBalancerArn", to=other)
    draft.forward(listener, {draft.pick("blue", "green"): 1})
    return tuple(one for one in draft.resources if one.type.startswith("aws:lb/listener"))


@defect("hosts")
def hosts_not_registered(draft: Draft) -> Broken:
    hosts, group = draft.one(AUTO_SCALING_GROUP), draft.one(TARGET_GROUP, draft.pick("blue", "green"))
    if draft.pick(True, False):
        draft.put(hosts, "targetGroupArns", to=[draft.output(group, "arn")])
        return draft.link(hosts, "targetGroupArns", group)
    props = {"autoscalingGroupName": draft.get(hosts, "name"), "lbTargetGroupArn": draft.output(group, "arn")}
    return draft.add("aws:autoscaling/attachment:Attachment", "hosts-in-group", props, lbTargetGroupArn=group)


@defect(*ANY)
def deregistration_delayed(draft: Draft) -> Broken:
    group = draft.one(TARGET_GROUP, draft.pick("blue", "green"))
    return draft.put(group, "deregistrationDelay", to=draft.pick(0, "0"))


@defect(*ANY)
def health_check_on_traffic_port(draft: Draft) -> Broken:
    port = draft.number(1, 65535, but=draft.port)
    group = draft.one(TARGET_GROUP, draft.pick("blue", "green"))
    return draft.put(group, "healthCheck", "port", to=draft.pick(port, str(port)))


@defect(*ANY)
def health_check_quick(draft: Draft) -> Broken:
    group = draft.one(TARGET_GROUP, draft.pick("blue", "green"))
    match draft.pick("slow", "errors", "anywhere"):
        case "slow":
            checks = draft.number(2, 10)
            draft.put(group, "healthCheck", "healthyThreshold", to=checks)
            return draft.put(group, "healthCheck", "interval", to=draft.number(90 // checks + 1, 300))
        case "errors":
            codes = f"{draft.number(200, 399)}-{draft.number(400, 499)}"
            return draft.put(group, "healthCheck", "matcher", to=draft.pick(codes, f"302,{codes}"))
        case _:
            return draft.drop(group, "healthCheck", "path")


@defect(*ANY)
def health_check_valid(draft: Draft) -> Broken:
    group = draft.one(TARGET_GROUP, draft.pick("blue", "green"))
    if draft.pick(True, False):
        codes = draft.pick("0", "12", "0-99", "200,99", "200-599")
        return draft.put(group, "healthCheck", "matcher", to=codes)
    interval = draft.number(5, 60)
    draft.put(group, "healthCheck", "timeout", to=draft.number(interval, 120))
    return draft.put(group, "healthCheck", "interval", to=interval)


@defect(*OURS)
def zones_enabled(draft: Draft) -> Broken:
    subnet = draft.pick(*(one for one in draft.all(SUBNET) if "private" in one.name))
    draft.put(subnet, "availabilityZone", to=draft.text(r"us-east-1[x-z]"))
    return draft.one(LOAD_BALANCER)
