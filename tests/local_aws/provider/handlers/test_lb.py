"""Load balancers, target groups, listeners and rules, as the stand-in provider makes them on the local AWS."""

import itertools
import json
from typing import Any

import pytest
from grpc import RpcError

from tests.local_aws.provider.plugin import CheckFailed, Made, Plugin, contract

LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer"
TARGET_GROUP = "aws:lb/targetGroup:TargetGroup"
LISTENER = "aws:lb/listener:Listener"
RULE = "aws:lb/listenerRule:ListenerRule"
ATTACHMENT = "aws:lb/targetGroupAttachment:TargetGroupAttachment"
CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def network(aws: Any) -> dict[str, Any]:
    """A VPC with two subnets in two zones, and two security groups."""
    ec2 = aws("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.90.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.90.{i}.0/24", AvailabilityZone=f"us-east-1{zone}")
        for i, zone in enumerate("ab")
    ]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    groups = [ec2.create_security_group(GroupName=f"lb-{i}", Description="lb", VpcId=vpc) for i in range(2)]
    return {
        "vpc": vpc,
        "subnets": [subnet["Subnet"]["SubnetId"] for subnet in subnets],
        "groups": [group["GroupId"] for group in groups],
    }


@pytest.fixture
def balancer(plugin: Plugin, network: dict[str, Any]) -> Made:
    inputs = {"subnets": network["subnets"], "securityGroups": network["groups"][:1]}
    return plugin.create(LOAD_BALANCER, inputs, f"alb{next(_numbers)}")


@pytest.fixture
def group(plugin: Plugin, network: dict[str, Any]) -> Made:
    return target_group(plugin, network)


def target_group(plugin: Plugin, network: dict[str, Any]) -> Made:
    inputs = {"port": 80, "protocol": "HTTP", "vpcId": network["vpc"], "targetType": "ip"}
    return plugin.create(TARGET_GROUP, inputs, f"tg{next(_numbers)}")


def forward(*weights: tuple[Made, int]) -> dict[str, Any]:
    groups = [{"arn": group.id, "weight": weight} for group, weight in weights]
    return {"type": "forward", "forward": {"targetGroups": groups}}


def test_a_load_balancer_lives_as_its_contract_says(plugin: Plugin, network: dict[str, Any]) -> None:
    inputs = {"subnets": network["subnets"], "securityGroups": network["groups"][:1], "tags": {"team": "web"}}
    change = {"idleTimeout": 90, "securityGroups": network["groups"], "tags": {"team": "shop"}}
    contract(plugin, LOAD_BALANCER, inputs, change, "contract")


