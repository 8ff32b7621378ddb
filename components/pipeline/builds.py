"""The builds of a pipeline: one makes the image and its definition and, where no action does, another releases them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.pipeline import buildspec, definition
from components.pipeline.args import PipelineArgs
from components.pipeline.bucket import exchanged
from components.pipeline.deploy import for_command
from components.pipeline.project import Project, ProjectArgs
from components.pipeline.source import Pushed
from components.roles import Statement
from model.codebuild import BUILD_MINUTES
from model.images import ecr_registry
from model.strategy import NATIVE, Strategy

if TYPE_CHECKING:
    from components.service import Service

SLACK_MINUTES = 60
"""Of a release by command, above what it waits: new tasks start, and targets become healthy."""

PUSH = [
    "ecr:BatchCheckLayerAvailability",
    "ecr:BatchGetImage",
    "ecr:CompleteLayerUpload",
    "ecr:GetDownloadUrlForLayer",
    "ecr:InitiateLayerUpload",
    "ecr:PutImage",
    "ecr:UploadLayerPart",
]
"""To push, and to pull what was pushed before (ECR user guide, pushing a Docker image, read 2026-11)."""


@dataclass(frozen=True, kw_only=True)
class BuildsArgs:
    """Of which pipeline, for which service, and where artifacts are."""

    pipeline: PipelineArgs
    service: "Service"
    outputs: Mapping[str, Input[str]]
    """What the stack says of the service."""
    artifacts_bucket: Input[str]


class Builds(ComponentResource):
    """One or two projects, and their log."""

    build: Project
    release: Project | None
    """None: an action of CodePipeline's own releases."""

    def __init__(self, name: str, args: BuildsArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:PipelineBuilds", name, None, opts)
        task, strategy = args.service.args.task, args.service.args.plan.strategy
        self._args = args
        self._logs = aws.cloudwatch.LogGroup(
            f"{name}-pipeline",
            name=f"/codebuild/{name}",
            retention_in_days=task.log_retention_days,
            kms_key_id=task.log_key_arn,
            tags=task.tags,
            opts=ResourceOptions(parent=self),
        ).name

        self.build = self._project(
            f"{name}-build",
            self._spec(),
            docker=not isinstance(args.pipeline.source, Pushed),
            minutes=args.pipeline.build_minutes,
            allowed=[*self._exchanged(writes=True), *self._of_images()],
        )
        self.release = self._releases(f"{name}-deploy") if strategy in NATIVE else None
        self.register_outputs({"build": self.build.name})

    def _spec(self) -> Output[str]:
        """Of the build: an image and a definition, or for an image that was pushed its definition."""
        args, service = self._args.pipeline, self._args.service
        task, strategy = service.args.task, service.args.plan.strategy
        registration = service.task_definition.registration
        make = buildspec.pushed if isinstance(args.source, Pushed) else buildspec.built
        containers = definition.with_the_image(registration) if strategy is Strategy.ROLLING else ()

        def made(repository: str, files: Mapping[str, str]) -> str:
            image = buildspec.Image(
                registry=ecr_registry(task.region, task.account),
                repository=repository,
                context=args.context,
                test=args.test,
                moving_tag=args.moving_tag,
                gate=args.gate,
            )
            return make(image, files, containers)

        files = definition.files(strategy, registration, self._args.outputs)
        return Output.all(service.registry.repository_name, files).apply(lambda known: made(known[0], known[1]))

    def _releases(self, label: str) -> Project:
        """By the command, for as long as a release may take."""
        args, plan = self._args.pipeline, self._args.service.args.plan
        waits = plan.shift.minutes + plan.termination_wait_minutes + plan.ready_wait_minutes
        return self._project(
            label,
            buildspec.released(definition.ARTIFACT, args.until, args.install),
            docker=False,
            minutes=min(waits + SLACK_MINUTES, BUILD_MINUTES[-1]),
            allowed=[*self._exchanged(writes=False), *for_command(self._args.service)],
        )

    def _project(
        self, label: str, spec: Input[str], *, docker: bool, minutes: int, allowed: Sequence[Statement]
    ) -> Project:
        task = self._args.service.args.task
        return Project(
            label,
            ProjectArgs(
                buildspec=spec,
                # Of the image, which is built for the machine that builds it; the rest runs on either.
                architecture=self._args.pipeline.architecture if docker else ProjectArgs.architecture,
                docker=docker,
                minutes=minutes,
                allowed=allowed,
                log_group_name=self._logs,
                region=task.region,
                account=task.account,
                tags=task.tags,
                permissions_boundary_arn=task.permissions_boundary_arn,
            ),
            opts=ResourceOptions(parent=self),
        )

    def _exchanged(self, *, writes: bool) -> list[Statement]:
        return exchanged(self._args.artifacts_bucket, region=self._args.service.args.task.region, writes=writes)

    def _of_images(self) -> list[Statement]:
        """What the build does with the registry."""
        args, repository_arn = self._args.pipeline, self._args.service.registry.repository_arn
        scans = ["ecr:DescribeImageScanFindings"] if args.gate != "none" else []
        if isinstance(args.source, Pushed):
            return [{"Action": scans, "Resource": repository_arn}] if scans else []
        return [
            {"Action": ["ecr:DescribeImages", *PUSH, *scans], "Resource": repository_arn},
            # AWS knows no narrower resource for this one action.
            {"Action": ["ecr:GetAuthorizationToken"], "Resource": "*"},
        ]
