"""A Network Load Balancer, and what a service has of its own there."""

import json
from dataclasses import replace
from typing import Any

import pytest

from components.alarms import Alarms, AlarmsArgs, Thresholds
from components.dashboard import Dashboard, DashboardArgs
from components.domain import Domain
from components.front import Front, NetworkFront
from components.listener_ports import network_ports
from components.listeners import Listeners
from components.network_load_balancer import NetworkLoadBalancer
from components.routing import Requests, RoutingArgs
from components.target_groups import TargetGroups
from tests.components.fronts import GROUPS, TAGS, TARGETS
from tests.components.test_load_balancer import ARGS, BALANCER, CERTIFICATE, EGRESS, INGRESS, LISTENER, ingress
from verdict.recording import Recording, record

PLAIN = network_ports(secure=False)
FRONT = NetworkFront(
    load_balancer_arn="arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/web/1",
    security_group_id="sg-balancer",
    target_security_group_id="sg-targets",
    arn_suffix="net/web/1",
    host="web.elb.example",
)
TARGET_GROUP = "aws:lb/targetGroup:TargetGroup"
ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm"
TCP = replace(TARGETS, health_check=replace(TARGETS.health_check, protocol="TCP"))


def balancer(**changes: Any) -> Recording:
    return record(lambda: NetworkLoadBalancer("web", replace(ARGS, ports=[PLAIN], **changes)))


def listeners(front: NetworkFront = FRONT, targets: Any = TARGETS, **requests: Any) -> tuple[Recording, Front]:
    """What is declared for a service, and what the service is told of it."""
    fronts: list[Front] = []

    def build() -> None:
        groups = TargetGroups("web", replace(GROUPS, protocol="TCP", targets=targets))
        args = RoutingArgs(target_groups=groups, targets=targets, requests=Requests(**requests), tags=TAGS)
        fronts.append(Listeners("web", front, args).front)

    return record(build), fronts[0]


def test_it_reaches_targets_in_every_zone_and_has_a_security_group_from_the_start() -> None:
    made = balancer().one(BALANCER).inputs
    assert made["loadBalancerType"] == "network"
    assert made["enableCrossZoneLoadBalancing"] is True
    assert len(made["securityGroups"]) == 1
    assert not {"idleTimeout", "enableHttp2", "dropInvalidHeaderFields"} & made.keys()


def test_with_dual_stack_it_is_reached_by_ipv6_too() -> None:
    made = balancer(dual_stack=True, ingress_cidrs=("0.0.0.0/0", "::/0"))
    assert made.one(BALANCER).inputs["ipAddressType"] == "dualstack"
    assert [rule.inputs["cidrIpv6"] for rule in made.all(INGRESS) if "cidrIpv6" in rule.inputs] == ["::/0"]


def test_every_service_s_port_is_open_and_its_tests_are_for_chosen_networks() -> None:
    made = balancer(test_cidrs=("10.1.0.0/16",))
    group = made.one(BALANCER).inputs["securityGroups"][0]
    assert ingress(made, group) == {("0.0.0.0/0", 80, 80), ("10.1.0.0/16", 8080, 8080)}
    two = replace(ARGS, ports=[PLAIN, network_ports(secure=False, port=5000)], test_cidrs=("10.1.0.0/16",))
    both = record(lambda: NetworkLoadBalancer("web", two))
    # A second service comes without another name for the rules of the first.
    assert {one.name for one in made.all(INGRESS)} < {one.name for one in both.all(INGRESS)}
    assert {one.inputs["fromPort"] for one in both.all(INGRESS)} >= {80, 8080, 5000, 13000}
    assert both.one(EGRESS, "web-to-targets-32768").inputs["toPort"] == 60999


def test_it_has_no_listener_of_its_own() -> None:
    assert balancer(certificate_arn=CERTIFICATE).all(LISTENER) == []


def test_its_logs_are_delivered_by_cloudwatch_logs() -> None:
    made = balancer(access_log_days=7)
    name = made.one("aws:s3/bucket:Bucket").name
    write, look = json.loads(made.one("aws:s3/bucketPolicy:BucketPolicy").inputs["policy"])["Statement"]
    assert write["Principal"] == look["Principal"] == {"Service": "delivery.logs.amazonaws.com"}
    assert (write["Action"], write["Resource"]) == (["s3:PutObject"], f"arn:aws:s3:::{name}/AWSLogs/123456789012/*")
    assert (look["Action"], look["Resource"]) == (["s3:GetBucketAcl"], f"arn:aws:s3:::{name}")
    assert write["Condition"]["ArnLike"] == {"aws:SourceArn": "arn:aws:logs:us-east-1:123456789012:*"}


def test_a_domain_gets_a_certificate_and_leads_here() -> None:
    made = balancer(domain=Domain(name="play.example.com", zone_id="Z1"))
    assert made.one("aws:acm/certificate:Certificate").inputs["domainName"] == "play.example.com"
    [alias] = made.one("aws:route53/record:Record", "web").inputs["aliases"]
    assert alias["name"] == made.one(BALANCER).outputs["dnsName"]


