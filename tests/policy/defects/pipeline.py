"""Defects of pipelines and their builds."""

import json
from collections.abc import Mapping
from typing import Any

from policy.reading import APPLICATION, BUCKET, DEPLOYMENT_GROUP, REPOSITORY, SERVICE
from tests.policy.defects.defect import ANY, OURS, Broken, defect
from tests.policy.defects.draft import Draft
from verdict.recording import Recorded

PIPELINE = "aws:codepipeline/pipeline:Pipeline"
PROJECT = "aws:codebuild/project:Project"
BLUE_GREEN = {
    "ApplicationName": "web",
    "DeploymentGroupName": "web",
    "TaskDefinitionTemplateArtifact": "Templates",
    "AppSpecTemplateArtifact": "Templates",
    "Image1ArtifactName": "Image",
    "Image1ContainerName": "IMAGE1_NAME",
}


@defect(*ANY)
def build_has_docker(draft: Draft) -> Broken:
    command = draft.pick("docker build .", "cd app && docker buildx build --push .", "docker pull nginx")
    return _build(draft, command, privilegedMode=draft.pick(False, None))


@defect(*ANY)
def build_pushes_new_tags(draft: Draft) -> Broken:
    repository = draft.put(draft.one(REPOSITORY), "imageTagMutability", to="IMMUTABLE")
    registry = f"123456789012.dkr.ecr.eu-west-1.amazonaws.com/{draft.get(repository, 'name')}"
    return _build(draft, f"docker push {registry}:{draft.text('[a-z]{3,9}')}", privilegedMode=True)


@defect(*ANY)
def pipeline_action_fits_service(draft: Draft) -> Broken:
    """ECS for a service that another one moves, or CodeDeploy's action for servers."""
    if draft.all(APPLICATION) and draft.pick(True, False):
        told = {"ApplicationName": draft.get(draft.one(APPLICATION), "name"), "DeploymentGroupName": "web"}
        return _pipeline(draft, told, provider="CodeDeploy")
    name = draft.get(draft.one(SERVICE), "name")
    return _pipeline(draft, {"ClusterName": "shop", "ServiceName": name}, provider="ECS")


@defect(*ANY)
def pipeline_artifacts_flow(draft: Draft) -> Broken:
    return _pipeline(draft, {}, takes=draft.pick(["build"], ["Image", "Nothing"], ["Release"]))


@defect(*ANY)
def pipeline_deploys_blue_green(draft: Draft) -> Broken:
    """A configuration without one of its parts, or with an artifact that the action does not get."""
    name = draft.pick(*BLUE_GREEN)
    if name.startswith(("TaskDefinition", "AppSpec")) and draft.pick(True, False):
        return _pipeline(draft, BLUE_GREEN | {name: draft.text(r"[A-Z][a-z]{9}")})
    return _pipeline(draft, {key: value for key, value in BLUE_GREEN.items() if key != name})


@defect(*ANY)
def pipeline_files_written(draft: Draft) -> Broken:
    _build(draft, "make", privilegedMode=True)
    return _pipeline(draft, BLUE_GREEN | {draft.pick("Image1ArtifactName", "AppSpecTemplateArtifact"): "Build"})


@defect(*OURS)
def pipeline_names_deployment_group(draft: Draft) -> Broken:
    name = draft.get(draft.one(DEPLOYMENT_GROUP), "deploymentGroupName")
    wrong = draft.pick(f"web:{name}", f"arn:aws:codedeploy:eu-west-1:123456789012:deploymentgroup:web/{name}")
    return _pipeline(draft, BLUE_GREEN | {"DeploymentGroupName": wrong})


