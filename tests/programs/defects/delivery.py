"""The pipeline that builds the shop and releases it, with whatever is wrong there."""

from typing import Any

import pulumi_aws as aws
import shop
from around import Unprovided
from iam import weak

BUILDSPEC = """\
version: 0.2
phases:
  build:
    commands:
      - docker build -t 123456789012.dkr.ecr.us-east-1.amazonaws.com/kept:latest .
      - docker push 123456789012.dkr.ecr.us-east-1.amazonaws.com/kept:latest
artifacts:
  files: imagedefinitions.json
"""


def acting(name: str, category: str, provider: str, takes: list[str], makes: list[str], told: Any) -> dict[str, Any]:
    """An action of the pipeline."""
    return {
        "name": name,
        "category": category,
        "owner": "AWS",
        "provider": provider,
        "version": "1",
        "inputArtifacts": takes,
        "outputArtifacts": makes,
        "configuration": told,
    }


sources = aws.s3.Bucket("sources")
aws.ecr.Repository("kept", name="kept", image_tag_mutability="IMMUTABLE")
Unprovided(
    "aws:codebuild/project:Project",
    "shop",
    {
        "name": "shop",
        "serviceRole": weak.arn,
        "environment": {"type": "LINUX_CONTAINER"},
        "source": {"type": "CODEPIPELINE", "buildspec": BUILDSPEC},
    },
)
source = {"S3Bucket": sources.bucket, "S3ObjectKey": "shop.zip", "PollForSourceChanges": "false"}
release = {
    "ApplicationName": shop.application.name,
    "DeploymentGroupName": "shop:shop",
    "TaskDefinitionTemplateArtifact": "source",
    "AppSpecTemplateArtifact": "built",
    "Image1ArtifactName": "image",
}
rolling = {"ClusterName": "shop", "ServiceName": shop.service.name}
Unprovided(
    "aws:codepipeline/pipeline:Pipeline",
    "shop",
    {
        "roleArn": weak.arn,
        "variables": [{"name": "TAG", "defaultValue": "latest"}],
        "artifactStores": [{"type": "S3", "location": "artifacts"}],
        "stages": [
            {"name": "Source", "actions": [acting("Source", "Source", "S3", [], ["source"], source)]},
            {
                "name": "Build",
                "actions": [acting("Build", "Build", "CodeBuild", ["source"], ["built"], {"ProjectName": "shop"})],
            },
            {
                "name": "Deploy",
                "actions": [
                    acting("Deploy", "Deploy", "CodeDeployToECS", ["source", "built", "image"], [], release),
                ],
            },
            {"name": "Deploy", "actions": [acting("Roll", "Deploy", "ECS", ["built"], [], rolling)]},
        ],
    },
)