def test_production_leads_to_blue_and_tests_to_green_until_releases_move_them() -> None:
    made, _ = listeners()
    for label, port, colour in (("production", 80, "blue"), ("test", 8080, "green")):
        one = made.one(LISTENER, f"web-{label}")
        assert (one.inputs["protocol"], one.inputs["port"]) == ("TCP", port)
        assert one.inputs["defaultActions"] == [
            {"type": "forward", "targetGroupArn": f"arn:aws:{TARGET_GROUP}::web-{colour}"}
        ]
        assert one.ignore_changes == ("defaultActions",)
        assert one.replace_with == {f"{TARGET_GROUP}::web-blue", f"{TARGET_GROUP}::web-green"}
        assert one.delete_before_replace


def test_target_groups_are_of_tcp_and_may_be_asked_by_http() -> None:
    made, _ = listeners()
    groups = [one.inputs for one in made.all(TARGET_GROUP)]
    assert [one["protocol"] for one in groups] == ["TCP", "TCP"]
    assert [(one["healthCheck"]["protocol"], one["healthCheck"]["path"]) for one in groups] == [("HTTP", "/health")] * 2


def test_asked_by_tcp_a_connection_is_enough() -> None:
    made, _ = listeners(targets=TCP)
    for one in made.all(TARGET_GROUP):
        assert one.inputs["healthCheck"]["protocol"] == "TCP"
        assert not {"path", "matcher"} & one.inputs["healthCheck"].keys()


def test_with_a_certificate_they_speak_tls_and_have_no_time_out_of_their_own() -> None:
    made, _ = listeners(replace(FRONT, certificate_arn=CERTIFICATE, idle_timeout_seconds=600))
    for one in made.all(LISTENER):
        assert (one.inputs["protocol"], one.inputs["certificateArn"]) == ("TLS", CERTIFICATE)
        assert one.inputs["sslPolicy"].startswith("ELBSecurityPolicy-TLS13")
        assert "tcpIdleTimeoutSeconds" not in one.inputs


def test_a_connection_of_tcp_may_be_silent_as_long_as_is_said() -> None:
    made, _ = listeners(replace(FRONT, idle_timeout_seconds=600))
    assert [one.inputs["tcpIdleTimeoutSeconds"] for one in made.all(LISTENER)] == [600, 600]


@pytest.mark.parametrize(
    ("certificate", "targets", "port", "url", "test_url"),
    [
        (None, TARGETS, 0, "http://web.elb.example", "http://web.elb.example:8080"),
        (CERTIFICATE, TARGETS, 0, "https://web.elb.example", "https://web.elb.example:8443"),
        (None, TARGETS, 5000, "http://web.elb.example:5000", "http://web.elb.example:13000"),
        (None, TCP, 0, "tcp://web.elb.example:80", "tcp://web.elb.example:8080"),
        (CERTIFICATE, TCP, 0, "tls://web.elb.example:443", "tls://web.elb.example:8443"),
    ],
)
def test_a_url_says_what_is_spoken(certificate: Any, targets: Any, port: int, url: str, test_url: str) -> None:
    said: list[Any] = []

    def build() -> None:
        groups = TargetGroups("web", replace(GROUPS, protocol="TCP", targets=targets))
        args = RoutingArgs(target_groups=groups, targets=targets, requests=Requests(port=port), tags=TAGS)
        front = Listeners("web", replace(FRONT, certificate_arn=certificate), args).front
        for one in (front.url, front.test_url):
            one.apply(said.append)  # type: ignore[union-attr]

    record(build)
    assert said == [url, test_url]


def test_one_alarm_a_target_group_watches_what_the_load_balancer_knows_of_it() -> None:
    args = AlarmsArgs(
        load_balancer_type="network",
        load_balancer_arn_suffix="net/web/1",
        target_group_arn_suffixes={"blue": "targetgroup/blue/1", "green": "targetgroup/green/2"},
        thresholds=Thresholds(unhealthy_hosts=2),
        region="us-east-1",
        account="123456789012",
        tags=TAGS,
    )
    made = [one.inputs for one in record(lambda: Alarms("web", args)).all(ALARM)]
    assert {(one["namespace"], one["metricName"], one["threshold"]) for one in made} == {
        ("AWS/NetworkELB", "UnHealthyHostCount", 2)
    }
    assert [one["dimensions"]["TargetGroup"] for one in made] == ["targetgroup/blue/1", "targetgroup/green/2"]


def test_the_dashboard_draws_hosts_of_each_group_and_connections_of_all() -> None:
    args = DashboardArgs(
        load_balancer_type="network",
        load_balancer_arn_suffix="net/web/1",
        target_group_arn_suffixes={"blue": "targetgroup/blue/1", "green": "targetgroup/green/2"},
        region="us-east-1",
    )
    body = json.loads(
        record(lambda: Dashboard("web", args)).one("aws:cloudwatch/dashboard:Dashboard").inputs["dashboardBody"]
    )
    lines = [line for widget in body["widgets"] for line in widget["properties"]["metrics"]]
    assert {line[0] for line in lines} == {"AWS/NetworkELB"}
    assert {line[1] for line in lines if "TargetGroup" in line} == {"HealthyHostCount", "UnHealthyHostCount"}
    assert {line[1] for line in lines if "TargetGroup" not in line} >= {"NewFlowCount", "TCP_Target_Reset_Count"}
