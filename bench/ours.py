"""Many services as a team would declare them with our components.

One network and one Fargate cluster for all; for each service its own balancer with its firewall.
"""

from bench.subject import ACCOUNT, CONTAINER_PORT, IMAGE, REGION, TAGS, ZONES, names
from components.alarms import Thresholds
from components.cluster import Cluster, ClusterArgs
from components.container import Container
from components.load_balancer import LoadBalancer, LoadBalancerArgs
from components.network import Network, NetworkArgs
from components.release import ReleaseArgs
from components.rollout import Plan
from components.routing import Requests
from components.service import Place, Service, ServiceArgs
from components.targets import HealthCheck, Targets
from components.task_definition import TaskDefinitionArgs
from model.shift import PREDEFINED
from model.strategy import Strategy


def declare(services: int) -> None:
    """Declares them; the names are `bench` and those of `subject.names`."""
    network = Network(
        "bench",
        NetworkArgs(cidr="10.0.0.0/16", zones=ZONES, nat_gateways=1, endpoints=(), region=REGION, tags=TAGS),
    )
    cluster = Cluster(
        "bench",
        # Only hosts wear the group, and Fargate has none.
        ClusterArgs(subnet_ids=network.private_subnet_ids, security_group_id="", region=REGION, tags=TAGS),
    )
    for name in names(services):
        _service(name, network, cluster)


def _service(name: str, network: Network, cluster: Cluster) -> None:
    balancer = LoadBalancer(
        name,
        LoadBalancerArgs(
            vpc_id=network.vpc_id,
            subnet_ids=network.public_subnet_ids,
            target_ports=[(CONTAINER_PORT, CONTAINER_PORT)],
            region=REGION,
            account=ACCOUNT,
            tags=TAGS,
        ),
    )
    Service(
        name,
        ServiceArgs(
            service=name,
            task=TaskDefinitionArgs(
                container=Container(name=name, image=IMAGE, cpu_units=256, memory_mib=512),
                container_port=CONTAINER_PORT,
                cpu_units=256,
                memory_mib=512,
                network_mode="awsvpc",
                launch_type="FARGATE",
                region=REGION,
                account=ACCOUNT,
                tags=TAGS,
            ),
            desired_count=2,
            requests=Requests(),
            targets=Targets(health_check=HealthCheck(path="/")),
            thresholds=Thresholds(),
            hooks=(),
            plan=Plan(
                strategy=Strategy.CODEDEPLOY,
                shift=PREDEFINED["CodeDeployDefault.ECSAllAtOnce"],
                termination_wait_minutes=5,
                ready_wait_minutes=0,
            ),
            release=ReleaseArgs(rollout="external", until="done", image=IMAGE, image_gate="none"),
            place=Place(
                cluster_name=cluster.name,
                capacity_provider_name=cluster.capacity_provider_name,
                vpc_id=network.vpc_id,
                subnet_ids=network.private_subnet_ids,
                nat_addresses=network.nat_addresses,
                after=[network],
            ),
            front=balancer.front,
        ),
    )
