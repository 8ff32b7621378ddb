"""The pipeline of a service: from a change of its source to the end of its release.

Owns the pipeline, its builds, its buckets, its roles and the rules of its events. What is released it doesn't own: that
is the service's, and the definition that a build writes is the one that the program declares.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pulumi_aws as aws
from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.pipeline import deploy, source
from components.pipeline.args import PipelineArgs
from components.pipeline.bucket import Bucket, BucketArgs, exchanged
from components.pipeline.builds import Builds, BuildsArgs
from components.pipeline.events import Events, EventsArgs
from components.pipeline.source import Archived, Found
from components.pipeline.stages import stages
from components.roles import Statement, allow, trust
from model.partitions import arn, principal
from model.strategy import Strategy

if TYPE_CHECKING:
    from components.service import Service


class Pipeline(ComponentResource):
    """A pipeline of type V2. It has the service's own name in AWS."""

    name: Output[str]

    def __init__(
        self,
        name: str,
        args: PipelineArgs,
        service: "Service",
        outputs: Mapping[str, Input[str]],
        opts: ResourceOptions | None = None,
    ) -> None:
        """`outputs` are what the stack says of the service."""
        super().__init__("bluegreen:index:Pipeline", name, None, opts)
        child = ResourceOptions(parent=self)
        task, strategy = service.args.task, service.args.plan.strategy
        # Known before it is made: its role and its rules name it.
        pipeline_arn = arn(task.region, "codepipeline", task.account, name)

        bucket = Bucket(f"{name}-artifacts", BucketArgs(region=task.region, tags=task.tags), opts=child)
        found = Found(
            bucket_name=self._source_bucket(name, args, service),
            repository_name=service.registry.repository_name,
            repository_arn=service.registry.repository_arn,
            region=task.region,
        )
        builds = Builds(
            name,
            BuildsArgs(pipeline=args, service=service, outputs=outputs, artifacts_bucket=bucket.name),
            opts=child,
        )
        role = aws.iam.Role(
            f"{name}-pipeline",
            assume_role_policy=trust(principal(task.region, "codepipeline"), account=task.account, source=pipeline_arn),
            permissions_boundary=task.permissions_boundary_arn,
            tags=task.tags,
            opts=child,
        )
        granted = aws.iam.RolePolicy(
            f"{name}-pipeline",
            role=role.name,
            policy=allow(
                *exchanged(bucket.name, region=task.region, writes=True),
                *source.statements(args.source, found),
                *_of_builds(builds),
                *_of_release(service),
            ),
            opts=child,
        )
        pipeline = aws.codepipeline.Pipeline(
            name,
            name=name,
            pipeline_type="V2",
            # A change that waits for the one before it gives way to the next.
            execution_mode="SUPERSEDED",
            role_arn=role.arn,
            artifact_stores=[{"type": "S3", "location": bucket.name}],
            stages=stages(
                args.source,
                found,
                builds,
                approval_of=service.args.service if args.approval else "",
                strategy=strategy,
                outputs=outputs,
            ),
            tags=task.tags,
            # Its first execution begins as soon as it is made.
            opts=ResourceOptions(parent=self, depends_on=[granted]),
        )
        Events(
            name,
            EventsArgs(
                pipeline_name=pipeline.name,
                pipeline_arn=pipeline_arn,
                starts=source.starts(args.source, found),
                approval=args.approval,
                topic_arn=service.alarms.topic_arn,
                region=task.region,
                account=task.account,
                tags=task.tags,
                permissions_boundary_arn=task.permissions_boundary_arn,
            ),
            opts=child,
        )

        self.name = pipeline.name
        self.register_outputs({"name": self.name})

    def _source_bucket(self, name: str, args: PipelineArgs, service: "Service") -> Input[str]:
        """That of an archive, made unless the team brings it: then it tells EventBridge of what is put there."""
        if not isinstance(args.source, Archived):
            return ""
        if args.source.bucket_name:
            return args.source.bucket_name
        child, task = ResourceOptions(parent=self), service.args.task
        made = Bucket(f"{name}-source", BucketArgs(of_source=True, region=task.region, tags=task.tags), opts=child)
        return aws.s3.BucketNotification(f"{name}-source", bucket=made.name, eventbridge=True, opts=child).bucket


def _of_builds(builds: Builds) -> list[Statement]:
    projects = [builds.build, *([builds.release] if builds.release else [])]
    actions = ["codebuild:StartBuild", "codebuild:BatchGetBuilds", "codebuild:StopBuild"]
    return [{"Action": actions, "Resource": [one.arn for one in projects]}]


def _of_release(service: "Service") -> list[Statement]:
    """None where a build releases, by a role of its own."""
    strategy = service.args.plan.strategy
    if strategy is Strategy.CODEDEPLOY:
        return deploy.for_codedeploy(service)
    return deploy.for_ecs(service) if strategy is Strategy.ROLLING else []
