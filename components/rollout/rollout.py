"""The ECS service of an environment, as far as all strategies have it alike.

Owns the service. A release moves its task definition, so the program sets that once and leaves it alone; the number of
tasks stays the program's, unless it is scaled. Whatever the strategy, the service is the same resource, so that another
strategy updates it in place.
"""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, Resource, ResourceOptions

from components import formerly
from components.front import Front
from components.listeners import Listeners
from components.routing import Routing
from components.target_groups import TargetGroups
from components.task_definition import NetworkMode
from model.shift import Shift
from model.spot import Spot
from model.strategy import Strategy

GRACE_PERIOD_SECONDS = 60
"""How long a task may fail the load balancer's health check after its start."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How a release moves the service."""

    strategy: Strategy
    shift: Shift
    """How traffic moves, where the strategy moves any."""
    termination_wait_minutes: int
    """How long blue stays after the traffic moved; a rollback is instant until then."""
    ready_wait_minutes: int
    """How long green waits for approval, and is given up without. 0: traffic moves as soon as green is healthy."""
    minimum_healthy_percent: int = 100
    """Of the desired count; a rolling update keeps so many."""
    maximum_percent: int = 200
    """Of the desired count; a rolling update runs no more."""


@dataclass(frozen=True, kw_only=True)
class RolloutArgs:
    """How many of which task, on which capacity, behind which listeners, and how a release moves it."""

    cluster_name: Input[str]
    capacity_provider_name: Input[str]
    task_definition_arn: Input[str]
    container_name: str
    container_port: int
    desired_count: int
    """Where the service is scaled, how many it begins with."""
    network_mode: NetworkMode
    """`awsvpc` tasks have the load balancer's security group and are in the subnets; `bridge` tasks share their
    host's."""
    subnet_ids: Sequence[Input[str]]
    front: Front
    target_groups: TargetGroups
    routing: Routing | Listeners
    after: Sequence[Resource]
    """What a task needs from its first second, besides the listeners: ways out, and the permissions of its roles."""
    alarm_names: Sequence[Input[str]]
    """Alarms that stop a release and roll it back."""
    topic_arn: Input[str]
    region: str
    account: str
    tags: Mapping[str, str]

    plan: Plan
    hooks: Sequence[aws.ecs.ServiceDeploymentConfigurationLifecycleHookArgsDict] = ()
    """What ECS itself asks before it goes on."""
    called_arns: Sequence[Input[str]] = ()
    """Of the functions that CodeDeploy asks."""
    task_role_arns: Sequence[Input[str]] = ()
    """Of the roles that the service's tasks have, which whoever starts tasks passes on."""
    exec: bool = False
    """Whether ECS Exec may open sessions in the tasks."""
    permissions_boundary_arn: str | None = None
    """Bounds what a role may do that the strategy makes; None, nothing does."""
    release_role_arn: str | None = None
    """Of a role that the team brings, by which traffic is moved; None: the strategy makes one where it needs it."""
    scaled: bool = False
    """Whether Application Auto Scaling changes the number of tasks, which then is its own."""
    spot: Spot | None = None
    """How many tasks run on Fargate Spot; None: all run on the capacity provider."""
    connect: aws.ecs.ServiceServiceConnectConfigurationArgsDict | None = None
    """Its part in Service Connect; None: it has none."""
    registry: aws.ecs.ServiceServiceRegistriesArgsDict | None = None
    """Where its tasks are found by DNS; None: nowhere."""

    def __post_init__(self) -> None:
        if self.desired_count < 1:
            raise ValueError(f"desired_count must be 1 or more, got {self.desired_count}")
        if self.plan.strategy.controller != "ECS" and (self.connect or self.registry):
            raise ValueError("names that lead to a service follow releases by ECS alone, got another controller")


@dataclass(frozen=True, kw_only=True)
class Control:
    """What the strategy decides of the service."""

    deployment_configuration: aws.ecs.ServiceDeploymentConfigurationArgsDict | None = None
    minimum_healthy_percent: int | None = None
    maximum_percent: int | None = None
    advanced_configuration: aws.ecs.ServiceLoadBalancerAdvancedConfigurationArgsDict | None = None
    """Between which target groups ECS itself moves traffic, and by which rules."""
    after: Sequence[Resource] = ()
    """What the service needs as long as it lives."""
    ignored: Sequence[str] = ()
    """What a release changes, besides the task definition."""


