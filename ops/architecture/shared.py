"""What all services of a stack share: network, load balancer, cluster."""

from ops.architecture.band import Band, Box
from ops.architecture.hosts import hosts
from ops.architecture.resources import Resources


def band(resources: Resources) -> Band:
    """A row of them."""
    return Band(
        "Shared by all services",
        {(0, 0): _network(resources), (0, 1): _balancer(resources), (0, 3): _cluster(resources)},
    )


def _network(resources: Resources) -> Box:
    outputs = resources.outputs
    vpc = resources.one("aws:ec2/vpc:Vpc", id=outputs["vpc_id"])
    private = [id for id in outputs["private_subnet_ids"].split(",") if id]
    gateways = len(resources.all("aws:ec2/natGateway:NatGateway"))
    endpoints = len(resources.all("aws:ec2/vpcEndpoint:VpcEndpoint"))
    return Box(
        f"VPC {vpc.get('cidrBlock') or outputs['vpc_id']}",
        (
            f"{_counted(len(private), 'private subnet')}",
            f"{_counted(gateways, 'NAT gateway')}, {_counted(endpoints, 'endpoint')}" if vpc else "brought",
        ),
    )


def _balancer(resources: Resources) -> Box:
    arn = resources.outputs["load_balancer_arn"]
    found = resources.one("aws:lb/loadBalancer:LoadBalancer", arn=arn)
    kind = "Network" if "/net/" in arn or found.get("loadBalancerType") == "network" else "Application"
    where = ("internal" if found.get("internal") else "internet-facing") if found else "brought"
    return Box(f"{kind} Load Balancer", (found.get("name") or arn.split("/")[-2], where))


def _cluster(resources: Resources) -> Box:
    name = resources.outputs["cluster"]
    providers = sorted({one["capacity_provider"] for one in resources.outputs["services"].values()})
    brought = "" if resources.one("aws:ecs/cluster:Cluster", name=name) else "brought"
    return Box("ECS cluster", (name, *(hosts(one, resources) for one in providers), brought))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
