"""Many services as a team would declare them with our components.

One network and one Fargate cluster for all; for each service its own registry, balancer with its firewall, task,
service, alarms, dashboard and deployment.
"""

from bench.subject import ACCOUNT, CONTAINER_PORT, IMAGE, REGION, TAGS, ZONES, names
from components.alarms import Alarms, AlarmsArgs, Thresholds
from components.cluster import Cluster, ClusterArgs
from components.container import Container
from components.dashboard import Dashboard, DashboardArgs
from components.load_balancer import LoadBalancer, LoadBalancerArgs
from components.network import Network, NetworkArgs
from components.registry import Registry, RegistryArgs
from components.rollout import ROLLOUTS, RolloutArgs
from components.task_definition import TaskDefinition, TaskDefinitionArgs
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
        ClusterArgs(subnet_ids=network.private_subnet_ids, security_group_id="", tags=TAGS),
    )
    for name in names(services):
        _service(name, network, cluster)


def _service(name: str, network: Network, cluster: Cluster) -> None:
    registry = Registry(name, RegistryArgs(region=REGION, account=ACCOUNT, tags=TAGS))
    balancer = LoadBalancer(
        name,
        LoadBalancerArgs(
            vpc_id=network.vpc_id,
            subnet_ids=network.public_subnet_ids,
            container_port=CONTAINER_PORT,
            target_type="ip",
            health_check_path="/",
            region=REGION,
            account=ACCOUNT,
            tags=TAGS,
        ),
    )
    task = TaskDefinition(
        name,
        TaskDefinitionArgs(
            container=Container(name=name, image=IMAGE, cpu_units=256, memory_mib=512),
            container_port=CONTAINER_PORT,
            cpu_units=256,
            memory_mib=512,
            network_mode="awsvpc",
            repository_arn=registry.repository_arn,
            region=REGION,
            account=ACCOUNT,
            tags=TAGS,
        ),
    )
    target_groups = {"blue": balancer.blue.arn_suffix, "green": balancer.green.arn_suffix}
    alarms = Alarms(
        name,
        AlarmsArgs(
            load_balancer_arn_suffix=balancer.arn_suffix,
            target_group_arn_suffixes=target_groups,
            thresholds=Thresholds(),
            region=REGION,
            account=ACCOUNT,
            tags=TAGS,
        ),
    )
    Dashboard(
        name,
        DashboardArgs(
            load_balancer_arn_suffix=balancer.arn_suffix, target_group_arn_suffixes=target_groups, region=REGION
        ),
    )
    ROLLOUTS[Strategy.CODEDEPLOY](
        name,
        RolloutArgs(
            cluster_name=cluster.name,
            capacity_provider_name=cluster.capacity_provider_name,
            task_definition_arn=task.arn,
            container_name=task.container_name,
            container_port=task.container_port,
            desired_count=2,
            network_mode="awsvpc",
            subnet_ids=network.private_subnet_ids,
            load_balancer=balancer,
            after=[network, task],
            alarm_names=alarms.names,
            topic_arn=alarms.topic_arn,
            region=REGION,
            account=ACCOUNT,
            tags=TAGS,
            strategy=Strategy.CODEDEPLOY,
            shift=PREDEFINED["CodeDeployDefault.ECSAllAtOnce"],
            termination_wait_minutes=5,
            ready_wait_minutes=0,
        ),
    )
