"""Target groups, listeners, and who may reach them."""

import json
from dataclasses import replace
from typing import Any

import pytest

from components.load_balancer import LoadBalancer, LoadBalancerArgs
from verdict.recording import Recorded, Recording, record

ARGS = LoadBalancerArgs(
    vpc_id="vpc-1",
    subnet_ids=["subnet-1", "subnet-2"],
    target_ports=[(32768, 60999)],
    region="us-east-1",
    account="123456789012",
    tags={"Stack": "test"},
)
CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/a-b"
BALANCER = "aws:lb/loadBalancer:LoadBalancer"
LISTENER = "aws:lb/listener:Listener"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"


def balancer(**changes: Any) -> Recording:
    return record(lambda: LoadBalancer("web", replace(ARGS, **changes)))


def ingress(recording: Recording, group: str) -> set[tuple[str, int, int]]:
    """Source, first and last port of what a security group lets in."""
    rules = [rule.inputs for rule in recording.all(INGRESS) if rule.inputs["securityGroupId"] == group]
    return {
        (rule.get("cidrIpv4") or rule["referencedSecurityGroupId"], rule["fromPort"], rule["toPort"]) for rule in rules
    }


def test_access_logs_have_a_private_bucket_that_only_the_writer_may_write_to() -> None:
    made = balancer(access_log_days=90)
    bucket = made.one("aws:s3/bucket:Bucket")
    assert made.one(BALANCER).inputs["accessLogs"] == {"bucket": bucket.name, "enabled": True}
    assert "aws:s3/bucketPolicy:BucketPolicy::web-access-logs" in made.one(BALANCER).depends_on
    [statement] = json.loads(made.one("aws:s3/bucketPolicy:BucketPolicy").inputs["policy"])["Statement"]
    assert statement["Principal"] == {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"}
    assert statement["Resource"] == f"arn:aws:s3:::{bucket.name}/AWSLogs/123456789012/*"
    assert statement["Condition"]["StringEquals"] == {"aws:SourceAccount": "123456789012"}
    private = made.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs
    assert {value for key, value in private.items() if key != "bucket"} == {True}
    [rule] = made.one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs["rules"]
    assert (rule["status"], rule["expiration"]) == ("Enabled", {"days": 90})


def test_without_days_no_access_log_is_written() -> None:
    made = balancer()
    assert "accessLogs" not in made.one(BALANCER).inputs
    assert made.all("aws:s3/bucket:Bucket") == []


@pytest.mark.parametrize("protected", [True, False])
def test_what_is_protected_keeps_its_logs_and_pulumi_refuses_too(protected: bool) -> None:
    made = balancer(access_log_days=1, deletion_protection=protected)
    assert made.one(BALANCER).inputs["enableDeletionProtection"] is protected
    assert made.one(BALANCER).protect is protected
    assert made.one("aws:s3/bucket:Bucket").inputs["forceDestroy"] is not protected


def test_without_a_certificate_it_is_http() -> None:
    listeners = {listener.name: listener.inputs for listener in balancer().all(LISTENER)}
    assert {name: (made["protocol"], made["port"]) for name, made in listeners.items()} == {
        "web-production": ("HTTP", 80),
        "web-test": ("HTTP", 8080),
    }
    assert all("sslPolicy" not in made and "certificateArn" not in made for made in listeners.values())


def test_with_a_certificate_it_is_https_and_http_redirects() -> None:
    listeners = {listener.name: listener.inputs for listener in balancer(certificate_arn=CERTIFICATE).all(LISTENER)}
    assert {name: (made["protocol"], made["port"]) for name, made in listeners.items()} == {
        "web-production": ("HTTPS", 443),
        "web-test": ("HTTPS", 8443),
        "web-redirect": ("HTTP", 80),
    }
    assert listeners["web-production"]["sslPolicy"] == "ELBSecurityPolicy-TLS13-1-2-2021-06"
    assert listeners["web-test"]["certificateArn"] == CERTIFICATE
    [action] = listeners["web-redirect"]["defaultActions"]
    assert (action["type"], action["redirect"]["protocol"], action["redirect"]["port"]) == ("redirect", "HTTPS", "443")


@pytest.mark.parametrize("listener", ["web-production", "web-test"])
def test_what_no_service_takes_is_answered_with_404(listener: str) -> None:
    [action] = balancer().one(LISTENER, listener).inputs["defaultActions"]
    assert (action["type"], action["fixedResponse"]["statusCode"]) == ("fixed-response", "404")


def test_a_long_name_is_shortened_and_leaves_room_for_the_random_part() -> None:
    made = record(lambda: LoadBalancer("orders-service-api-production", ARGS)).one(BALANCER)
    assert len(made.name) == 32 - 8
    assert made.name.startswith("orders-service-ap")


def test_the_redirect_takes_port_80_only_after_production_left_it() -> None:
    redirect = balancer(certificate_arn=CERTIFICATE).one(LISTENER, "web-redirect")
    assert f"{LISTENER}::web-production" in redirect.depends_on
    assert redirect.ignore_changes == ()


def test_the_world_reaches_production_and_nobody_the_test_listener() -> None:
    assert ingress(balancer(), "web-balancer-id") == {("0.0.0.0/0", 80, 80)}


def test_chosen_networks_reach_the_test_listener() -> None:
    recording = balancer(certificate_arn=CERTIFICATE, test_cidrs=("10.8.0.0/16", "192.0.2.1/32"))
    assert ingress(recording, "web-balancer-id") == {
        ("0.0.0.0/0", 80, 80),
        ("0.0.0.0/0", 443, 443),
        ("10.8.0.0/16", 8443, 8443),
        ("192.0.2.1/32", 8443, 8443),
    }


def test_targets_are_reached_from_the_balancer_only_on_each_range_of_ports() -> None:
    recording = balancer(target_ports=[(4000, 4000), (32768, 60999)])
    assert ingress(recording, "web-targets-id") == {
        ("web-balancer-id", 4000, 4000),
        ("web-balancer-id", 32768, 60999),
    }
    out = recording.one(EGRESS, "web-to-targets-4000").inputs
    assert (out["referencedSecurityGroupId"], out["fromPort"], out["toPort"]) == ("web-targets-id", 4000, 4000)
    assert recording.one(EGRESS, "web-to-targets-32768").inputs["toPort"] == 60999


def test_chosen_networks_alone_reach_production() -> None:
    recording = balancer(certificate_arn=CERTIFICATE, ingress_cidrs=("10.0.0.0/8", "192.0.2.0/24"))
    assert ingress(recording, "web-balancer-id") == {
        (cidr, port, port) for cidr in ("10.0.0.0/8", "192.0.2.0/24") for port in (80, 443)
    }


def test_it_is_on_the_internet_unless_it_is_internal() -> None:
    assert "internal" not in balancer().one(BALANCER).inputs
    assert balancer(internal=True).one(BALANCER).inputs["internal"] is True


def test_connections_are_treated_as_the_stack_says() -> None:
    made = balancer(idle_timeout_seconds=300, http2=False).one(BALANCER).inputs
    assert (made["idleTimeout"], made["enableHttp2"]) == (300, False)


def test_with_dual_stack_who_comes_and_what_goes_out_may_do_it_by_ipv6() -> None:
    made = balancer(dual_stack=True, ingress_cidrs=("0.0.0.0/0", "::/0"), test_cidrs=("2001:db8::/32",))
    assert made.one(BALANCER).inputs["ipAddressType"] == "dualstack"
    rules = {rule.name: (rule.inputs["cidrIpv6"], rule.inputs["fromPort"]) for rule in made.all(INGRESS) if _v6(rule)}
    assert rules == {"web-public-80-ipv6": ("::/0", 80), "web-test-2001-db8--/32": ("2001:db8::/32", 8080)}
    assert all("::" not in rule.name for rule in made.all(INGRESS)), "two colons part the name from the type"
    assert [rule.inputs["cidrIpv6"] for rule in made.all(EGRESS) if _v6(rule)] == ["::/0"]


def test_without_dual_stack_a_load_balancer_says_nothing_of_it() -> None:
    made = balancer()
    assert "ipAddressType" not in made.one(BALANCER).inputs
    assert not [rule for rule in (*made.all(INGRESS), *made.all(EGRESS)) if _v6(rule)]


def _v6(rule: Recorded) -> bool:
    return "cidrIpv6" in rule.inputs
