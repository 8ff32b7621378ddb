"""Load balancers of the local AWS answer as AWS's do."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import clients_of

CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"


@dataclass(frozen=True)
class Network:
    vpc: str
    subnets: list[str]
    security_group: str


@pytest.fixture(scope="module")
def network(aws) -> Network:
    ec2 = aws("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.1.{i}.0/24", AvailabilityZone=f"us-east-1{zone}")["Subnet"][
            "SubnetId"
        ]
        for i, zone in enumerate("aab")
    ]
    group = ec2.create_security_group(GroupName="balancer", Description="-", VpcId=vpc)["GroupId"]
    return Network(vpc, subnets, group)


def balancer(aws, network: Network, name: str, **more: Any) -> str:
    wanted = {"Name": name, "Subnets": network.subnets[1:], "SecurityGroups": [network.security_group]} | more
    return aws("elbv2").create_load_balancer(**wanted)["LoadBalancers"][0]["LoadBalancerArn"]


def target_group(aws, network: Network, name: str, **more: Any) -> str:
    wanted = {"Name": name, "Protocol": "HTTP", "Port": 80, "VpcId": network.vpc, "TargetType": "ip"} | more
    return aws("elbv2").create_target_group(**wanted)["TargetGroups"][0]["TargetGroupArn"]


def listener(aws, balancer: str, *groups: Any, port: int = 80, **more: Any) -> dict[str, Any]:
    weighted = [{"TargetGroupArn": arn, "Weight": weight} for arn, weight in groups]
    wanted = {
        "LoadBalancerArn": balancer,
        "Port": port,
        "Protocol": "HTTP",
        "DefaultActions": [{"Type": "forward", "ForwardConfig": {"TargetGroups": weighted}}],
    }
    return aws("elbv2").create_listener(**wanted | more)["Listeners"][0]


def test_a_name_is_taken_once(aws, network, name) -> None:
    balancer(aws, network, name)
    with pytest.raises(ClientError, match="DuplicateLoadBalancerName"):
        balancer(aws, network, name)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"Subnets": [0]}, "At least two subnets in two different Availability Zones must be specified"),
        ({"Subnets": [0, 1]}, "multiple subnets in the same Availability Zone"),
        ({"SecurityGroups": ["sg-0123456789abcdef0"]}, "sg-0123456789abcdef0' does not exist"),
        ({"Name": "x" * 33}, "cannot be longer than '32' characters"),
    ],
)
def test_a_wrong_balancer_is_refused(aws, network, name, wrong, message) -> None:
    if "Subnets" in wrong:
        wrong = {"Subnets": [network.subnets[i] for i in wrong["Subnets"]]}
    with pytest.raises(ClientError, match=message):
        balancer(aws, network, name, **wrong)


def test_a_balancer_has_awss_attributes_from_the_start(aws, network, name) -> None:
    elb = aws("elbv2")
    arn = balancer(aws, network, name)
    listed = elb.describe_load_balancer_attributes(LoadBalancerArn=arn)["Attributes"]
    attributes = {one["Key"]: one["Value"] for one in listed}
    assert attributes["idle_timeout.timeout_seconds"] == "60"
    assert attributes["routing.http2.enabled"] == "true"
    assert attributes["deletion_protection.enabled"] == "false"


def test_a_network_load_balancer_says_so_in_its_arn_and_that_of_its_listeners(aws, network, name) -> None:
    elb = aws("elbv2")
    arn = balancer(aws, network, name, Type="network", Tags=[{"Key": "team", "Value": "play"}])
    assert f":loadbalancer/net/{name}/" in arn
    assert elb.describe_load_balancers(LoadBalancerArns=[arn])["LoadBalancers"][0]["Type"] == "network"
    assert elb.describe_tags(ResourceArns=[arn])["TagDescriptions"][0]["Tags"] == [{"Key": "team", "Value": "play"}]
    group = target_group(aws, network, name, Protocol="TCP")
    made = listener(aws, arn, (group, 1), Protocol="TCP")["ListenerArn"]
    assert f":listener/net/{name}/" in made
    attributes = {
        one["Key"]: one["Value"] for one in elb.describe_load_balancer_attributes(LoadBalancerArn=arn)["Attributes"]
    }
    assert attributes["load_balancing.cross_zone.enabled"] == "false"
    assert "idle_timeout.timeout_seconds" not in attributes
    elb.delete_load_balancer(LoadBalancerArn=arn)
    with pytest.raises(ClientError, match="LoadBalancerNotFound"):
        elb.describe_load_balancers(LoadBalancerArns=[arn])


@pytest.mark.parametrize(
    ("asked", "matcher"),
    [
        ({"HealthCheckProtocol": "HTTP", "Matcher": {"HttpCode": "200-599"}}, {"HttpCode": "200-599"}),
        ({"HealthCheckProtocol": "HTTP"}, {"HttpCode": "200-399"}),
        ({}, {}),
    ],
)
def test_targets_of_tcp_may_be_asked_by_http(aws, network, name, asked, matcher) -> None:
    elb, group = aws("elbv2"), target_group(aws, network, name, Protocol="TCP", **asked)
    said = elb.describe_target_groups(TargetGroupArns=[group])["TargetGroups"][0]
    assert said.get("Matcher", {}) == matcher
    if asked:
        elb.modify_target_group(TargetGroupArn=group, Matcher={"HttpCode": "204"})
        assert elb.describe_target_groups(TargetGroupArns=[group])["TargetGroups"][0]["Matcher"] == {"HttpCode": "204"}
        with pytest.raises(ClientError, match="'600' must be within '200-599'"):
            elb.modify_target_group(TargetGroupArn=group, Matcher={"HttpCode": "600"})


def test_deletion_protection_holds(aws, network, name) -> None:
    elb = aws("elbv2")
    arn = balancer(aws, network, name)
    protection = [{"Key": "deletion_protection.enabled", "Value": "true"}]
    elb.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=protection)
    with pytest.raises(ClientError, match="deletion protection is enabled"):
        elb.delete_load_balancer(LoadBalancerArn=arn)
    protection[0]["Value"] = "false"
    elb.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=protection)
    elb.delete_load_balancer(LoadBalancerArn=arn)
    with pytest.raises(ClientError, match="LoadBalancerNotFound"):
        elb.describe_load_balancers(LoadBalancerArns=[arn])


SERVICE = {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"}
DENIED = "Access Denied for bucket: {}. Please check S3bucket permission"


def bucket(aws, name: str, *statements: dict[str, Any], algorithm: str = "AES256") -> str:
    s3 = aws("s3")
    s3.create_bucket(Bucket=name)
    if statements:
        s3.put_bucket_policy(Bucket=name, Policy=json.dumps({"Version": "2012-10-17", "Statement": statements}))
    rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": algorithm}}
    s3.put_bucket_encryption(Bucket=name, ServerSideEncryptionConfiguration={"Rules": [rule]})
    return name


def writing(bucket: str, path: str = "AWSLogs/123456789012/*", **more: Any) -> dict[str, Any]:
    resource = f"arn:aws:s3:::{bucket}/{path}"
    return {"Effect": "Allow", "Principal": SERVICE, "Action": "s3:PutObject", "Resource": resource, **more}


def log_to(aws, balancer: str, bucket: str, prefix: str = "", kind: str = "access_logs") -> dict[str, str]:
    wanted = {"enabled": "true", "bucket": bucket, "prefix": prefix}
    attributes = [{"Key": f"{kind}.s3.{key}", "Value": value} for key, value in wanted.items()]
    answer = aws("elbv2").modify_load_balancer_attributes(LoadBalancerArn=balancer, Attributes=attributes)
    return {one["Key"]: one["Value"] for one in answer["Attributes"]}


@pytest.mark.parametrize("kind", ["access_logs", "connection_logs", "health_check_logs"])
def test_logs_need_a_bucket_that_lets_them_be_written(aws, network, name, kind) -> None:
    arn = balancer(aws, network, name)
    with pytest.raises(ClientError, match=DENIED.format(name)) as refused:
        log_to(aws, arn, name, kind=kind)
    assert refused.value.response["Error"]["Code"] == "InvalidConfigurationRequest"
    bucket(aws, name, writing(name))
    assert log_to(aws, arn, name, kind=kind)[f"{kind}.s3.bucket"] == name


@pytest.mark.parametrize(
    "allowed",
    [
        {"Principal": "*"},
        {"Principal": {"AWS": "127311923021"}},
        {"Principal": {"AWS": ["arn:aws:iam::127311923021:root", "arn:aws:iam::111122223333:root"]}},
        {"Action": ["s3:GetObject", "s3:Put*"]},
        {"Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:elasticloadbalancing:*"}}},
        {"path": "*"},
        {"path": "web/AWSLogs/*"},
        {"path": "web/AWSLogs/123456789012/*"},
    ],
    ids=str,
)
def test_a_policy_may_let_logs_be_written_in_many_words(aws, network, name, allowed) -> None:
    bucket(aws, name, writing(name, **({"path": "web/*"} | allowed)))
    assert log_to(aws, balancer(aws, network, name), name, "web")["access_logs.s3.prefix"] == "web"


@pytest.mark.parametrize(
    "wrong",
    [
        {"Principal": {"Service": "delivery.logs.amazonaws.com"}},
        {"Principal": {"AWS": "arn:aws:iam::054676820928:root"}},
        {"Principal": {"AWS": "arn:aws:iam::123456789012:root"}},
        {"Action": "s3:GetObject"},
        {"Effect": "Deny"},
        {"path": "AWSLogs/*"},
        {"path": "web/AWSLogs/111122223333/*"},
        {"path": "web/AWSLogs/[0-9]*"},
    ],
    ids=str,
)
def test_a_policy_that_does_not_let_logs_be_written_is_refused(aws, network, name, wrong) -> None:
    bucket(aws, name, writing(name, **({"path": "web/*"} | wrong)))
    with pytest.raises(ClientError, match=DENIED.format(name)):
        log_to(aws, balancer(aws, network, name), name, "web")


def test_a_denial_counts_more_than_what_is_allowed(aws, network, name) -> None:
    bucket(aws, name, writing(name), writing(name, Effect="Deny", Principal="*"))
    with pytest.raises(ClientError, match=DENIED.format(name)):
        log_to(aws, balancer(aws, network, name), name)


def test_logs_of_an_application_load_balancer_are_not_encrypted_with_kms(aws, network, name) -> None:
    bucket(aws, name, writing(name), algorithm="aws:kms")
    with pytest.raises(ClientError, match=DENIED.format(name)):
        log_to(aws, balancer(aws, network, name), name)


def test_a_network_load_balancer_writes_as_another_service(aws, network, name) -> None:
    arn = balancer(aws, network, name, Type="network")
    bucket(aws, name, writing(name))
    with pytest.raises(ClientError, match=DENIED.format(name)):
        log_to(aws, arn, name)
    other = f"{name}-network"
    bucket(aws, other, writing(other, Principal={"Service": "delivery.logs.amazonaws.com"}), algorithm="aws:kms")
    assert log_to(aws, arn, other)["access_logs.s3.bucket"] == other


def test_a_log_bucket_is_of_the_balancers_region(aws, endpoint, network, name) -> None:
    place = {"LocationConstraint": "eu-west-1"}
    clients_of(endpoint, "eu-west-1")("s3").create_bucket(Bucket=name, CreateBucketConfiguration=place)
    with pytest.raises(ClientError, match=f"{name} is not located in the same region with ELB: {name}"):
        log_to(aws, balancer(aws, network, name), name)


def test_a_log_that_is_on_names_a_bucket(aws, network, name) -> None:
    with pytest.raises(ClientError, match=r"The value of 'access_logs\.s3\.bucket' cannot be empty"):
        log_to(aws, balancer(aws, network, name), "")


def test_a_bucket_is_not_looked_at_for_what_has_nothing_to_do_with_logs(aws, network, name) -> None:
    arn = balancer(aws, network, name)
    bucket(aws, name, writing(name))
    log_to(aws, arn, name)
    aws("s3").delete_bucket_policy(Bucket=name)
    idle = [{"Key": "idle_timeout.timeout_seconds", "Value": "30"}]
    aws("elbv2").modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=idle)
    off = [{"Key": "access_logs.s3.enabled", "Value": "false"}]
    aws("elbv2").modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=off)


def test_two_listeners_cannot_share_a_port(aws, network, name) -> None:
    elb, arn = aws("elbv2"), balancer(aws, network, name)
    group = target_group(aws, network, name)
    listener(aws, arn, (group, 1))
    other = listener(aws, arn, (group, 1), port=81)
    with pytest.raises(ClientError, match="DuplicateListener"):
        listener(aws, arn, (group, 1))
    with pytest.raises(ClientError, match="DuplicateListener"):
        elb.modify_listener(ListenerArn=other["ListenerArn"], Port=80)


def test_https_needs_a_certificate(aws, network, name) -> None:
    arn, group = balancer(aws, network, name), target_group(aws, network, name)
    with pytest.raises(ClientError, match="A certificate must be specified"):
        listener(aws, arn, (group, 1), port=443, Protocol="HTTPS")
    with pytest.raises(ClientError, match="CertificateNotFound"):
        listener(aws, arn, (group, 1), port=443, Protocol="HTTPS", Certificates=[{"CertificateArn": "mine"}])
    made = listener(aws, arn, (group, 1), port=443, Protocol="HTTPS", Certificates=[{"CertificateArn": CERTIFICATE}])
    assert made["Certificates"] == [{"CertificateArn": CERTIFICATE}]
    assert made["SslPolicy"] == "ELBSecurityPolicy-2016-08"


def test_plain_http_has_no_ssl_policy(aws, network, name) -> None:
    arn, group = balancer(aws, network, name), target_group(aws, network, name)
    assert "SslPolicy" not in listener(aws, arn, (group, 1))


def test_a_forward_to_one_group_is_echoed_both_ways(aws, network, name) -> None:
    arn, group = balancer(aws, network, name), target_group(aws, network, name)
    made = listener(aws, arn, DefaultActions=[{"Type": "forward", "TargetGroupArn": group}])
    action = made["DefaultActions"][0]
    assert action["TargetGroupArn"] == group
    assert action["ForwardConfig"]["TargetGroups"] == [{"TargetGroupArn": group, "Weight": 1}]


def test_a_forward_to_two_groups_keeps_its_weights_alone(aws, network, name) -> None:
    arn = balancer(aws, network, name)
    blue, green = (target_group(aws, network, name + colour) for colour in "bg")
    action = listener(aws, arn, (blue, 100), (green, 0))["DefaultActions"][0]
    assert "TargetGroupArn" not in action
    assert [one["Weight"] for one in action["ForwardConfig"]["TargetGroups"]] == [100, 0]


@pytest.mark.parametrize(("protocol", "group"), [("TCP", "HTTP"), ("TCP", "UDP"), ("UDP", "TCP"), ("HTTP", "TCP")])
def test_a_group_takes_what_its_listener_lets_in(aws, network, name, protocol, group) -> None:
    kind = "application" if protocol == "HTTP" else "network"
    arn = balancer(aws, network, name, Type=kind)
    with pytest.raises(ClientError, match="IncompatibleProtocols"):
        listener(aws, arn, (target_group(aws, network, name, Protocol=group), 1), Protocol=protocol)


def test_a_weight_is_at_most_999(aws, network, name) -> None:
    arn, group = balancer(aws, network, name), target_group(aws, network, name)
    with pytest.raises(ClientError, match="must be between 0 and 999, inclusive"):
        listener(aws, arn, (group, 1000))


def test_modify_listener_refuses_an_unknown_group(aws, network, name) -> None:
    arn, group = balancer(aws, network, name), target_group(aws, network, name)
    made = listener(aws, arn, (group, 1))["ListenerArn"]
    with pytest.raises(ClientError, match="TargetGroupNotFound"):
        aws("elbv2").modify_listener(
            ListenerArn=made, DefaultActions=[{"Type": "forward", "TargetGroupArn": group[:-3] + "000"}]
        )


def test_a_groups_balancers_follow_listeners_and_rules(aws, network, name) -> None:
    elb, arn = aws("elbv2"), balancer(aws, network, name)
    blue, green = (target_group(aws, network, name + colour) for colour in "bg")

    def behind(group: str) -> list[str]:
        return elb.describe_target_groups(TargetGroupArns=[group])["TargetGroups"][0]["LoadBalancerArns"]

    made = listener(aws, arn, (blue, 1))["ListenerArn"]
    assert (behind(blue), behind(green)) == ([arn], [])
    rule = elb.create_rule(
        ListenerArn=made,
        Priority=1,
        Conditions=[{"Field": "path-pattern", "Values": ["/x"]}],
        Actions=[{"Type": "forward", "TargetGroupArn": green}],
    )["Rules"][0]["RuleArn"]
    assert behind(green) == [arn]
    elb.delete_rule(RuleArn=rule)
    elb.modify_listener(ListenerArn=made, DefaultActions=[{"Type": "forward", "TargetGroupArn": green}])
    assert (behind(blue), behind(green)) == ([], [arn])
    with pytest.raises(ClientError, match="currently in use by a listener or a rule"):
        elb.delete_target_group(TargetGroupArn=green)
    elb.delete_target_group(TargetGroupArn=blue)


def test_a_group_serves_one_balancer(aws, network, name) -> None:
    group = target_group(aws, network, name)
    listener(aws, balancer(aws, network, name + "a"), (group, 1))
    with pytest.raises(ClientError, match="cannot be associated with more than one load balancer"):
        listener(aws, balancer(aws, network, name + "b"), (group, 1))


def test_the_default_rule_belongs_to_its_listener(aws, network, name) -> None:
    elb = aws("elbv2")
    group = target_group(aws, network, name)
    made = listener(aws, balancer(aws, network, name), (group, 1))["ListenerArn"]
    rule = elb.describe_rules(ListenerArn=made)["Rules"][0]
    assert rule["IsDefault"]
    with pytest.raises(ClientError, match="OperationNotPermitted"):
        elb.delete_rule(RuleArn=rule["RuleArn"])


def test_a_target_is_an_id_with_a_port(aws, network, name) -> None:
    elb, group = aws("elbv2"), target_group(aws, network, name)
    targets = [{"Id": "10.1.1.9", "Port": port} for port in (32768, 32769)]
    elb.register_targets(TargetGroupArn=group, Targets=targets)
    described = elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
    assert [one["Target"]["Port"] for one in described] == [32768, 32769]
    elb.deregister_targets(TargetGroupArn=group, Targets=targets[:1])
    described = elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
    assert [one["Target"]["Port"] for one in described] == [32769]


def test_a_target_is_healthy_only_behind_a_listener(aws, network, name) -> None:
    elb, group = aws("elbv2"), target_group(aws, network, name)
    elb.register_targets(TargetGroupArn=group, Targets=[{"Id": "10.1.1.9"}])

    def health() -> dict[str, str]:
        return elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"][0]["TargetHealth"]

    assert (health()["State"], health()["Reason"]) == ("unused", "Target.NotInUse")
    listener(aws, balancer(aws, network, name), (group, 1))
    assert health() == {"State": "healthy"}


@pytest.mark.parametrize("target", ["8.8.8.8", "i-0123456789abcdef0"])
def test_a_target_that_cannot_be_one_is_refused(aws, network, name, target) -> None:
    group = target_group(aws, network, name)
    with pytest.raises(ClientError, match="IP address"):
        aws("elbv2").register_targets(TargetGroupArn=group, Targets=[{"Id": target}])


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("deregistration_delay.timeout_seconds", "3601", "between '0-3600' inclusive"),
        ("deregistration_delay", "1", "is not recognized"),
    ],
)
def test_a_wrong_attribute_of_a_group_is_refused(aws, network, name, key, value, message) -> None:
    group = target_group(aws, network, name)
    with pytest.raises(ClientError, match=message):
        aws("elbv2").modify_target_group_attributes(TargetGroupArn=group, Attributes=[{"Key": key, "Value": value}])


def test_a_deregistration_delay_of_an_hour_is_kept(aws, network, name) -> None:
    elb, group = aws("elbv2"), target_group(aws, network, name)
    delay = {"Key": "deregistration_delay.timeout_seconds", "Value": "3600"}
    elb.modify_target_group_attributes(TargetGroupArn=group, Attributes=[delay])
    assert delay in elb.describe_target_group_attributes(TargetGroupArn=group)["Attributes"]


def test_a_matcher_is_within_200_and_499(aws, network, name) -> None:
    with pytest.raises(ClientError, match="'600'"):
        target_group(aws, network, name, Matcher={"HttpCode": "200-600"})
    group = target_group(aws, network, name)
    with pytest.raises(ClientError, match="'600'"):
        aws("elbv2").modify_target_group(TargetGroupArn=group, Matcher={"HttpCode": "600"})


@pytest.mark.parametrize("version", ["GRPC", "HTTP2"])
def test_a_group_that_speaks_http2_is_behind_https_only(aws, network, name, version) -> None:
    arn, group = balancer(aws, network, name), target_group(aws, network, name, ProtocolVersion=version)
    with pytest.raises(ClientError, match=f"'HTTP' is not supported with a target group with the .* '{version}'"):
        listener(aws, arn, (group, 1))
    secure = {"Protocol": "HTTPS", "Certificates": [{"CertificateArn": CERTIFICATE}]}
    made = listener(aws, arn, (group, 1), port=443, **secure)
    with pytest.raises(ClientError, match="is not supported with a target group"):
        aws("elbv2").modify_listener(
            ListenerArn=made["ListenerArn"],
            Protocol="HTTP",
            DefaultActions=[{"Type": "forward", "TargetGroupArn": group}],
        )