class Rollout(ComponentResource):
    """A service behind the blue target group until its first release."""

    name: Output[str]
    subnet_ids: Input[str]
    """Of the tasks, separated by commas; empty where they share their host's network."""
    security_group_ids: Input[str]
    """The same of their security groups."""
    application: Input[str] = ""
    """Of CodeDeploy; empty where it has no part."""
    deployment_group: Input[str] = ""
    deployment_config: Input[str] = ""
    """By which CodeDeploy moves traffic; empty where it has no part."""
    lifecycle_hooks: int = 0
    """How many ECS itself asks."""
    capacity_provider_strategy: Output[str]
    """Where its tasks run, as JSON in the spelling of ECS's API."""

    def __init__(self, name: str, args: RolloutArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:Rollout", name, None, opts)
        awsvpc = args.network_mode == "awsvpc"
        by_ecs = args.plan.strategy.controller == "ECS"
        control = self.control(name, args)
        blue = args.target_groups.blue
        shares = args.spot.shares if args.spot else [(args.capacity_provider_name, 0, 1)]
        behind: aws.ecs.ServiceLoadBalancerArgsDict = {
            "container_name": args.container_name,
            "container_port": args.container_port,
            "target_group_arn": blue.arn,
        }
        if control.advanced_configuration:
            behind["advanced_configuration"] = control.advanced_configuration

        service = aws.ecs.Service(
            name,
            cluster=args.cluster_name,
            task_definition=args.task_definition_arn,
            desired_count=args.desired_count,
            deployment_controller={"type": args.plan.strategy.controller},
            deployment_configuration=control.deployment_configuration,
            deployment_minimum_healthy_percent=control.minimum_healthy_percent,
            deployment_maximum_percent=control.maximum_percent,
            # CodeDeploy has its own: a service that it moves takes neither.
            deployment_circuit_breaker={"enable": True, "rollback": True} if by_ecs else None,
            alarms={"enable": True, "rollback": True, "alarm_names": list(args.alarm_names)} if by_ecs else None,
            capacity_provider_strategies=[
                {"capacity_provider": provider, "base": base, "weight": weight} for provider, base, weight in shares
            ],
            load_balancers=[behind],
            health_check_grace_period_seconds=GRACE_PERIOD_SECONDS,
            network_configuration=_network(args) if awsvpc else None,
            service_connect_configuration=args.connect,
            service_registries=args.registry,
            # Fargate spreads over zones by itself and takes no strategy.
            ordered_placement_strategies=None if awsvpc else _spread(),
            enable_ecs_managed_tags=True,
            propagate_tags="SERVICE",
            enable_execute_command=args.exec,
            # Off: it counts deployments. A service with task sets has none, so it would wait until it times out, and
            # it takes a deployment that was rolled back for a good one.
            wait_for_steady_state=False,
            # Otherwise a service that goes is scaled to 0 first, which AWS may refuse once its listener is gone.
            force_delete=True,
            tags=args.tags,
            opts=ResourceOptions(
                parent=self,
                # AWS refuses a target group that no listener has.
                depends_on=[*args.after, *args.front.ingress, args.routing, *control.after],
                # A live service keeps its capacity, unless CodeDeploy moves it: the provider takes a change only with a
                # forced deployment. The preview of the release says so in our words (ops/plugin/moves.py).
                ignore_changes=[
                    "taskDefinition",
                    "capacityProviderStrategies",
                    *(["desiredCount"] if args.scaled else ()),
                    *control.ignored,
                ],
                # A target group of another port needs tasks of another port, and the task definition is ignored.
                replace_with=[blue],
                aliases=[formerly.of_the_service(name)],
            ),
        )

        self.name = service.name
        self.capacity_provider_strategy = Output.json_dumps(
            [{"capacityProvider": provider, "base": base, "weight": weight} for provider, base, weight in shares]
        )
        self.subnet_ids = Output.all(*args.subnet_ids).apply(",".join) if awsvpc else ""
        self.security_group_ids = args.front.target_security_group_id if awsvpc else ""
        self.register_outputs({"name": self.name})

    @abstractmethod
    def control(self, name: str, args: RolloutArgs) -> Control:
        """What this strategy makes of the service, and of what it needs besides."""


def _network(args: RolloutArgs) -> aws.ecs.ServiceNetworkConfigurationArgsDict:
    return {
        "subnets": list(args.subnet_ids),
        "security_groups": [args.front.target_security_group_id],
        "assign_public_ip": False,
    }


def _spread() -> list[aws.ecs.ServiceOrderedPlacementStrategyArgsDict]:
    """Over zones first, then over hosts, so that losing either takes as few tasks as possible."""
    return [{"type": "spread", "field": "attribute:ecs.availability-zone"}, {"type": "spread", "field": "instanceId"}]
