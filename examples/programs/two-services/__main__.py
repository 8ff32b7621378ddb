"""Two services behind one load balancer: orders on EC2 hosts, released by CodeDeploy, web on Fargate, by ECS itself.

The hosts and Fargate are a cluster each, since a cluster has one kind of capacity.
"""

import pulumi
import pulumi_aws as aws

from components.alarms import Thresholds
from components.cluster import Cluster, ClusterArgs
from components.container import Container
from components.hosts import HostGroup
from components.load_balancer import LoadBalancer, LoadBalancerArgs
from components.network import Network, NetworkArgs
from components.rollout import Plan
from components.routing import Requests
from components.service import Place, Service, ServiceArgs
from components.targets import HealthCheck, Targets
from components.task_definition import LaunchType, TaskDefinitionArgs
from model.ports import LINUX_DYNAMIC_PORTS
from model.shift import Shift
from model.strategy import Strategy

PORT = 80
REGION = "us-east-1"
IMAGE = "public.ecr.aws/nginx/nginx:1.27.5"
TAGS = {"Team": "shop"}

account = aws.get_caller_identity().account_id
network = Network(
    "shop",
    NetworkArgs(
        cidr="10.1.0.0/16",
        zones=(f"{REGION}a", f"{REGION}b"),
        nat_gateways=1,
        endpoints=(),
        region=REGION,
        tags=TAGS,
    ),
)
load_balancer = LoadBalancer(
    "shop",
    LoadBalancerArgs(
        vpc_id=network.vpc_id,
        subnet_ids=network.public_subnet_ids,
        target_ports=[(PORT, PORT), LINUX_DYNAMIC_PORTS],
        region=REGION,
        account=account,
        tags=TAGS,
    ),
)


def cluster(name: str, hosts: HostGroup | None) -> Place:
    """Where tasks run: on these hosts, or on Fargate."""
    made = Cluster(
        name,
        ClusterArgs(
            hosts=hosts,
            subnet_ids=network.private_subnet_ids,
            security_group_id=load_balancer.front.target_security_group_id,
            region=REGION,
            tags=TAGS,
        ),
    )
    return Place(
        cluster_name=made.name,
        capacity_provider_name=made.capacity_provider_name,
        vpc_id=network.vpc_id,
        subnet_ids=network.private_subnet_ids,
        nat_addresses=network.nat_addresses,
        after=network.ways_out,
    )


def service(name: str, place: Place, launch_type: LaunchType, requests: Requests, strategy: Strategy) -> Service:
    """Two tasks, which a release replaces all at once."""
    return Service(
        name,
        ServiceArgs(
            service=name,
            task=TaskDefinitionArgs(
                container=Container(name=name, image=IMAGE, cpu_units=256, memory_mib=512),
                container_port=PORT,
                cpu_units=256,
                memory_mib=512,
                launch_type=launch_type,
                network_mode="awsvpc" if launch_type == "FARGATE" else "bridge",
                region=REGION,
                account=account,
                tags=TAGS,
            ),
            desired_count=2,
            requests=requests,
            targets=Targets(health_check=HealthCheck(path="/")),
            thresholds=Thresholds(),
            hooks=(),
            plan=Plan(
                strategy=strategy,
                shift=Shift("AllAtOnce", name="CodeDeployDefault.ECSAllAtOnce"),
                termination_wait_minutes=5,
                ready_wait_minutes=0,
            ),
            place=place,
            front=load_balancer.front,
        ),
    )


hosts = HostGroup(instance_type="t3.small", architecture="x86_64", min_hosts=1, max_hosts=3)
on_hosts = cluster("shop-hosts", hosts)
on_fargate = cluster("shop-fargate", None)
paths = Requests(paths=("/orders", "/orders/*"), priority=10)
orders = service("orders", on_hosts, "EC2", paths, Strategy.CODEDEPLOY)
web = service("web", on_fargate, "FARGATE", Requests(), Strategy.BLUE_GREEN)

pulumi.export("url", load_balancer.front.url)
pulumi.export("services", [orders.rollout.name, web.rollout.name])
