"""What the tests of pipelines share: a network, a load balancer and a cluster."""

from typing import Any

import pytest

from tests.conftest import Clients
from tests.local_aws.server.extensions.test_deployments import CLUSTER


@pytest.fixture(scope="session")
def ground(aws: Clients) -> dict[str, Any]:
    """As `Shop` takes it."""
    ec2, elb = aws("ec2"), aws("elbv2")
    vpc = ec2.create_vpc(CidrBlock="10.19.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.19.{i}.0/24", AvailabilityZone=f"us-east-1{zone}")["Subnet"][
            "SubnetId"
        ]
        for i, zone in enumerate("ab")
    ]
    balancer = elb.create_load_balancer(Name="pipelines", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
    aws("ecs").create_cluster(clusterName=CLUSTER)
    network = {"awsvpcConfiguration": {"subnets": subnets}}
    return {"vpc": vpc, "balancer": balancer, "network": network, "ports": iter(range(1000, 9000, 2))}
