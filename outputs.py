"""The one door out: what a deployed stack says to people and operations.

Each name is written once, here. `__main__.py` exports them, and whoever needs them loads them back; neither spells one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import pulumi

if TYPE_CHECKING:
    from components.service import Service

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class ServiceOutputs(Generic[T]):
    """Of one service, with all that a release of it must know."""

    url: T
    """The load balancer that its requests come to."""
    test_url: T
    """Where the next release can be tried, from the networks in `testCidrs`."""
    dashboard: T
    """URL of the CloudWatch dashboard that shows blue against green."""
    repository_url: T
    """Where images are pushed to."""
    cluster: T
    """Name of the ECS cluster."""
    service: T
    """Name of the ECS service."""
    strategy: T
    """Who moves a release and how: `CODE_DEPLOY`, `BLUE_GREEN`, `LINEAR`, `CANARY` or `ROLLING`."""
    region: T
    """AWS's region."""
    capacity_provider: T
    """Name of the capacity provider that tasks run on: `FARGATE`, or that of the hosts."""
    capacity_provider_strategy: T
    """How a release spreads its tasks over capacity providers, as JSON in the spelling of ECS's API."""
    application: T
    """Name of the CodeDeploy application; empty where CodeDeploy has no part."""
    deployment_group: T
    """Name of the CodeDeploy deployment group, in which releases are started; empty where CodeDeploy has no part."""
    task_definition: T
    """ARN of the revision that the program registered last; the service may run a later one."""
    task_definition_family: T
    """Family of the task definition, in which a release registers its revision."""
    task_role_arn: T
    """ARN of the role of the service itself, for policies that let it in."""
    container_name: T
    """The container that the load balancer sends requests to, as an AppSpec names it."""
    container_port: T
    """Its port, as text."""
    subnet_ids: T
    """Ids of the subnets that tasks have addresses in, separated by commas; empty where they share their host's."""
    security_group_ids: T
    """Ids of the security groups of these addresses, separated by commas; empty where there are none."""
    image_gate: T
    """The findings of an image scan that stop a release: `none`, `CRITICAL` or `HIGH`."""
    hooks: T
    """The functions that a release calls, as JSON: CodeDeploy's lifecycle event to name; `{}` where there are none."""
    lifecycle_hooks: T
    """How many hooks ECS itself asks in a release, as text; `0` where it asks none."""
    log_group: T
    """Name of the CloudWatch log group of all tasks."""
    production_listener_arn: T
    """ARN of the listener that users reach."""
    test_listener_arn: T
    """ARN of the listener that leads to the next release."""
    production_rule_arn: T
    """ARN of the listener rule that takes the service's requests; behind a Network Load Balancer, of the listener."""
    test_rule_arn: T
    """ARN of the same on the test listener."""
    blue_target_group_arn: T
    """ARN of one of the two target groups that take turns."""
    blue_target_group_name: T
    """Name of the same."""
    green_target_group_arn: T
    """ARN of the other."""
    green_target_group_name: T
    """Name of the same."""
    alarm_names: T
    """Names of the alarms that stop a release, separated by commas."""
    topic_arn: T
    """ARN of the SNS topic of deployments and alarms; subscribe to it."""
    pipeline: T
    """Name of the pipeline in CodePipeline that releases each change; empty where there is none."""
    runbook: T
    """The commands for releases of this service, one a line."""


@dataclass(frozen=True, kw_only=True)
class Outputs(Generic[T]):
    """A stack's outputs: `Outputs[Input[str]]` in the program, `Outputs[str]` when loaded."""

    url: T
    """Where the services are."""
    test_url: T
    """Where the next release can be tried, from the networks in `testCidrs`; empty where each service has a port of its
    own for that."""
    region: T
    """AWS's region."""
    cluster: T
    """Name of the ECS cluster."""
    vpc_id: T
    """Id of the VPC."""
    public_subnet_ids: T
    """Ids of the subnets of the load balancer, unless it is internal, separated by commas."""
    private_subnet_ids: T
    """Ids of the subnets of hosts and tasks, separated by commas; of an internal load balancer, too."""
    load_balancer_arn: T
    """ARN of the load balancer."""
    load_balancer_dns_name: T
    """What a DNS record of your own leads to."""
    load_balancer_zone_id: T
    """Id of the hosted zone of that name, for an alias record."""
    load_balancer_security_group_id: T
    """Id of the load balancer's security group."""
    target_security_group_id: T
    """Id of the security group of hosts and tasks, which lets in the load balancer alone."""
    access_logs_bucket: T
    """Name of the bucket of the load balancer's access logs; empty where it writes none."""
    namespace_arn: T
    """ARN of the Cloud Map namespace in which services find each other; empty where there is none."""
    services: Mapping[str, ServiceOutputs[T]]
    """Service to its own outputs, which are below."""