@defect(*ANY)
def pipeline_role_suffices(draft: Draft) -> Broken:
    """A role that is for servers, or for nothing."""
    statement = {"Effect": "Allow", "Action": draft.pick(["s3:*"], ["codedeploy:*", "s3:*"]), "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    role = draft.add("aws:iam/role:Role", "deliverer", {"inlinePolicies": [{"name": "deliver", "policy": policy}]})
    pipeline = _pipeline(draft, BLUE_GREEN)
    draft.refer(pipeline, "roleArn", to=role)
    return role


@defect(*ANY)
def pipeline_source_versioned(draft: Draft) -> Broken:
    bucket = draft.add(BUCKET, "sources", {"bucket": "sources"})
    if draft.pick(True, False):
        status = {"bucket": "sources", "versioningConfiguration": {"status": draft.pick("Suspended", "Disabled")}}
        draft.add("aws:s3/bucketVersioning:BucketVersioning", "versions", status, bucket=bucket)
    _pipeline(draft, BLUE_GREEN, source="S3", told={"S3Bucket": "sources", "S3ObjectKey": "source.zip"})
    return bucket


@defect(*ANY)
def pipeline_stages_valid(draft: Draft) -> Broken:
    pipeline = _pipeline(draft, BLUE_GREEN)
    stage = draft.pick(0, 1)
    category = "Source" if stage else draft.pick("Build", "Approval")
    return draft.put(pipeline, "stages", stage, "actions", 0, "category", to=category)


@defect(*ANY)
def pipeline_starts(draft: Draft) -> Broken:
    told = {"S3Bucket": "elsewhere", "S3ObjectKey": "source.zip", "PollForSourceChanges": "false"}
    return draft.pick(
        lambda: _pipeline(draft, BLUE_GREEN, source="ECR", told={"RepositoryName": "elsewhere"}),
        lambda: _pipeline(draft, BLUE_GREEN, source="S3", told=told),
    )()


@defect(*ANY)
def pipeline_store_encrypted(draft: Draft) -> Broken:
    key = draft.pick({}, {"encryptionKey": {"id": "", "type": "KMS"}})
    return _pipeline(draft, {}, *draft.pick(([key]), ([{"encryptionKey": {"id": "key", "type": "KMS"}}, key])))


@defect(*ANY)
def pipeline_templates_small(draft: Draft) -> Broken:
    name = draft.pick("TaskDefinitionTemplateArtifact", "AppSpecTemplateArtifact")
    return _pipeline(draft, BLUE_GREEN | {name: "Source"})


@defect(*ANY)
def pipeline_type_fits(draft: Draft) -> Broken:
    pipeline = _pipeline(draft, BLUE_GREEN)
    if draft.pick(True, False):
        draft.put(pipeline, "pipelineType", to="V1")
    if draft.pick(True, False):
        return draft.put(pipeline, "executionMode", to=draft.pick("QUEUED", "PARALLEL"))
    return draft.put(pipeline, "variables", to=[{"name": "TAG"}])


def _build(draft: Draft, command: str, **environment: Any) -> Recorded:
    """A project that writes no files, and that the pipeline runs."""
    props = {
        "environment": {"type": "LINUX_CONTAINER"} | {key: one for key, one in environment.items() if one is not None},
        "source": {"type": "CODEPIPELINE", "buildspec": f"version: 0.2\nphases:\n  build:\n    commands: {command}\n"},
    }
    project = draft.add(PROJECT, "build", props)
    if not draft.all(PIPELINE):
        _pipeline(draft, BLUE_GREEN)
    return project


def _pipeline(
    draft: Draft,
    configuration: Mapping[str, str],
    *stores: Mapping[str, Any],
    provider: str = "CodeDeployToECS",
    source: str = "CodeStarSourceConnection",
    told: Mapping[str, str] | None = None,
    takes: list[str] | None = None,
) -> Recorded:
    """A pipeline that deploys with this configuration, in place of one that is there."""
    actions = [
        {"name": "Source", "category": "Source", "provider": source, "outputArtifacts": ["Source"]},
        {"name": "Build", "category": "Build", "provider": "CodeBuild", "outputArtifacts": ["Build"]},
        {"name": "More", "category": "Build", "provider": "Jenkins", "outputArtifacts": ["Templates", "Image"]},
        {"name": "Deploy", "category": "Deploy", "provider": provider},
    ]
    actions[0]["configuration"] = dict(told or {})
    actions[1] |= {"inputArtifacts": ["Source"], "configuration": {"ProjectName": "build"}}
    actions[3] |= {"inputArtifacts": takes or ["Templates", "Image"], "configuration": dict(configuration)}
    props = {
        "artifactStores": [{"location": "artifacts", "type": "S3", **store} for store in stores],
        "stages": [{"name": one["name"], "actions": [one]} for one in actions],
    }
    return draft.add(PIPELINE, "delivery", props)
