"""What a task of the service is.

Owns the log group, the execution role (what ECS may do to start a task), the task role (what the service itself may do:
nothing but what it is given) and the first task definition. Later revisions come by releases.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, Resource, ResourceOptions

from components.roles import Statement, allow, trust
from model.images import ECR_IMAGE
from model.session_manager import SESSION_ACTIONS

NetworkMode = Literal["bridge", "awsvpc"]

WRITABLE_BY_ALL = "mode=1777"
"""The option of a tmpfs, which is root's, that lets `user` write to it as every image's own /tmp does.

Without it runc takes the mode of the image's folder, and 755 where the image has none, such as one made from scratch
(github.com/opencontainers/runc/pull/3912). nginx-unprivileged keeps its process id and what it buffers in /tmp as user
101 (github.com/nginx/docker-nginx-unprivileged). ECS takes the options of Docker's --tmpfs, but for size, and so does
Fargate since January 2026 (github.com/aws/amazon-ecs-agent, proposals/shmsize-tmpfs.md; API reference, Tmpfs).
"""


@dataclass(frozen=True, kw_only=True)
class TaskDefinitionArgs:
    """One container, its size and what it is given.

    All but the ARNs are plain values: containerDefinitions is one JSON string, and one unknown value inside would hide
    every port from a policy at the first preview.
    """

    container_name: str
    image: str
    container_port: int
    cpu_units: int
    memory_mib: int
    network_mode: NetworkMode
    """`bridge`: each task gets a free port of its host. `awsvpc`: each task gets an address (Fargate)."""
    repository_arn: Input[str] | None = None
    """Where later releases come from, besides the image's own repository."""
    region: str
    account: str
    tags: Mapping[str, str]
    environment: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    """Variable name to the ARN in Secrets Manager or the Parameter Store."""
    secrets_key_arns: Sequence[str] = ()
    """KMS keys that the secrets are encrypted with, where these are not AWS's own."""
    task_policy_arns: Sequence[str] = ()
    """Managed policies of what the service itself may do."""
    task_permissions: Sequence[Statement] = ()
    """What it may do besides."""
    permissions_boundary_arn: str | None = None
    """Bounds what the roles may do, whatever they are given; None, nothing does."""
    user: str | None = None
    """Who the container runs as, a name or number that its image knows; None: as its image says, which may be root."""
    read_only_root: bool = False
    """Whether the container can write to none of its files but those in /tmp."""
    tmp_mib: int = 0
    """The size of /tmp, which is memory of the task; 0: a folder like every other."""
    exec: bool = False
    """Whether ECS Exec may open sessions in the container."""
    health_check_command: str | None = None
    """None: ECS asks nobody inside the container; the load balancer's health check decides."""
    log_retention_days: int = 30

    def __post_init__(self) -> None:
        if self.network_mode not in get_args(NetworkMode):
            raise ValueError(f"network_mode must be bridge or awsvpc, got {self.network_mode!r}")

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
    task_role_arn: Output[str]
    """Of the service itself: what others let in."""
    role_names: list[Output[str]]
    """Of the execution role and the task role, which whoever starts a task passes to ECS."""

    def __init__(self, name: str, args: TaskDefinitionArgs, opts: ResourceOptions | None = None) -> None:
        log_group_name = f"/ecs/{name}"
        super().__init__("bluegreen:index:TaskDefinition", name, None, opts)
        child = ResourceOptions(parent=self)

        logs = aws.cloudwatch.LogGroup(
            name, name=log_group_name, retention_in_days=args.log_retention_days, tags=args.tags, opts=child
        )
        trusted = trust(
            "ecs-tasks.amazonaws.com", account=args.account, source=f"arn:aws:ecs:{args.region}:{args.account}:*"
        )
        execution, task = (
            aws.iam.Role(
                f"{name}-{role}",
                assume_role_policy=trusted,
                permissions_boundary=args.permissions_boundary_arn,
                tags=args.tags,
                opts=child,
            )
            for role in ("execution", "task")
        )
        granted: list[Resource] = [
            aws.iam.RolePolicy(
                f"{name}-execution", role=execution.name, policy=_start_a_task(args, logs.name), opts=child
            ),
            *(
                aws.iam.RolePolicyAttachment(
                    f"{name}-task-{arn.removeprefix('arn:aws:iam::')}", role=task.name, policy_arn=arn, opts=child
                )
                for arn in args.task_policy_arns
            ),
        ]
        if own := own_statements(args.task_permissions, exec=args.exec):
            granted.append(aws.iam.RolePolicy(f"{name}-task", role=task.name, policy=allow(*own), opts=child))

        definition = aws.ecs.TaskDefinition(
            name,
            family=name,
            network_mode=args.network_mode,
            requires_compatibilities=["FARGATE" if args.network_mode == "awsvpc" else "EC2"],
            cpu=str(args.cpu_units),
            memory=str(args.memory_mib),
            execution_role_arn=execution.arn,
            task_role_arn=task.arn,
            container_definitions=json.dumps([_container(args, log_group_name)]),
            # A rollback starts an older revision; a deregistered one can't be started.
            skip_destroy=True,
            tags=args.tags,
            # The first tasks would fail without these, and the service's circuit breaker counts them.
            opts=ResourceOptions(parent=self, depends_on=granted),
        )

        self.arn = definition.arn
        self.family = name
        self.container_name = args.container_name
        self.container_port = args.container_port
        self.log_group_name = log_group_name
        self.task_role_arn = task.arn
        self.role_names = [execution.name, task.name]
        self.register_outputs({"arn": self.arn, "family": name, "logGroupName": log_group_name})


