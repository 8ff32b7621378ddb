"""What a task of the service is.

Owns the first task definition and, where the team does not bring them, the log group and the two roles. Later revisions
come by releases.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.container import Container
from components.registration import Registration, platform, registration
from components.roles import Statement
from components.task_roles import execution_role, task_role
from components.volume import Volume, declared
from model.service_connect import AppProtocol

LaunchType = Literal["EC2", "FARGATE"]
NetworkMode = Literal["bridge", "awsvpc"]


@dataclass(frozen=True, kw_only=True)
class TaskDefinitionArgs:
    """The containers, the size of their task, and what it is given. All but the ARNs are plain values."""

    container: Container
    """The service's own."""
    container_port: int
    """Of it: where the load balancer sends requests to."""
    app_protocol: AppProtocol | None = None
    """What it speaks there, for Service Connect, to which the port has the container's name then. It stays for the life
    of the service. None: Service Connect does not know the port."""
    sidecars: Sequence[Container] = ()
    """Those beside it, and those that run before it."""
    volumes: Sequence[Volume] = ()
    cpu_units: int
    memory_mib: int
    launch_type: LaunchType
    network_mode: NetworkMode
    """`bridge`: each task gets a free port of its host. `awsvpc`: each task gets an address, on Fargate always."""
    repository_arn: Input[str] | None = None
    """Where later releases come from, besides the image's own repository."""
    region: str
    account: str
    tags: Mapping[str, str]
    secrets_key_arns: Sequence[str] = ()
    """KMS keys that the secrets are encrypted with, where these are not AWS's own."""
    task_policy_arns: Sequence[str] = ()
    """Managed policies of what the service itself may do."""
    task_permissions: Sequence[Statement] = ()
    """What it may do besides."""
    permissions_boundary_arn: str | None = None
    """Bounds what the roles may do, whatever they are given; None, nothing does."""
    exec: bool = False
    """Whether ECS Exec may open sessions in the containers."""
    architecture: str | None = None
    """X86_64 or ARM64 (Graviton), as the image is built; None: as the hosts are, and X86_64 on Fargate."""
    log_retention_days: int = 30
    log_key_arn: str | None = None
    """KMS key that logs are encrypted with; None: CloudWatch's own."""
    log_group_name: str | None = None
    """Of a log group that the team brings; None: one is made. The same of the two roles."""
    execution_role_arn: str | None = None
    task_role_arn: str | None = None

    def __post_init__(self) -> None:
        if self.network_mode not in get_args(NetworkMode):
            raise ValueError(f"network_mode must be bridge or awsvpc, got {self.network_mode!r}")

    @property
    def containers(self) -> Sequence[Container]:
        """All of a task, the service's own first."""
        return self.container, *self.sidecars

    @property
    def host_port(self) -> int:
        """0 lets Docker choose: with a fixed port green couldn't start on a host where blue runs."""
        return self.container_port if self.network_mode == "awsvpc" else 0


class TaskDefinition(ComponentResource):
    """A task definition with its roles and its log group."""

    arn: Output[str]
    family: str
    container_name: str
    container_port: int
    log_group_name: str
    task_role_arn: Input[str]
    """Of the service itself: what others let in."""
    role_arns: list[Input[str]]
    """Of the execution role and the task role, which whoever starts a task passes to ECS."""
    registration: Registration
    """What registers the next revision."""

    def __init__(self, name: str, args: TaskDefinitionArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:TaskDefinition", name, None, opts)
        child = ResourceOptions(parent=self)
        log_group_name = args.log_group_name or f"/ecs/{name}"
        log_group: Input[str] = log_group_name
        if not args.log_group_name:
            log_group = aws.cloudwatch.LogGroup(
                name,
                name=log_group_name,
                retention_in_days=args.log_retention_days,
                kms_key_id=args.log_key_arn,
                tags=args.tags,
                opts=child,
            ).name
        execution = execution_role(name, args, log_group, child)
        task = task_role(name, args, child)
        self.registration = registration(
            name,
            args,
            log_group_name=log_group_name,
            execution_role_arn=execution.passed,
            task_role_arn=task.passed,
        )

        made = aws.ecs.TaskDefinition(
            name,
            family=self.registration["family"],
            network_mode=self.registration["networkMode"],
            requires_compatibilities=self.registration["requiresCompatibilities"],
            cpu=self.registration["cpu"],
            memory=self.registration["memory"],
            execution_role_arn=execution.arn,
            task_role_arn=task.arn,
            container_definitions=json.dumps(self.registration["containerDefinitions"]),
            volumes=[declared(volume) for volume in args.volumes] or None,
            runtime_platform=platform(args),
            # A rollback starts an older revision; a deregistered one can't be started.
            skip_destroy=True,
            tags=args.tags,
            # The first tasks would fail without these, and the service's circuit breaker counts them.
            opts=ResourceOptions(parent=self, depends_on=[*execution.granted, *task.granted]),
        )

        self.arn = made.arn
        self.family = name
        self.container_name = args.container.name
        self.container_port = args.container_port
        self.log_group_name = log_group_name
        self.task_role_arn = task.arn
        self.role_arns = [execution.passed, task.passed]
        self.register_outputs({"arn": self.arn, "family": name, "logGroupName": log_group_name})