def test_a_load_balancer_writes_its_logs_where_it_may(plugin: Plugin, network: dict[str, Any], name: str) -> None:
    inputs = {"subnets": network["subnets"], "accessLogs": {"bucket": name, "prefix": "web", "enabled": True}}
    with pytest.raises(RpcError, match=f"InvalidConfigurationRequest: Access Denied for bucket: {name}"):
        plugin.create(LOAD_BALANCER, inputs, f"denied{next(_numbers)}")
    plugin.create("aws:s3/bucket:Bucket", {"bucket": name})
    writing = {
        "Effect": "Allow",
        "Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"arn:aws:s3:::{name}/*",
    }
    document = {"Version": "2012-10-17", "Statement": [writing]}
    plugin.create("aws:s3/bucketPolicy:BucketPolicy", {"bucket": name, "policy": json.dumps(document)})
    change = {"connectionLogs": {"bucket": name, "enabled": True}, "healthCheckLogs": {"bucket": name, "enabled": True}}
    contract(plugin, LOAD_BALANCER, inputs, change, f"logs{next(_numbers)}")


def test_another_scheme_replaces_a_load_balancer(plugin: Plugin, balancer: Made) -> None:
    assert plugin.diff(balancer, balancer.inputs | {"internal": True}) == {"internal": "update-replace"}


def test_a_network_load_balancer_gains_subnets_in_place_and_loses_one_by_replacement(
    plugin: Plugin, network: dict[str, Any]
) -> None:
    first, second = network["subnets"]
    one = {"loadBalancerType": "network", "subnets": [first]}
    both = one | {"subnets": [first, second]}
    made = plugin.create(LOAD_BALANCER, one, f"nlb{next(_numbers)}")
    assert plugin.diff(made, one) == {}
    assert plugin.diff(made, both) == {"subnets[1]": "add"}
    assert set(plugin.diff(plugin.update(made, both), one).values()) == {"delete-replace"}


def test_what_is_of_a_network_load_balancer_lives_as_its_contract_says(plugin: Plugin, network: dict[str, Any]) -> None:
    inputs = {
        "loadBalancerType": "network",
        "subnets": network["subnets"],
        "securityGroups": network["groups"][:1],
        "enableCrossZoneLoadBalancing": True,
    }
    contract(plugin, LOAD_BALANCER, inputs, {"enableCrossZoneLoadBalancing": None}, f"nlb{next(_numbers)}")
    balancer = plugin.create(LOAD_BALANCER, inputs, f"nlb{next(_numbers)}")
    assert balancer.state["arnSuffix"].startswith("net/nlb")
    check = {"protocol": "HTTP", "path": "/health", "matcher": "200-299", "port": "traffic-port"}
    asked = {"port": 80, "protocol": "TCP", "vpcId": network["vpc"], "targetType": "ip", "healthCheck": check}
    contract(plugin, TARGET_GROUP, asked, {"healthCheck": check | {"matcher": "204"}}, f"tg{next(_numbers)}")
    contract(plugin, TARGET_GROUP, asked | {"healthCheck": {"protocol": "TCP"}}, {}, f"tg{next(_numbers)}")
    blue, green = (plugin.create(TARGET_GROUP, asked, f"tg{next(_numbers)}") for _ in range(2))
    forwards = [forward((blue, 100), (green, 0))]
    tcp = {"loadBalancerArn": balancer.id, "protocol": "TCP", "defaultActions": forwards}
    contract(plugin, LISTENER, tcp | {"port": 80, "tcpIdleTimeoutSeconds": 600}, {"tcpIdleTimeoutSeconds": 60})
    tls = tcp | {"protocol": "TLS", "certificateArn": CERTIFICATE, "port": 443}
    contract(plugin, LISTENER, tls, {"sslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06"})


def test_attributes_of_other_types_are_no_difference_to_an_application_load_balancer(
    plugin: Plugin, balancer: Made
) -> None:
    assert plugin.diff(balancer, balancer.inputs | {"enableCrossZoneLoadBalancing": True}) == {}


def test_a_load_balancer_knows_what_others_need(balancer: Made, network: dict[str, Any]) -> None:
    assert balancer.state["vpcId"] == network["vpc"]
    assert balancer.state["arnSuffix"].startswith("app/alb")
    assert balancer.state["dnsName"]
    assert sorted(balancer.state["subnets"]) == sorted(network["subnets"])


def test_an_attribute_changed_elsewhere_shows(plugin: Plugin, aws: Any, balancer: Made) -> None:
    aws("elbv2").modify_load_balancer_attributes(
        LoadBalancerArn=balancer.id, Attributes=[{"Key": "idle_timeout.timeout_seconds", "Value": "15"}]
    )
    refreshed = plugin.refresh(balancer)
    assert refreshed
    assert refreshed.inputs["idleTimeout"] == 15


def test_a_protected_load_balancer_is_not_deleted(plugin: Plugin, balancer: Made) -> None:
    protected = plugin.update(balancer, balancer.inputs | {"enableDeletionProtection": True})
    with pytest.raises(RpcError, match="OperationNotPermitted"):
        plugin.delete(protected)
    plugin.delete(plugin.update(protected, balancer.inputs))
    assert plugin.refresh(balancer) is None


def test_a_taken_name_is_refused(plugin: Plugin, balancer: Made, network: dict[str, Any]) -> None:
    with pytest.raises(RpcError, match="already exists"):
        plugin.create(LOAD_BALANCER, {"name": balancer.state["name"], "subnets": network["subnets"]})


def test_a_target_group_lives_as_its_contract_says(plugin: Plugin, network: dict[str, Any]) -> None:
    inputs = {
        "port": 8080,
        "protocol": "HTTP",
        "vpcId": network["vpc"],
        "targetType": "ip",
        "deregistrationDelay": 15,
        "healthCheck": {"path": "/health", "matcher": "200-299", "interval": 10, "timeout": 4, "healthyThreshold": 2},
        "stickiness": {"type": "lb_cookie", "cookieDuration": 60},
        "tags": {"colour": "blue"},
    }
    change = {
        "deregistrationDelay": 3600,
        "healthCheck": {"path": "/ready", "matcher": "200", "interval": 10, "timeout": 4, "healthyThreshold": 2},
        "stickiness": {"type": "lb_cookie", "cookieDuration": 120},
        "slowStart": 30,
        "tags": {"colour": "green"},
    }
    contract(plugin, TARGET_GROUP, inputs, change, "contract")


@pytest.mark.parametrize("change", [{"port": 81}, {"targetType": "instance"}, {"protocol": "HTTPS"}])
def test_what_a_target_group_is_made_of_replaces_it(plugin: Plugin, group: Made, change: dict[str, Any]) -> None:
    assert set(plugin.diff(group, group.inputs | change).values()) == {"update-replace"}


def test_a_removed_health_check_is_no_difference(plugin: Plugin, network: dict[str, Any]) -> None:
    inputs = {"port": 80, "protocol": "HTTP", "vpcId": network["vpc"]}
    checked = plugin.create(TARGET_GROUP, inputs | {"healthCheck": {"path": "/up"}}, f"tg{next(_numbers)}")
    assert plugin.diff(checked, inputs) == {}


def test_a_group_in_use_is_deleted_once_its_listener_is_gone(
    plugin: Plugin, balancer: Made, group: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = {"loadBalancerArn": balancer.id, "port": 80, "defaultActions": [forward((group, 1))]}
    listener = plugin.create(LISTENER, inputs)
    # Both pauses of the first delete: the listener goes while the group's delete waits for it.
    monkeypatch.setattr("local_aws.provider.handlers.retries.time.sleep", lambda _: plugin.delete(listener))
    plugin.delete(group)
    assert plugin.refresh(group) is None


def test_a_group_that_stays_in_use_says_so(
    plugin: Plugin, balancer: Made, group: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    plugin.create(LISTENER, {"loadBalancerArn": balancer.id, "port": 80, "defaultActions": [forward((group, 1))]})
    monkeypatch.setattr("local_aws.provider.handlers.retries.timeout_seconds", lambda: -1)
    with pytest.raises(RpcError, match="in use by a listener or a rule"):
        plugin.delete(group)


def test_a_listener_lives_as_its_contract_says(plugin: Plugin, network: dict[str, Any], balancer: Made) -> None:
    blue, green = target_group(plugin, network), target_group(plugin, network)
    inputs = {
        "loadBalancerArn": balancer.id,
        "port": 80,
        "protocol": "HTTP",
        "defaultActions": [forward((blue, 100), (green, 0))],
        "tags": {"route": "production"},
    }
    change = {"port": 8080, "defaultActions": [forward((blue, 0), (green, 100))], "tags": {"route": "test"}}
    contract(plugin, LISTENER, inputs, change)


def test_another_load_balancer_replaces_a_listener(plugin: Plugin, balancer: Made, group: Made) -> None:
    inputs = {"loadBalancerArn": balancer.id, "port": 80, "defaultActions": [forward((group, 1))]}
    listener = plugin.create(LISTENER, inputs)
    other = inputs | {"loadBalancerArn": balancer.id.replace("alb", "other")}
    assert plugin.diff(listener, other) == {"loadBalancerArn": "update-replace"}


def test_a_listener_without_a_protocol_is_http(plugin: Plugin, balancer: Made, group: Made) -> None:
    inputs = {"loadBalancerArn": balancer.id, "port": 80, "defaultActions": [forward((group, 1))]}
    assert plugin.create(LISTENER, inputs).state["protocol"] == "HTTP"


def test_a_certificate_makes_a_listener_https(plugin: Plugin, balancer: Made) -> None:
    certificate = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
    inputs = {
        "loadBalancerArn": balancer.id,
        "port": 443,
        "certificateArn": certificate,
        "sslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
        "defaultActions": [
            {"type": "fixed-response", "fixedResponse": {"contentType": "text/plain", "statusCode": "404"}}
        ],
    }
    assert plugin.create(LISTENER, inputs | {"port": 8443}).state["protocol"] == "HTTPS"
    contract(plugin, LISTENER, inputs, {"sslPolicy": "ELBSecurityPolicy-TLS13-1-3-2021-06"})


def test_a_redirect_reads_back_as_it_was_written(plugin: Plugin, balancer: Made) -> None:
    redirect = {"type": "redirect", "redirect": {"port": "443", "protocol": "HTTPS", "statusCode": "HTTP_301"}}
    inputs = {"loadBalancerArn": balancer.id, "port": 80, "defaultActions": [redirect]}
    contract(plugin, LISTENER, inputs, {"port": 81})


def test_each_form_of_a_forward_to_one_group_is_kept(plugin: Plugin, balancer: Made, group: Made) -> None:
    short = {"type": "forward", "targetGroupArn": group.id}
    inputs = {"loadBalancerArn": balancer.id, "defaultActions": [short]}
    of_short = plugin.create(LISTENER, inputs | {"port": 80})
    of_block = plugin.create(LISTENER, inputs | {"port": 81, "defaultActions": [forward((group, 1))]})
    assert of_short.state["defaultActions"] == [{"order": 1, **short}]
    assert "targetGroupArn" not in of_block.state["defaultActions"][0]
    imported = plugin.import_(LISTENER, of_short.id).state["defaultActions"][0]
    assert imported["targetGroupArn"] == imported["forward"]["targetGroups"][0]["arn"] == group.id


def test_weights_that_codedeploy_left_read_back(
    plugin: Plugin, aws: Any, network: dict[str, Any], balancer: Made, group: Made
) -> None:
    green = target_group(plugin, network)
    inputs = {"loadBalancerArn": balancer.id, "port": 80, "defaultActions": [forward((group, 1))]}
    listener = plugin.create(LISTENER, inputs)
    pair = [{"TargetGroupArn": group.id, "Weight": 0}, {"TargetGroupArn": green.id, "Weight": 100}]
    aws("elbv2").modify_listener(
        ListenerArn=listener.id, DefaultActions=[{"Type": "forward", "ForwardConfig": {"TargetGroups": pair}}]
    )
    refreshed = plugin.refresh(listener)
    assert refreshed
    groups = refreshed.inputs["defaultActions"][0]["forward"]["targetGroups"]
    assert {one["arn"]: one.get("weight", 0) for one in groups} == {group.id: 0, green.id: 100}
    assert plugin.diff(refreshed, inputs)


def test_a_group_that_codedeploy_chose_shows_in_the_short_form(
    plugin: Plugin, aws: Any, network: dict[str, Any], balancer: Made, group: Made
) -> None:
    green = target_group(plugin, network)
    short = {"type": "forward", "targetGroupArn": group.id}
    inputs = {"loadBalancerArn": balancer.id, "port": 80, "defaultActions": [short]}
    listener = plugin.create(LISTENER, inputs)
    aws("elbv2").modify_listener(
        ListenerArn=listener.id, DefaultActions=[{"Type": "forward", "TargetGroupArn": green.id}]
    )
    refreshed = plugin.refresh(listener)
    assert refreshed
    assert refreshed.state["defaultActions"][0]["targetGroupArn"] == green.id
    assert plugin.diff(refreshed, inputs) == {"defaultActions[0].targetGroupArn": "update"}


def test_a_rule_lives_as_its_contract_says(plugin: Plugin, balancer: Made, group: Made) -> None:
    listener = plugin.create(
        LISTENER, {"loadBalancerArn": balancer.id, "port": 80, "defaultActions": [forward((group, 1))]}
    )
    inputs = {
        "listenerArn": listener.id,
        "priority": 10,
        "conditions": [{"pathPattern": {"values": ["/api/*"]}}, {"hostHeader": {"values": ["shop.example.com"]}}],
        "actions": [{"type": "forward", "targetGroupArn": group.id}],
        "tags": {"route": "api"},
    }
    response = {"contentType": "text/plain", "messageBody": "later", "statusCode": "503"}
    change = {
        "priority": 20,
        "conditions": [{"queryStrings": [{"key": "v", "value": "2"}]}, {"sourceIp": {"values": ["10.0.0.0/8"]}}],
        "actions": [{"type": "fixed-response", "fixedResponse": response}],
        "tags": {},
    }
    contract(plugin, RULE, inputs, change)


def test_rules_without_a_priority_follow_the_last_one(plugin: Plugin, balancer: Made, group: Made) -> None:
    listener = plugin.create(
        LISTENER, {"loadBalancerArn": balancer.id, "port": 80, "defaultActions": [forward((group, 1))]}
    )
    inputs = {
        "listenerArn": listener.id,
        "conditions": [{"httpHeader": {"httpHeaderName": "X-Test", "values": ["1"]}}],
        "actions": [{"type": "forward", "targetGroupArn": group.id}],
    }
    plugin.create(RULE, inputs | {"priority": 7})
    assert plugin.create(RULE, inputs).state["priority"] == 8


def test_a_condition_with_two_blocks_is_refused(plugin: Plugin, balancer: Made, group: Made) -> None:
    listener = plugin.create(
        LISTENER, {"loadBalancerArn": balancer.id, "port": 80, "defaultActions": [forward((group, 1))]}
    )
    both = {"pathPattern": {"values": ["/a"]}, "hostHeader": {"values": ["a.example.com"]}}
    actions = [{"type": "forward", "targetGroupArn": group.id}]
    with pytest.raises(RpcError, match="exactly one of"):
        plugin.create(RULE, {"listenerArn": listener.id, "conditions": [both], "actions": actions})


def test_an_attachment_lives_as_its_contract_says(plugin: Plugin, group: Made) -> None:
    inputs = {"targetGroupArn": group.id, "targetId": "10.90.0.11", "port": 8080}
    attached = plugin.create(ATTACHMENT, inputs)
    assert attached.id.startswith(f"{group.id}-")
    assert plugin.diff(attached, inputs) == {}
    assert plugin.diff(attached, inputs | {"port": 8081}) == {"port": "update-replace"}
    imported = plugin.import_(ATTACHMENT, f"{group.id},10.90.0.11,8080")
    assert plugin.diff(imported, inputs) == {}
    plugin.delete(attached)
    assert plugin.refresh(attached) is None
    plugin.delete(attached)


def test_a_port_out_of_range_is_refused_before_aws_is_asked(plugin: Plugin, network: dict[str, Any]) -> None:
    with pytest.raises(CheckFailed, match="port"):
        plugin.create(TARGET_GROUP, {"port": 70000, "protocol": "HTTP", "vpcId": network["vpc"]})
