"""A service that is released: what it is, which requests it takes, what watches it and who moves it.

Owns everything of the service, from its repository to its alarms. The cluster and the load balancer are shared: the
service is told of them by `Place`, and `Front` or `NetworkFront`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Resource, ResourceOptions

from components import formerly
from components.alarms import Alarms, AlarmsArgs, Thresholds
from components.brought import BroughtRegistry
from components.connect import Connect, declared
from components.dashboard import Dashboard, DashboardArgs
from components.discovery import Discovered, DiscoveredArgs, Discovery
from components.front import Front, NetworkFront
from components.hooks import Hook, Hooks, HooksArgs
from components.interconnection import Interconnection
from components.listeners import Listeners
from components.pipeline import PipelineArgs
from components.registry import Registry, RegistryArgs
from components.release import ReleaseArgs
from components.rollout import ROLLOUTS, Plan, Rollout, RolloutArgs
from components.routing import Requests, Routing, RoutingArgs
from components.scaling import Scaler, ScalerArgs, Scaling
from components.target_groups import TargetGroups, TargetGroupsArgs
from components.targets import Targets
from components.task_definition import TaskDefinition, TaskDefinitionArgs
from model.spot import Spot


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where tasks run."""

    cluster_name: Input[str]
    capacity_provider_name: Input[str]
    vpc_id: Input[str]
    subnet_ids: Sequence[Input[str]]
    """Private ones."""
    nat_addresses: Sequence[Input[str]]
    """Public addresses of these subnets."""
    after: Sequence[Resource] = ()
    """What a task needs to reach the world."""
    interconnection: Interconnection | None = None
    """How it finds and reaches other services, and they it; None: by the load balancer alone."""

    @property
    def namespace_arn(self) -> Input[str]:
        """Of Cloud Map; empty where there is none."""
        return self.interconnection.namespace_arn if self.interconnection else ""

    @property
    def before_tasks(self) -> Sequence[Resource]:
        """What must be there for them."""
        return [*self.after, *([self.interconnection] if self.interconnection else [])]


@dataclass(frozen=True, kw_only=True)
class ServiceArgs:
    """What runs, where, for which requests, and how it is released."""

    service: str
    """What people call it; its resources' names have the stack's besides."""
    told_apart_by: str = ""
    """The same where the stack has several."""
    task: TaskDefinitionArgs
    """Region, account, tags and the boundary of roles hold for the whole service; the repository is that of `registry`,
    or is made here."""
    desired_count: int
    requests: Requests
    targets: Targets
    thresholds: Thresholds
    hooks: Sequence[Hook]
    plan: Plan
    release: ReleaseArgs | None = None
    """What `release_each` does; None: nothing, since whoever releases does so from outside."""
    pipeline: PipelineArgs | None = None
    """What `pipe_each` makes of it: a pipeline that releases each change of the source; None: none."""
    scaling: Scaling | None = None
    """When the number of tasks changes by itself; None: it is the program's."""
    spot: Spot | None = None
    """How many tasks run on Fargate Spot; None: none."""
    connect: Connect | None = None
    """Its part in Service Connect; None: none."""
    discovery: Discovery | None = None
    """By which name in DNS its tasks are found; None: by none."""
    place: Place
    front: Front | NetworkFront
    registry: BroughtRegistry | None = None
    """A repository of the team's own; None: one is made."""
    topic_arn: str | None = None
    """The same of the topic of deployments and alarms."""
    release_role_arn: str | None = None
    """The same of the role by which CodeDeploy or ECS moves traffic."""

    def __post_init__(self) -> None:
        if (self.connect or self.discovery) and self.place.interconnection is None:
            raise ValueError("connect and discovery are of a namespace, and place has no interconnection")


