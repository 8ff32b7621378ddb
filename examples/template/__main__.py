"""A service on Fargate behind a load balancer, which ECS itself releases: blue and green take turns."""

import re

import pulumi
import pulumi_aws as aws

from components.alarms import Thresholds
from components.cluster import Cluster, ClusterArgs
from components.container import Container
from components.load_balancer import LoadBalancer, LoadBalancerArgs
from components.network import Network, NetworkArgs
from components.rollout import Plan
from components.routing import Requests
from components.service import Place, Service, ServiceArgs
from components.targets import HealthCheck, Targets
from components.task_definition import TaskDefinitionArgs
from model.names import fitting
from model.shift import Shift
from model.strategy import Strategy

config = pulumi.Config()
image, port = config.require("image"), config.require_int("containerPort")
# Pulumi's names may have dots and underscores, and be long; AWS's have letters, digits and hyphens.
name = fitting(re.sub(r"[^A-Za-z0-9]+", "-", f"{pulumi.get_project()}-{pulumi.get_stack()}"), 40)
region = aws.get_region().region
account = aws.get_caller_identity().account_id
# Without the filter, local zones that the account opted into would come along.
zones = aws.get_availability_zones(
    state="available", filters=[{"name": "opt-in-status", "values": ["opt-in-not-required"]}]
)
tags = {"Project": pulumi.get_project(), "Stack": pulumi.get_stack()}

network = Network(
    name,
    NetworkArgs(
        cidr="10.0.0.0/16",
        zones=tuple(zones.names[:2]),
        nat_gateways=1,
        endpoints=(),
        region=region,
        tags=tags,
    ),
)
load_balancer = LoadBalancer(
    name,
    LoadBalancerArgs(
        vpc_id=network.vpc_id,
        subnet_ids=network.public_subnet_ids,
        target_ports=[(port, port)],
        region=region,
        account=account,
        tags=tags,
    ),
)
front = load_balancer.front
cluster = Cluster(
    name,
    ClusterArgs(
        subnet_ids=network.private_subnet_ids,
        security_group_id=front.target_security_group_id,
        region=region,
        tags=tags,
    ),
)
service = Service(
    name,
    ServiceArgs(
        service=pulumi.get_project(),
        task=TaskDefinitionArgs(
            container=Container(name="app", image=image, cpu_units=256, memory_mib=512),
            container_port=port,
            cpu_units=256,
            memory_mib=512,
            launch_type="FARGATE",
            network_mode="awsvpc",
            region=region,
            account=account,
            tags=tags,
        ),
        desired_count=2,
        requests=Requests(),
        targets=Targets(health_check=HealthCheck(path="/")),
        thresholds=Thresholds(),
        hooks=(),
        plan=Plan(
            strategy=Strategy.BLUE_GREEN,
            shift=Shift("AllAtOnce"),
            termination_wait_minutes=5,
            ready_wait_minutes=0,
        ),
        place=Place(
            cluster_name=cluster.name,
            capacity_provider_name=cluster.capacity_provider_name,
            vpc_id=network.vpc_id,
            subnet_ids=network.private_subnet_ids,
            nat_addresses=network.nat_addresses,
            after=network.ways_out,
        ),
        front=front,
    ),
)

pulumi.export("url", front.url)
pulumi.export("testUrl", front.test_url)
pulumi.export("service", service.rollout.name)
