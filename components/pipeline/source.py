"""Where a pipeline's changes come from: a repository by a connection, an archive in S3, or an image that is pushed.

Each says its action, what the pipeline may do for it, and what of AWS's events starts the pipeline (CodePipeline user
guide, action references of CodeConnections, Amazon S3 and Amazon ECR, read 2026-11).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi_aws as aws
from pulumi import Input, Output

from components.roles import Statement
from model.partitions import global_arn

Action = aws.codepipeline.PipelineStageActionArgsDict

CODE, IMAGE = "Source", "Image"
"""The artifact of source code, and that of an image, which has imageDetail.json alone."""


@dataclass(frozen=True, kw_only=True)
class Connected:
    """A branch of a repository that a connection of CodeConnections leads to. AWS itself sees that it changes."""

    connection_arn: str
    repository: str
    """Owner and name."""
    branch: str = "main"


@dataclass(frozen=True, kw_only=True)
class Archived:
    """A ZIP file in a versioned bucket."""

    key: str
    bucket_name: str | None = None
    """Of a bucket that the team brings; None: one is made."""


@dataclass(frozen=True, kw_only=True)
class Pushed:
    """An image, each time that this tag of the service's repository moves to another one."""

    tag: str


Source = Connected | Archived | Pushed


@dataclass(frozen=True, kw_only=True)
class Found:
    """What is made, and where things are."""

    bucket_name: Input[str]
    """Of an Archived one."""
    repository_name: Input[str]
    repository_arn: Input[str]
    region: str


def artifact(source: Source) -> str:
    """What it gives to the build."""
    return IMAGE if isinstance(source, Pushed) else CODE


def action(source: Source, found: Found) -> Action:
    """The only one of its stage."""
    provider, configuration = _configured(source, found)
    return {
        "name": "Source",
        "category": "Source",
        "owner": "AWS",
        "provider": provider,
        "version": "1",
        "configuration": configuration,
        "output_artifacts": [artifact(source)],
    }


def _configured(source: Source, found: Found) -> tuple[str, Mapping[str, Input[str]]]:
    match source:
        case Connected():
            return "CodeStarSourceConnection", {
                "ConnectionArn": source.connection_arn,
                "FullRepositoryId": source.repository,
                "BranchName": source.branch,
                "DetectChanges": "true",
            }
        case Archived():
            # Its events start the pipeline, so nobody has to ask.
            return "S3", {"S3Bucket": found.bucket_name, "S3ObjectKey": source.key, "PollForSourceChanges": "false"}
        case Pushed():
            return "ECR", {"RepositoryName": found.repository_name, "ImageTag": source.tag}


def statements(source: Source, found: Found) -> list[Statement]:
    """What the pipeline does to get it."""
    match source:
        case Connected():
            # Connections from before 2024 have the service's old name in their ARN, and its action.
            services = ("codeconnections", "codestar-connections")
            service = next(one for one in services if f":{one}:" in source.connection_arn)
            return [{"Action": [f"{service}:UseConnection"], "Resource": source.connection_arn}]
        case Archived():
            bucket = Output.concat(global_arn(found.region, "s3", ""), found.bucket_name)
            return [
                {"Action": ["s3:GetObject", "s3:GetObjectVersion"], "Resource": Output.concat(bucket, "/", source.key)},
                {"Action": ["s3:GetBucketVersioning", "s3:GetBucketAcl", "s3:GetBucketLocation"], "Resource": bucket},
            ]
        case Pushed():
            return [{"Action": ["ecr:DescribeImages"], "Resource": found.repository_arn}]


def starts(source: Source, found: Found) -> Mapping[str, Any] | None:
    """Which events of EventBridge start the pipeline; None: it needs none."""
    match source:
        case Connected():
            return None
        case Archived():
            return {
                "source": ["aws.s3"],
                "detail-type": ["Object Created"],
                "detail": {"bucket": {"name": [found.bucket_name]}, "object": {"key": [source.key]}},
            }
        case Pushed():
            return {
                "source": ["aws.ecr"],
                "detail-type": ["ECR Image Action"],
                "detail": {
                    "action-type": ["PUSH"],
                    "result": ["SUCCESS"],
                    "repository-name": [found.repository_name],
                    "image-tag": [source.tag],
                },
            }