class Service(ComponentResource):
    """A service behind the blue target group until its first release."""

    args: ServiceArgs
    pipeline_name: str
    """Of the pipeline that releases it; empty: none does."""
    registry: Registry | BroughtRegistry
    target_groups: TargetGroups
    routing: Routing | Listeners
    task_definition: TaskDefinition
    alarms: Alarms
    dashboard: Dashboard
    hooks: Hooks
    rollout: Rollout

    def __init__(self, name: str, args: ServiceArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:Service", name, None, opts)
        self.args = args
        self.pipeline_name = name if args.pipeline else ""
        task, place = args.task, args.place
        child = ResourceOptions(parent=self)
        moved = ResourceOptions(parent=self, aliases=[formerly.AT_THE_TOP])

        self.registry = args.registry or Registry(
            name,
            RegistryArgs(
                region=task.region,
                account=task.account,
                tags=task.tags,
                moving_tag=args.pipeline.pushed_again if args.pipeline else "",
            ),
            opts=moved,
        )
        self.target_groups = TargetGroups(
            name,
            TargetGroupsArgs(
                vpc_id=place.vpc_id,
                container_port=task.container_port,
                target_type="ip" if task.network_mode == "awsvpc" else "instance",
                protocol="TCP" if isinstance(args.front, NetworkFront) else "HTTP",
                targets=args.targets,
                tags=task.tags,
            ),
            opts=child,
        )
        self.routing = _route(
            name,
            args.front,
            RoutingArgs(target_groups=self.target_groups, targets=args.targets, requests=args.requests, tags=task.tags),
            child,
        )
        front = self.routing.front
        self.task_definition = TaskDefinition(
            name, replace(task, repository_arn=self.registry.repository_arn), opts=moved
        )
        self.alarms = Alarms(
            name,
            AlarmsArgs(
                load_balancer_type=front.load_balancer_type,
                load_balancer_arn_suffix=front.arn_suffix,
                target_group_arn_suffixes=self.target_groups.arn_suffixes,
                thresholds=args.thresholds,
                topic_arn=args.topic_arn,
                of_pipeline=args.pipeline is not None,
                region=task.region,
                account=task.account,
                tags=task.tags,
            ),
            opts=moved,
        )
        self.dashboard = Dashboard(
            name,
            DashboardArgs(
                load_balancer_type=front.load_balancer_type,
                load_balancer_arn_suffix=front.arn_suffix,
                target_group_arn_suffixes=self.target_groups.arn_suffixes,
                region=task.region,
            ),
            opts=moved,
        )
        self.hooks = Hooks(
            name,
            HooksArgs(
                hooks=args.hooks,
                strategy=args.plan.strategy,
                cluster_name=place.cluster_name,
                task_definition=self.task_definition,
                front=front,
                vpc_id=place.vpc_id,
                subnet_ids=place.subnet_ids,
                nat_addresses=place.nat_addresses,
                log_retention_days=task.log_retention_days,
                log_key_arn=task.log_key_arn,
                region=task.region,
                account=task.account,
                tags=task.tags,
                permissions_boundary_arn=task.permissions_boundary_arn,
            ),
            opts=moved,
        )
        self.rollout = ROLLOUTS[args.plan.strategy](
            name,
            RolloutArgs(
                cluster_name=place.cluster_name,
                capacity_provider_name=place.capacity_provider_name,
                task_definition_arn=self.task_definition.arn,
                container_name=self.task_definition.container_name,
                container_port=self.task_definition.container_port,
                desired_count=args.desired_count,
                network_mode=task.network_mode,
                subnet_ids=place.subnet_ids,
                front=front,
                target_groups=self.target_groups,
                routing=self.routing,
                after=[*place.before_tasks, self.task_definition],
                alarm_names=self.alarms.names,
                topic_arn=self.alarms.topic_arn,
                region=task.region,
                account=task.account,
                tags=task.tags,
                plan=args.plan,
                release_role_arn=args.release_role_arn,
                hooks=self.hooks.native,
                called_arns=self.hooks.called,
                task_role_arns=self.task_definition.role_arns,
                exec=task.exec,
                permissions_boundary_arn=task.permissions_boundary_arn,
                scaled=args.scaling is not None,
                spot=args.spot,
                connect=declared(
                    args.connect,
                    namespace_arn=place.namespace_arn,
                    discovery_name=name,
                    port_name=self.task_definition.container_name,
                    log={"group": self.task_definition.log_group_name, "region": task.region},
                ),
                registry=self._in_dns(name, args.discovery, child),
            ),
            opts=child,
        )
        if args.scaling:
            Scaler(
                name,
                ScalerArgs(
                    scaling=args.scaling,
                    cluster_name=place.cluster_name,
                    service_name=self.rollout.name,
                    load_balancer_arn_suffix=front.arn_suffix,
                    target_group_arn_suffixes=self.target_groups.arn_suffixes,
                    tags=task.tags,
                ),
                opts=child,
            )
        self.register_outputs({"name": self.rollout.name})

    @property
    def has_endpoint(self) -> bool:
        """Whether others reach it by Service Connect."""
        connect = self.args.connect
        return bool(connect and connect.enabled and connect.endpoint)

    def _in_dns(
        self, name: str, discovery: Discovery | None, opts: ResourceOptions
    ) -> aws.ecs.ServiceServiceRegistriesArgsDict | None:
        """Where its tasks are found by DNS."""
        task, names = self.args.task, self.args.place.interconnection
        if discovery is None or names is None:
            return None
        args = DiscoveredArgs(
            discovery=discovery,
            namespace_id=names.namespace_id,
            network_mode=task.network_mode,
            container_name=task.container.name,
            container_port=task.container_port,
            tags=task.tags,
        )
        return Discovered(name, args, opts=opts).registry


def _route(name: str, front: Front | NetworkFront, args: RoutingArgs, opts: ResourceOptions) -> Routing | Listeners:
    """By rules on listeners that services share, or by listeners of its own."""
    if isinstance(front, NetworkFront):
        return Listeners(name, front, args, opts)
    return Routing(name, front, args, opts)
