"""A CodeBuild project of a pipeline, with its role."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.roles import Statement, allow, trust
from model.codebuild import IMAGES
from model.partitions import arn, principal


@dataclass(frozen=True, kw_only=True)
class ProjectArgs:
    """What it runs, on what, and what that may do."""

    buildspec: Input[str]
    architecture: str = "X86_64"
    """Of the machine: X86_64, or ARM64."""
    docker: bool = False
    """Whether it builds images, for which the container is privileged."""
    minutes: int
    """After which it is ended."""
    allowed: Sequence[Statement]
    """Besides writing its log."""
    log_group_name: Input[str]
    region: str
    account: str
    tags: Mapping[str, str]
    permissions_boundary_arn: str | None = None
    """Bounds what the role may do, whatever it is given; None, nothing does."""


class Project(ComponentResource):
    """A project that CodePipeline alone gives its source to, and takes its artifacts from."""

    name: Output[str]
    arn: str

    def __init__(self, name: str, args: ProjectArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:PipelineProject", name, None, opts)
        child = ResourceOptions(parent=self)
        # Known before it is made: its role lets in this project alone.
        self.arn = arn(args.region, "codebuild", args.account, f"project/{name}")

        role = aws.iam.Role(
            name,
            assume_role_policy=trust(principal(args.region, "codebuild"), account=args.account, source=self.arn),
            permissions_boundary=args.permissions_boundary_arn,
            tags=args.tags,
            opts=child,
        )
        streams = Output.concat(
            arn(args.region, "logs", args.account, "log-group:"), args.log_group_name, f":log-stream:{name}/*"
        )
        log: Statement = {"Action": ["logs:CreateLogStream", "logs:PutLogEvents"], "Resource": streams}
        granted = aws.iam.RolePolicy(name, role=role.name, policy=allow(log, *args.allowed), opts=child)
        kind, image = IMAGES[args.architecture]
        project = aws.codebuild.Project(
            name,
            name=name,
            service_role=role.arn,
            source={"type": "CODEPIPELINE", "buildspec": args.buildspec},
            artifacts={"type": "CODEPIPELINE"},
            environment={
                "type": kind,
                "image": image,
                "compute_type": "BUILD_GENERAL1_SMALL",
                "privileged_mode": args.docker,
            },
            build_timeout=args.minutes,
            logs_config={"cloudwatch_logs": {"group_name": args.log_group_name, "stream_name": name}},
            tags=args.tags,
            opts=ResourceOptions(parent=self, depends_on=[granted]),
        )

        self.name = project.name
        self.register_outputs({"name": self.name})
