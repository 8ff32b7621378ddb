"""Subnets, routes and endpoints."""

from dataclasses import replace
from ipaddress import IPv4Network
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from components.network import Network, NetworkArgs
from verdict.recording import Recording, record

ARGS = NetworkArgs(
    cidr="10.0.0.0/16", zones=("a", "b"), nat_gateways=1, endpoints=(), region="us-east-1", tags={"Stack": "test"}
)


def network(**changes: Any) -> Recording:
    return record(lambda: Network("net", replace(ARGS, **changes)))


def cidrs(recording: Recording) -> dict[str, str]:
    return {subnet.name: subnet.inputs["cidrBlock"] for subnet in recording.all("aws:ec2/subnet:Subnet")}


def test_each_zone_has_a_public_and_a_private_subnet() -> None:
    subnets = network(zones=("a", "b", "c")).all("aws:ec2/subnet:Subnet")
    assert [(subnet.name, subnet.inputs["availabilityZone"]) for subnet in subnets] == [
        ("net-private-0", "a"),
        ("net-private-1", "b"),
        ("net-private-2", "c"),
        ("net-public-0", "a"),
        ("net-public-1", "b"),
        ("net-public-2", "c"),
    ]


def test_another_zone_moves_no_subnet() -> None:
    two, four = cidrs(network()), cidrs(network(zones=("a", "b", "c", "d")))
    assert two.items() <= four.items()


@settings(max_examples=20, deadline=None)
@given(prefix=st.integers(16, 24), count=st.integers(2, 4))
def test_subnets_lie_in_the_vpc_apart_from_each_other_and_large_enough_for_a_balancer(prefix: int, count: int) -> None:
    vpc = IPv4Network(f"10.0.0.0/{prefix}")
    blocks = [IPv4Network(block) for block in cidrs(network(cidr=str(vpc), zones=tuple("abcd"[:count]))).values()]
    assert len(blocks) == 2 * count
    assert all(block.subnet_of(vpc) and block.prefixlen <= 27 for block in blocks)
    assert not any(one.overlaps(other) for one in blocks for other in blocks if one != other)


@pytest.mark.parametrize(
    ("count", "used"),
    [(0, []), (1, ["net-nat-0-id", "net-nat-0-id"]), (2, ["net-nat-0-id", "net-nat-1-id"])],
)
def test_private_subnets_share_the_nat_gateways(count: int, used: list[str]) -> None:
    routes = network(nat_gateways=count).all("aws:ec2/route:Route")
    assert [route.inputs["natGatewayId"] for route in routes if "natGatewayId" in route.inputs] == used


def test_no_subnet_gives_public_addresses() -> None:
    assert all(not subnet.inputs["mapPublicIpOnLaunch"] for subnet in network().all("aws:ec2/subnet:Subnet"))


def test_public_subnets_lead_to_the_internet_gateway() -> None:
    [route] = [route for route in network().all("aws:ec2/route:Route") if "gatewayId" in route.inputs]
    assert (route.inputs["routeTableId"], route.inputs["gatewayId"]) == ("net-public-id", "net-id")


def test_endpoints_stand_in_every_private_subnet_with_a_gateway_for_s3() -> None:
    recording = network(nat_gateways=0, endpoints=("ecr.api", "logs"))
    endpoints = {made.inputs["serviceName"]: made.inputs for made in recording.all("aws:ec2/vpcEndpoint:VpcEndpoint")}
    assert set(endpoints) == {
        "com.amazonaws.us-east-1.ecr.api",
        "com.amazonaws.us-east-1.logs",
        "com.amazonaws.us-east-1.s3",
    }
    logs, s3 = endpoints["com.amazonaws.us-east-1.logs"], endpoints["com.amazonaws.us-east-1.s3"]
    assert (logs["vpcEndpointType"], logs["privateDnsEnabled"]) == ("Interface", True)
    assert logs["subnetIds"] == ["net-private-0-id", "net-private-1-id"]
    assert (s3["vpcEndpointType"], s3["routeTableIds"]) == ("Gateway", ["net-private-0-id", "net-private-1-id"])


def test_endpoints_answer_to_the_vpc_only() -> None:
    rule = network(endpoints=("logs",)).one("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs
    assert (rule["cidrIpv4"], rule["fromPort"], rule["toPort"]) == ("10.0.0.0/16", 443, 443)


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"zones": ("a",)}, "2 to 4"), ({"nat_gateways": 3}, "0 to 2"), ({"cidr": "10.0.0.0/25"}, "/16 to /24")],
)
def test_nonsense_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        replace(ARGS, **changes)
