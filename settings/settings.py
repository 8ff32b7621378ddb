"""Everything that differs between stacks, with what follows from it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from pulumi import Input

from components import telemetry
from components.alarms import Thresholds
from components.brought import BroughtNamespace, BroughtRegistry
from components.connect import Connect
from components.container import Container
from components.front import Front, NetworkFront
from components.hooks import Hook
from components.hosts import Architecture, HostGroup
from components.interconnection import InterconnectionArgs
from components.listener_ports import ListenerPorts, network_ports
from components.pipeline import PipelineArgs
from components.roles import Statement
from components.service import Place, ServiceArgs
from components.task_definition import NetworkMode, TaskDefinitionArgs
from components.volume import Volume
from model.hosts import Host
from model.instance_types import instance_types
from model.ports import LINUX_DYNAMIC_PORTS
from model.session_manager import SESSION_ENDPOINT
from settings.kept import holders, kept
from settings.keys import Keys
from settings.refusal import refusal, reported_once

ENDPOINTS = ("ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm")
HOST_ENDPOINTS = ("ecs", "ecs-agent", "ecs-telemetry", SESSION_ENDPOINT)
"""The ECS agent of a host speaks to the first three, Session Manager to the last."""

SMALL = "t3.small"
"""The hosts where nobody says."""


class Settings(Keys):
    """Everything that differs between stacks, and nothing else. Units are in the names, or in `Pulumi.yaml`."""

    stack: str
    region: str
    several: tuple["Settings", ...] = ()
    """Of each of the stack's services, by name; none where it has one, which these are of."""

    @property
    def services(self) -> tuple["Settings", ...]:
        """The services of the stack, each with settings of its own over those of the environment."""
        return self.several or (self,)

    @property
    def name(self) -> str:
        """What everything of this environment is called, e.g. `web-dev`."""
        return f"{self.service_name}-{self.stack}"

    @property
    def in_release_order(self) -> tuple["Settings", ...]:
        """The services as `releaseOrder` has them, then the others by name."""
        order = {name: place for place, name in enumerate(self.release_order)}
        return tuple(sorted(self.services, key=lambda one: order.get(one.service_name, len(order))))

    @property
    def network_mode(self) -> NetworkMode:
        """Of the tasks: Fargate has `awsvpc` only, hosts share their network by `bridge`. What hosts that are brought
        let in is not ours, so that tasks there have addresses of their own."""
        return "awsvpc" if self.launch_type == "FARGATE" or self.cluster.given else "bridge"

    @property
    def dual_stack(self) -> bool:
        """Whether people reach the services by IPv6, too."""
        return self.ip_address_type == "dualstack"

    @property
    def target_ports(self) -> tuple[tuple[int, int], ...]:
        """First and last port of what the load balancer sends requests to."""
        if self.network_mode == "bridge":
            return (LINUX_DYNAMIC_PORTS,)
        return tuple((port, port) for port in sorted({one.container_port for one in self.services}))

    def interconnection(
        self, brought: BroughtNamespace | None, vpc_id: Input[str], front: Front | NetworkFront, tags: Mapping[str, str]
    ) -> InterconnectionArgs | None:
        """How services find and reach each other; None, by the load balancer alone. What a group that is brought lets
        in is the team's."""
        if not self.namespace:
            return None
        return InterconnectionArgs(
            namespace_name=self.namespace.name,
            namespace_type=self.namespace.type,
            brought=brought,
            vpc_id=vpc_id,
            target_security_group_id=front.target_security_group_id,
            ports=() if self.load_balancer.target_security_group_id else self.target_ports,
            tags=tags,
        )

    @property
    def secure(self) -> bool:
        """Whether the listeners have a certificate."""
        return bool(self.certificate_arn or self.domain)

    @property
    def network(self) -> bool:
        """Whether the load balancer is one of connections, and knows nothing of HTTP."""
        return self.load_balancer_type == "network"

    @property
    def own_ports(self) -> ListenerPorts:
        """Where the service's connections come in, where the load balancer knows them by nothing else."""
        return network_ports(secure=self.secure, port=self.listener_port, test_port=self.test_listener_port)

    @property
    def ports(self) -> tuple[ListenerPorts, ...]:
        """The same of each service."""
        return tuple(one.own_ports for one in self.services)

    def service_args(
        self,
        place: Place,
        front: Front | NetworkFront,
        account: str,
        tags: Mapping[str, str],
        registries: Mapping[str, BroughtRegistry],
    ) -> dict[str, ServiceArgs]:
        """Of each service, by the name that its resources have, in the order in which they are released."""
        held = holders(self)
        return {
            one.name: ServiceArgs(
                service=one.service_name,
                told_apart_by=one.service_name if self.several else "",
                task=one.task(account, tags),
                desired_count=one.desired_count,
                requests=one.requests,
                targets=one.targets,
                thresholds=one.thresholds,
                hooks=one.hooks,
                plan=one.plan,
                release=replace(one.release, kept={**kept(one, place), **held}),
                pipeline=one.pipeline,
                scaling=one.scaling,
                spot=one.spot,
                connect=one.connect,
                discovery=one.discovery,
                place=place,
                front=front,
                registry=registries.get(one.service_name),
                topic_arn=one.topic_arn or None,
                release_role_arn=one.release_role_arn or None,
            )
            for one in self.in_release_order
        }

    def task(self, account: str, tags: Mapping[str, str]) -> TaskDefinitionArgs:
        """What a task of the service is."""
        return TaskDefinitionArgs(
            container=self.main,
            sidecars=self.beside,
            volumes=self.shared,
            container_port=self.container_port,
            app_protocol=self.app_protocol,
            cpu_units=self.cpu,
            memory_mib=self.memory,
            launch_type=self.launch_type,
            network_mode=self.network_mode,
            secrets_key_arns=self.secrets_key_arns,
            task_policy_arns=self.task_policy_arns,
            task_permissions=self.permissions(account),
            permissions_boundary_arn=self.permissions_boundary_arn or None,
            exec=self.exec,
            architecture=self.architecture or None,
            log_retention_days=self.log_retention_days,
            log_key_arn=self.log_key_arn or None,
            log_group_name=self.log_group or None,
            execution_role_arn=self.execution_role_arn or None,
            task_role_arn=self.task_role_arn or None,
            region=self.region,
            account=account,
            tags=tags,
        )

    @property
    def instance_type(self) -> str:
        """Of the hosts."""
        return self.type_of_hosts or SMALL

    @property
    def makes_hosts(self) -> bool:
        """Whether the program owns what tasks run on."""
        return self.launch_type == "EC2" and not self.cluster.given

    @property
    def host(self) -> Host:
        """What one host offers."""
        return instance_types()[self.instance_type]

    @property
    def host_group(self) -> HostGroup | None:
        """The hosts that are made; None on Fargate, and in a cluster that is brought."""
        if not self.makes_hosts:
            return None
        return HostGroup(
            instance_type=self.instance_type,
            architecture=cast(Architecture, self.host.architecture),
            min_hosts=self.min_hosts,
            max_hosts=self.max_hosts,
        )

    @property
    def most_tasks(self) -> int:
        """Which the service runs at some time, when no release is under way."""
        return max(self.task_counts)

    @property
    def most_tasks_key(self) -> str:
        """Where that is said."""
        return "scaling.maxTasks" if self.scaling else "desiredCount"

    @property
    def task_counts(self) -> range:
        """All numbers of tasks that it runs at some time, but for none at all."""
        bounds = self.scaling.every_bounds if self.scaling else [(self.desired_count, self.desired_count)]
        return range(max(1, min(low for low, _ in bounds)), max(self.desired_count, *(high for _, high in bounds)) + 1)

    @property
    def endpoints(self) -> tuple[str, ...]:
        """AWS services that tasks and hosts reach inside the VPC."""
        if not self.vpc_endpoints:
            return ()
        if self.launch_type != "FARGATE":
            return (*ENDPOINTS, *HOST_ENDPOINTS)
        return (*ENDPOINTS, SESSION_ENDPOINT) if any(one.exec for one in self.services) else ENDPOINTS

    @property
    def thresholds(self) -> Thresholds:
        """When an alarm stops a deployment."""
        return Thresholds(**self.rollback_alarms.model_dump())

    @property
    def main(self) -> Container:
        """The service's own container: it has what the others, and Service Connect's proxy, leave of the task."""
        beside = self.beside
        made = self.container(
            name=self.service_name,
            image=self.image,
            cpu_units=self.cpu - self.proxy_cpu_units - sum(one.cpu_units for one in beside),
            memory_mib=self.memory - self.proxy_memory_mib - sum(one.memory_mib or 0 for one in beside),
        )
        return telemetry.told(made, one_host=self.network_mode == "awsvpc") if self.collector else made

    @property
    def beside(self) -> list[Container]:
        """The containers beside it, and those that run before it."""
        collectors = [self.collector.container(self.region)] if self.collector else []
        return [*(one.beside(self.image) for one in self.sidecars), *collectors]

    def permissions(self, account: str) -> list[Statement]:
        """What the task may do."""
        collector = self.collector
        return [*self.statements, *(collector.statements(self.region, account) if collector else ())]

    @property
    def shared(self) -> list[Volume]:
        """The volumes that these containers mount."""
        return [one.volume for one in self.volumes]

    @property
    def hooks(self) -> tuple[Hook, ...]:
        """What a release asks before it goes on."""
        return tuple(one.hook(self.plain_host) for one in self.asked)

    @property
    def pipeline(self) -> PipelineArgs | None:
        """By which each change is released; None, by none."""
        return self.delivered and self.delivered.args(self.built_for, until=self.until, gate=self.image_gate)

    @property
    def built_for(self) -> str:
        """The architecture of what runs its tasks, as far as the settings know it."""
        hosts = self.host.architecture.upper() if self.makes_hosts else "X86_64"
        return self.architecture or hosts

    @property
    def connect(self) -> Connect | None:
        """The service's part in Service Connect; None, none."""
        return self.service_connect and self.service_connect.connect(self.service_name)

    def pick_zones(self, available: Sequence[str]) -> tuple[str, ...]:
        """The first `zones` of the region's zones; ends the run when it has fewer."""
        with reported_once():
            if self.zones > len(available):
                offer = f"{self.region} has {len(available)} ({', '.join(available)})"
                raise refusal(self.stack, [f"bluegreen:zones = {self.zones}: {offer}; lower it"])
        return tuple(available[: self.zones])
