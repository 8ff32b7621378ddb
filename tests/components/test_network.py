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


def test_endpoints_have_their_policies_and_those_without_let_everything_through() -> None:
    recording = network(endpoints=("logs", "ecs-agent"), endpoint_policies={"logs": "{1}", "s3": "{2}", "ssm": "{3}"})
    endpoints = recording.all("aws:ec2/vpcEndpoint:VpcEndpoint")
    assert {one.name: one.inputs.get("policy") for one in endpoints} == {
        "net-logs": "{1}",
        "net-ecs-agent": None,
        "net-s3": "{2}",
    }


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


def test_without_dual_stack_nothing_has_ipv6() -> None:
    for one in network().resources:
        assert not [key for key in one.inputs if "ipv6" in key.lower()], one.key


def test_each_subnet_has_a_part_of_the_ipv6_block_that_another_zone_does_not_move() -> None:
    def blocks(zones: tuple[str, ...]) -> dict[str, str]:
        subnets = network(dual_stack=True, zones=zones).all("aws:ec2/subnet:Subnet")
        return {subnet.name: subnet.inputs["ipv6CidrBlock"] for subnet in subnets}

    assert network(dual_stack=True).one("aws:ec2/vpc:Vpc").inputs["assignGeneratedIpv6CidrBlock"] is True
    two, four = blocks(("a", "b")), blocks(("a", "b", "c", "d"))
    assert two == {
        "net-public-0": "2001:db8:1234:1a00::/64",
        "net-public-1": "2001:db8:1234:1a01::/64",
        "net-private-0": "2001:db8:1234:1a04::/64",
        "net-private-1": "2001:db8:1234:1a05::/64",
    }
    assert two.items() <= four.items()
    assert len(set(four.values())) == 8


def test_public_subnets_are_reached_by_ipv6_and_private_ones_only_go_out_by_it() -> None:
    routes = {one.name: one.inputs for one in network(dual_stack=True).all("aws:ec2/route:Route")}
    by_ipv6 = {name: made for name, made in routes.items() if made.get("destinationIpv6CidrBlock") == "::/0"}
    assert by_ipv6.keys() == {"net-public-ipv6", "net-private-0-ipv6", "net-private-1-ipv6"}
    assert by_ipv6["net-public-ipv6"]["gatewayId"] == "net-id"
    assert all(by_ipv6[f"net-private-{number}-ipv6"]["egressOnlyGatewayId"] == "net-id" for number in (0, 1))


def test_where_nothing_goes_out_by_ipv4_nothing_does_by_ipv6() -> None:
    made = network(dual_stack=True, nat_gateways=0, endpoints=("ecr.api",))
    assert made.all("aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway") == []
    assert [one.name for one in made.all("aws:ec2/route:Route")] == ["net-public", "net-public-ipv6"]
