"""An environment for blue/green releases on Amazon ECS, one a stack."""

import pulumi
import pulumi_aws as aws

from components.alarms import Alarms, AlarmsArgs
from components.balancer import Balancer, BalancerArgs
from components.cluster import Cluster, ClusterArgs
from components.dashboard import Dashboard, DashboardArgs
from components.deployment import Deployment, DeploymentArgs
from components.network import Network, NetworkArgs
from components.registry import Registry, RegistryArgs
from components.service import Service, ServiceArgs
from components.task import Task, TaskArgs
from outputs import Outputs, export
from settings import load

settings = load()
name = settings.name
region = settings.region
account = aws.get_caller_identity().account_id
zones = aws.get_availability_zones(
    state="available",
    # Without it, local and wavelength zones that the account opted into would come along.
    filters=[{"name": "opt-in-status", "values": ["opt-in-not-required"]}],
)
tags = {"Project": pulumi.get_project(), "Stack": pulumi.get_stack(), **settings.tags}

network = Network(
    name,
    NetworkArgs(
        cidr=settings.vpc_cidr,
        zones=settings.pick_zones(zones.names),
        nat_gateways=settings.nat_gateways,
        endpoints=settings.endpoints,
        region=region,
        tags=tags,
    ),
)
registry = Registry(name, RegistryArgs(region=region, account=account, tags=tags))
balancer = Balancer(
    name,
    BalancerArgs(
        vpc_id=network.vpc_id,
        subnet_ids=network.public_subnet_ids,
        container_port=settings.container_port,
        target_type=settings.target_type,
        health_check_path=settings.health_check_path,
        certificate_arn=settings.certificate_arn or None,
        test_cidrs=tuple(settings.test_cidrs),
        tags=tags,
    ),
)
cluster = Cluster(
    name,
    ClusterArgs(
        fleet=settings.fleet,
        subnet_ids=network.private_subnet_ids,
        security_group_id=balancer.target_security_group_id,
        tags=tags,
    ),
)
task = Task(
    name,
    TaskArgs(
        container_name=settings.service_name,
        image=settings.image,
        container_port=settings.container_port,
        cpu_units=settings.cpu,
        memory_mib=settings.memory,
        network_mode=settings.network_mode,
        repository_arn=registry.repository_arn,
        environment=settings.environment,
        secrets=settings.secrets,
        health_check_command=settings.health_check_command or None,
        log_retention_days=settings.log_retention_days,
        region=region,
        account=account,
        tags=tags,
    ),
)
service = Service(
    name,
    ServiceArgs(
        cluster_name=cluster.name,
        capacity_provider_name=cluster.capacity_provider_name,
        task_definition_arn=task.definition_arn,
        container_name=task.container_name,
        container_port=task.container_port,
        desired_count=settings.desired_count,
        network_mode=settings.network_mode,
        subnet_ids=network.private_subnet_ids,
        security_group_id=balancer.target_security_group_id,
        blue=balancer.blue,
        after=[network, *balancer.way_in, task],
        tags=tags,
    ),
)
target_groups = {"blue": balancer.blue.arn_suffix, "green": balancer.green.arn_suffix}
alarms = Alarms(
    name,
    AlarmsArgs(
        balancer_arn_suffix=balancer.arn_suffix,
        target_group_arn_suffixes=target_groups,
        thresholds=settings.thresholds,
        region=region,
        account=account,
        tags=tags,
    ),
)
dashboard = Dashboard(
    name,
    DashboardArgs(balancer_arn_suffix=balancer.arn_suffix, target_group_arn_suffixes=target_groups, region=region),
)
deployment = Deployment(
    name,
    DeploymentArgs(
        cluster_name=cluster.name,
        service_name=service.name,
        production_listener_arn=balancer.production_listener.arn,
        test_listener_arn=balancer.test_listener.arn,
        target_group_names=[balancer.blue.name, balancer.green.name],
        shift=settings.shift,
        termination_wait_minutes=settings.termination_wait_minutes,
        ready_wait_minutes=settings.ready_wait_minutes,
        alarm_names=alarms.names,
        topic_arn=alarms.topic_arn,
        region=region,
        account=account,
        tags=tags,
    ),
)

export(
    Outputs(
        url=balancer.url,
        test_url=balancer.test_url,
        dashboard=dashboard.url,
        repository_url=registry.repository_url,
        cluster=cluster.name,
        service=service.name,
        capacity_provider=cluster.capacity_provider_name,
        application=deployment.application_name,
        deployment_group=deployment.group_name,
        task_definition=task.definition_arn,
        task_definition_family=task.family,
        container_name=task.container_name,
        container_port=str(task.container_port),
        log_group=task.log_group_name,
        production_listener_arn=balancer.production_listener.arn,
        test_listener_arn=balancer.test_listener.arn,
        blue_target_group_arn=balancer.blue.arn,
        blue_target_group_name=balancer.blue.name,
        green_target_group_arn=balancer.green.arn,
        green_target_group_name=balancer.green.name,
        alarm_names=pulumi.Output.all(*alarms.names).apply(",".join),
        topic_arn=alarms.topic_arn,
    )
)
