"""A pipeline in Terraform's words is judged as one in Pulumi's."""

from pathlib import Path
from typing import Any

from policy.pack import Pack
from policy.rules import RULES
from tests.verdict.terraform.plans import change, configured, program, to
from verdict.judging import judge

BUILDSPEC = "version: 0.2\nphases:\n  build:\n    commands:\n      - docker build .\nartifacts:\n  files: '**/*'\n"


def acting(name: str, category: str, provider: str, takes: str, makes: str, **told: str) -> dict[str, Any]:
    """A stage with one action."""
    action = {
        "name": name,
        "category": category,
        "owner": "AWS",
        "provider": provider,
        "version": "1",
        "input_artifacts": [takes] if takes else [],
        "output_artifacts": [makes] if makes else [],
        "configuration": told,
    }
    return {"name": name, "action": [action]}


def plan(group: str, *, kind: str, good: bool) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """A pipeline for an object that keeps its versions, or not."""
    deploy = {
        "ApplicationName": "web",
        "DeploymentGroupName": group,
        "TaskDefinitionTemplateArtifact": "Built",
        "AppSpecTemplateArtifact": "Built",
    }
    stages = [
        acting("Source", "Source", "S3", "", "Source", S3Bucket="sources", S3ObjectKey="web.zip"),
        acting("Build", "Build", "CodeBuild", "Source", "Built", ProjectName="build"),
        acting("Deploy", "Deploy", "CodeDeployToECS", "Built", "", **deploy),
    ]
    key = [{"id": "alias/delivery", "type": "KMS"}]
    pipeline = {
        "name": "web",
        "pipeline_type": kind,
        "execution_mode": "QUEUED",
        "role_arn": "arn:aws:iam::123456789012:role/delivery",
        "artifact_store": [{"location": "artifacts", "type": "S3", "encryption_key": key}],
        "stage": stages,
    }
    project = {
        "name": "build",
        "environment": [{"type": "LINUX_CONTAINER", "privileged_mode": good}],
        "source": [{"type": "CODEPIPELINE", "buildspec": BUILDSPEC}],
    }
    status = [{"status": "Enabled" if good else "Suspended"}]
    changes = [
        change("aws_s3_bucket.sources", {"bucket": "sources"}),
        change("aws_s3_bucket_versioning.sources", {"bucket": "sources", "versioning_configuration": status}),
        change("aws_codebuild_project.build", project),
        change("aws_codepipeline.web", pipeline),
    ]
    versions = configured("aws_s3_bucket_versioning.sources", bucket=to("aws_s3_bucket.sources.bucket"))
    return changes, {"resources": [versions]}


def said(folder: Path, changes: list[dict[str, Any]], root: dict[str, Any]) -> set[tuple[str, str]]:
    found = [one.judgement for one in judge(program(folder, changes, root), Pack(RULES)).findings]
    return {(one.rule.name, one.resource.name) for one in found if one.kind == "violation" and one.resource}


def test_each_mistake_is_found(tmp_path: Path) -> None:
    assert said(tmp_path, *plan("web:web", kind="V1", good=False)) == {
        ("build-has-docker", "aws_codebuild_project.build"),
        ("pipeline-names-deployment-group", "aws_codepipeline.web"),
        ("pipeline-source-versioned", "aws_s3_bucket.sources"),
        ("pipeline-type-fits", "aws_codepipeline.web"),
    }


def test_a_good_one_is_let_through(tmp_path: Path) -> None:
    assert said(tmp_path, *plan("web", kind="V2", good=True)) == set()