def of_services(services: Mapping[str, "Service"], stack: str) -> dict[str, ServiceOutputs[pulumi.Input[str]]]:
    """What each service says, by what people call it."""
    return {one.args.service: _of(one, runbook(stack, one.args.told_apart_by)) for one in services.values()}


def _of(service: "Service", runbook: str) -> ServiceOutputs[pulumi.Input[str]]:
    front, place, task, rollout = service.routing.front, service.args.place, service.task_definition, service.rollout
    blue, green = service.target_groups.blue, service.target_groups.green
    return ServiceOutputs[pulumi.Input[str]](
        url=front.url,
        test_url=front.test_url,
        dashboard=service.dashboard.url,
        repository_url=service.registry.repository_url,
        cluster=place.cluster_name,
        service=rollout.name,
        strategy=service.args.plan.strategy.value,
        region=service.args.task.region,
        capacity_provider=place.capacity_provider_name,
        capacity_provider_strategy=rollout.capacity_provider_strategy,
        application=rollout.application,
        deployment_group=rollout.deployment_group,
        task_definition=task.arn,
        task_definition_family=task.family,
        task_role_arn=task.task_role_arn,
        container_name=task.container_name,
        container_port=str(task.container_port),
        subnet_ids=rollout.subnet_ids,
        security_group_ids=rollout.security_group_ids,
        image_gate=service.args.release.image_gate if service.args.release else "none",
        hooks=service.hooks.codedeploy,
        lifecycle_hooks=str(rollout.lifecycle_hooks),
        log_group=task.log_group_name,
        production_listener_arn=front.production_listener_arn,
        test_listener_arn=front.test_listener_arn,
        production_rule_arn=service.routing.production_rule_arn,
        test_rule_arn=service.routing.test_rule_arn,
        blue_target_group_arn=blue.arn,
        blue_target_group_name=blue.name,
        green_target_group_arn=green.arn,
        green_target_group_name=green.name,
        alarm_names=pulumi.Output.all(*service.alarms.names).apply(",".join),
        topic_arn=service.alarms.topic_arn,
        pipeline=service.pipeline_name,
        runbook=runbook,
    )


COMMANDS = ("release", "follow", "continue", "rollback", "stop", "status")
"""What people do with a release."""


def runbook(stack: str, service: str = "") -> str:
    """What to type, one command a line; the service where the stack has several."""
    named = f" --service {service}" if service else ""
    return "\n".join(f"bluegreen {command} --stack {stack}{named}" for command in COMMANDS)


def export(outputs: Outputs[pulumi.Input[str]]) -> None:
    """Makes them the stack's outputs."""
    for name, value in vars(outputs).items():
        services = {service: vars(own) for service, own in value.items()} if name == "services" else None
        pulumi.export(name, services or value)


def load(raw: Mapping[str, Any]) -> Outputs[str]:
    """From `pulumi stack output --json`. ValueError when the stack is of another version of the program."""
    _known(Outputs, raw)
    return Outputs(**{**raw, "services": {name: load_service(own) for name, own in raw["services"].items()}})


def load_service(raw: Mapping[str, str]) -> ServiceOutputs[str]:
    """One of its services. ValueError as above."""
    _known(ServiceOutputs, raw)
    return ServiceOutputs(**raw)


def _known(kind: type, raw: Mapping[str, Any]) -> None:
    names = {field.name for field in fields(kind)}
    if names != set(raw):
        missing, unknown = sorted(names - set(raw)), sorted(set(raw) - names)
        raise ValueError(
            f"the stack's outputs are not this program's (missing {missing}, unknown {unknown}); run `pulumi up` on it"
        )
