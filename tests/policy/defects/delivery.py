"""Defects of images, logs and pipelines."""

from collections.abc import Mapping
from typing import Any

from policy.reading import LOG_GROUP, REPOSITORY
from tests.policy.defects.defect import ANY, Broken, defect
from tests.policy.defects.draft import Draft
from verdict.recording import Recorded


@defect(*ANY)
def images_immutable(draft: Draft) -> Broken:
    repository, prop = _pulled(draft), "imageTagMutability"
    return draft.put(repository, prop, to="MUTABLE") if draft.pick(True, False) else draft.drop(repository, prop)


@defect(*ANY)
def images_scanned(draft: Draft) -> Broken:
    repository, prop = _pulled(draft), "imageScanningConfiguration"
    return (
        draft.put(repository, prop, "scanOnPush", to=False) if draft.pick(True, False) else draft.drop(repository, prop)
    )


@defect(*ANY)
def log_retention_set(draft: Draft) -> Broken:
    group, prop = draft.one(LOG_GROUP), "retentionInDays"
    days = draft.pick(0, draft.number(3654, 10_000), None)
    return draft.drop(group, prop) if days is None else draft.put(group, prop, to=days)


@defect(*ANY)
def pipeline_deploys_blue_green(draft: Draft) -> Broken:
    """A configuration without one of its parts, or with an artifact that the action does not get."""
    configuration = {
        "ApplicationName": "web",
        "DeploymentGroupName": "web",
        "TaskDefinitionTemplateArtifact": "Templates",
        "AppSpecTemplateArtifact": "Templates",
        "Image1ArtifactName": "Image",
        "Image1ContainerName": "IMAGE1_NAME",
    }
    name = draft.pick(*configuration)
    if name.startswith(("TaskDefinition", "AppSpec")) and draft.pick(True, False):
        return _pipeline(draft, configuration | {name: draft.text(r"[A-Z][a-z]{9}")})
    return _pipeline(draft, {key: value for key, value in configuration.items() if key != name})


@defect(*ANY)
def pipeline_store_encrypted(draft: Draft) -> Broken:
    key = draft.pick({}, {"encryptionKey": {"id": "", "type": "KMS"}})
    return _pipeline(draft, {}, *draft.pick(([key]), ([{"encryptionKey": {"id": "key", "type": "KMS"}}, key])))


def _pulled(draft: Draft) -> Recorded:
    """The repository, which the task's image comes from."""
    repository = draft.one(REPOSITORY)
    registry = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
    draft.container("image", to=f"{registry}/{draft.get(repository, 'name')}:1.4.2")
    return repository


def _pipeline(draft: Draft, configuration: Mapping[str, str], *stores: Mapping[str, Any]) -> Recorded:
    action = {
        "name": "Deploy",
        "category": "Deploy",
        "provider": "CodeDeployToECS",
        "inputArtifacts": ["Templates", "Image"],
        "configuration": dict(configuration),
    }
    props = {
        "artifactStores": [{"location": "artifacts", "type": "S3", **store} for store in stores],
        "stages": [{"name": "Deploy", "actions": [action]}],
    }
    return draft.add("aws:codepipeline/pipeline:Pipeline", "delivery", props)
