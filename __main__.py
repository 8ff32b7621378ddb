"""An environment for blue/green releases on Amazon ECS, one a stack."""

import pulumi
import pulumi_aws as aws

from components.alarms import Alarms, AlarmsArgs
from components.cluster import Cluster, ClusterArgs
from components.dashboard import Dashboard, DashboardArgs
from components.hooks import Hooks, HooksArgs
from components.load_balancer import LoadBalancer, LoadBalancerArgs
from components.network import Network, NetworkArgs
from components.registry import Registry, RegistryArgs
from components.release import Release, ReleaseArgs
from components.rollout import ROLLOUTS, RolloutArgs
from components.task_definition import TaskDefinition, TaskDefinitionArgs
from outputs import Outputs, export, runbook
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
boundary = settings.permissions_boundary_arn or None
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
load_balancer = LoadBalancer(
    name,
    LoadBalancerArgs(
        vpc_id=network.vpc_id,
        subnet_ids=network.public_subnet_ids,
        container_port=settings.container_port,
        target_type=settings.target_type,
        health_check_path=settings.health_check_path,
        certificate_arn=settings.certificate_arn or None,
        test_cidrs=tuple(settings.test_cidrs),
        access_log_days=settings.access_log_days,
        deletion_protection=settings.deletion_protection,
        region=region,
        account=account,
        tags=tags,
    ),
)
cluster = Cluster(
    name,
    ClusterArgs(
        hosts=settings.host_group,
        subnet_ids=network.private_subnet_ids,
        security_group_id=load_balancer.target_security_group_id,
        tags=tags,
        permissions_boundary_arn=boundary,
    ),
)
task_definition = TaskDefinition(
    name,
    TaskDefinitionArgs(
        container_name=settings.service_name,
        image=settings.image,
        container_port=settings.container_port,
        cpu_units=settings.cpu,
        memory_mib=settings.memory,
        network_mode=settings.network_mode,
        repository_arn=registry.repository_arn,
        environment=settings.environment,
        secrets=settings.secrets,
        secrets_key_arns=settings.secrets_key_arns,
        task_policy_arns=settings.task_policy_arns,
        task_permissions=settings.statements,
        permissions_boundary_arn=boundary,
        user=settings.user or None,
        read_only_root=settings.read_only_root,
        tmp_mib=settings.tmp_mib,
        health_check_command=settings.health_check_command or None,
        log_retention_days=settings.log_retention_days,
        region=region,
        account=account,
        tags=tags,
    ),
)
target_groups = {"blue": load_balancer.blue.arn_suffix, "green": load_balancer.green.arn_suffix}
alarms = Alarms(
    name,
    AlarmsArgs(
        load_balancer_arn_suffix=load_balancer.arn_suffix,
        target_group_arn_suffixes=target_groups,
        thresholds=settings.thresholds,
        region=region,
        account=account,
        tags=tags,
    ),
)
dashboard = Dashboard(
    name,
    DashboardArgs(
        load_balancer_arn_suffix=load_balancer.arn_suffix, target_group_arn_suffixes=target_groups, region=region
    ),
)
hooks = Hooks(
    name,
    HooksArgs(
        hooks=settings.hooks,
        strategy=settings.strategy,
        cluster_name=cluster.name,
        task_definition=task_definition,
        load_balancer=load_balancer,
        vpc_id=network.vpc_id,
        subnet_ids=network.private_subnet_ids,
        nat_addresses=network.nat_addresses,
        log_retention_days=settings.log_retention_days,
        region=region,
        account=account,
        tags=tags,
        permissions_boundary_arn=boundary,
    ),
)
rollout = ROLLOUTS[settings.strategy](
    name,
    RolloutArgs(
        cluster_name=cluster.name,
        capacity_provider_name=cluster.capacity_provider_name,
        task_definition_arn=task_definition.arn,
        container_name=task_definition.container_name,
        container_port=task_definition.container_port,
        desired_count=settings.desired_count,
        network_mode=settings.network_mode,
        subnet_ids=network.private_subnet_ids,
        load_balancer=load_balancer,
        after=[network, task_definition],
        alarm_names=alarms.names,
        topic_arn=alarms.topic_arn,
        region=region,
        account=account,
        tags=tags,
        strategy=settings.strategy,
        shift=settings.shift,
        termination_wait_minutes=settings.termination_wait_minutes,
        ready_wait_minutes=settings.ready_wait_minutes,
        minimum_healthy_percent=settings.minimum_healthy_percent,
        maximum_percent=settings.maximum_percent,
        hooks=hooks.native,
        permissions_boundary_arn=boundary,
    ),
)

outputs = Outputs(
    url=load_balancer.url,
    test_url=load_balancer.test_url,
    dashboard=dashboard.url,
    repository_url=registry.repository_url,
    cluster=cluster.name,
    service=rollout.name,
    strategy=settings.strategy.value,
    region=region,
    capacity_provider=cluster.capacity_provider_name,
    application=rollout.application,
    deployment_group=rollout.deployment_group,
    task_definition=task_definition.arn,
    task_definition_family=task_definition.family,
    task_role_arn=task_definition.task_role_arn,
    container_name=task_definition.container_name,
    container_port=str(task_definition.container_port),
    subnet_ids=rollout.subnet_ids,
    security_group_ids=rollout.security_group_ids,
    image_gate=settings.image_gate,
    hooks=hooks.codedeploy,
    lifecycle_hooks=str(rollout.lifecycle_hooks),
    access_logs_bucket=load_balancer.access_logs_bucket,
    log_group=task_definition.log_group_name,
    production_listener_arn=load_balancer.production_listener.arn,
    test_listener_arn=load_balancer.test_listener.arn,
    production_rule_arn=load_balancer.production_rule.arn,
    test_rule_arn=load_balancer.test_rule.arn,
    blue_target_group_arn=load_balancer.blue.arn,
    blue_target_group_name=load_balancer.blue.name,
    green_target_group_arn=load_balancer.green.arn,
    green_target_group_name=load_balancer.green.name,
    alarm_names=pulumi.Output.all(*alarms.names).apply(",".join),
    topic_arn=alarms.topic_arn,
    runbook=runbook(settings.stack),
)
release = Release(
    name,
    ReleaseArgs(
        outputs=vars(outputs),
        rollout=settings.rollout,
        until=settings.until,
        image=settings.image,
        after=[rollout, hooks],
    ),
)
export(outputs)