def _container(args: TaskDefinitionArgs, log_group_name: str) -> dict[str, Any]:
    container: dict[str, Any] = {
        "name": args.container_name,
        "image": args.image,
        "essential": True,
        "cpu": args.cpu_units,
        "memory": args.memory_mib,
        "portMappings": [{"containerPort": args.container_port, "hostPort": args.host_port, "protocol": "tcp"}],
        "environment": [{"name": key, "value": value} for key, value in sorted(args.environment.items())],
        "secrets": [{"name": key, "valueFrom": arn} for key, arn in sorted(args.secrets.items())],
        "logConfiguration": {
            "logDriver": "awslogs",
            "options": {
                "awslogs-group": log_group_name,
                "awslogs-region": args.region,
                "awslogs-stream-prefix": args.container_name,
            },
        },
    }
    if args.user:
        container["user"] = args.user
    if args.read_only_root:
        container["readonlyRootFilesystem"] = True
    if linux := _linux(args):
        container["linuxParameters"] = linux
    if args.health_check_command:
        container["healthCheck"] = {
            "command": ["CMD-SHELL", args.health_check_command],
            "interval": 15,
            "timeout": 5,
            "retries": 3,
            "startPeriod": 30,
        }
    return container


def _linux(args: TaskDefinitionArgs) -> dict[str, Any]:
    parameters: dict[str, Any] = {}
    if args.tmp_mib:
        tmpfs = {"containerPath": "/tmp", "size": args.tmp_mib, "mountOptions": [WRITABLE_BY_ALL]}
        parameters["tmpfs"] = [tmpfs]
    if args.exec:
        # Otherwise what a session leaves behind stays as zombies (ECS developer guide, ECS Exec, considerations).
        parameters["initProcessEnabled"] = True
    return parameters


def own_statements(permissions: Sequence[Statement], *, exec: bool) -> list[Statement]:
    """What the service itself may do by a policy of its own, with what the agent of ECS Exec does in its name."""
    session: Statement = {"Action": SESSION_ACTIONS, "Resource": "*"}
    return [*permissions, session] if exec else [*permissions]


def _start_a_task(args: TaskDefinitionArgs, log_group_name: Input[str]) -> Output[str]:
    """Pull the image, write the logs, read the secrets: these ones, with the keys that they have."""
    repositories: list[Input[str]] = [args.repository_arn] if args.repository_arn else []
    if found := ECR_IMAGE.match(args.image):
        repositories.append("arn:aws:ecr:{region}:{account}:repository/{repository}".format(**found.groupdict()))
    statements: list[Statement] = [
        # AWS knows no narrower resource for this one action.
        {"Action": ["ecr:GetAuthorizationToken"], "Resource": "*"},
        {
            "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
            # The ARN out of the name, which a preview knows: then policies see these statements before it exists.
            "Resource": Output.concat(
                f"arn:aws:logs:{args.region}:{args.account}:log-group:", log_group_name, ":log-stream:*"
            ),
        },
    ]
    if repositories:
        pull = ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"]
        statements.append({"Action": pull, "Resource": repositories})
    arns = sorted(args.secrets.values())
    # ECS takes a JSON key, stage and version behind a secret's ARN of seven parts; IAM knows the ARN alone.
    secrets = [":".join(arn.split(":")[:7]) for arn in arns if ":secretsmanager:" in arn]
    parameters = [arn for arn in arns if ":ssm:" in arn]
    if secrets:
        statements.append({"Action": ["secretsmanager:GetSecretValue"], "Resource": secrets})
    if parameters:
        statements.append({"Action": ["ssm:GetParameters"], "Resource": parameters})
    if args.secrets_key_arns:
        services = {tuple(arn.split(":")[2:4]) for arn in arns}
        statements.append(
            {
                "Action": ["kms:Decrypt"],
                "Resource": args.secrets_key_arns,
                # By the services that keep the secrets, and not by itself (KMS developer guide, kms:ViaService).
                "Condition": {
                    "StringEquals": {
                        "kms:ViaService": [f"{one}.{region}.amazonaws.com" for one, region in sorted(services)]
                    }
                },
            }
        )
    return allow(*statements)
