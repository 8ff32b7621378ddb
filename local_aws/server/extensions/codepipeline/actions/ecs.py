"""A rolling update of a service, by `imagedefinitions.json`.

CodePipeline user guide, "Amazon Elastic Container Service deploy action reference" and "Image definitions file
reference" (read 2026-11). Its revision is made from the one that the service runs. It waits until the service is steady
with it; a deployment that the circuit breaker ends is waited for until the time-out, as on AWS
(github.com/aws/containers-roadmap/issues/1399).
"""

import json
from typing import Any

from local_aws.server.extensions.codepipeline.actions.job import Done, Failed, Job, NoFile, Waiting, refusal, refused_by
from model.codepipeline import ECS_DEPLOYMENT_MINUTES, IMAGE_DEFINITIONS
from model.task_definitions import ANSWERED_ONLY
from model.texts import codepipeline as say

LARGEST_KIB = 100
CONSOLE = "https://console.aws.amazon.com/ecs/home"


def look(job: Job) -> Done | Waiting:
    """Updates the service, and waits for it."""
    cluster, service = job.configuration["ClusterName"], job.configuration["ServiceName"]
    minutes = float(job.configuration.get("DeploymentTimeout") or ECS_DEPLOYMENT_MINUTES)
    url = f"{CONSOLE}?region={job.aws.region}#/clusters/{cluster}/services/{service}/deployments"
    if "definition" not in job.memo:
        images = _images(job)
        with refused_by("AmazonECS"):
            arn = _release(job, cluster, service, images)
        memo = {"definition": arn, "until": job.now + 60 * minutes}
        return Waiting(memo=memo, summary="Deployment in progress", external_id=arn, external_url=url)
    arn = job.memo["definition"]
    with refused_by("AmazonECS"):
        shown = _service(job, cluster, service)
    if _steady(shown, arn):
        return Done(summary="Deployment Succeeded", external_id=arn, external_url=url)
    if job.now >= job.memo["until"]:
        raise Failed.of(say.ECS_TIMED_OUT, minutes=f"{minutes:g}", service=service)
    return Waiting(memo=job.memo, summary="Deployment in progress", external_id=arn, external_url=url)


def _images(job: Job) -> dict[str, str]:
    """Of each container, by its name."""
    file = job.configuration.get("FileName") or IMAGE_DEFINITIONS
    for artifact, location in job.inputs.items():
        try:
            data = job.read(artifact, file)
        except NoFile:
            raise Failed.of(say.IMAGES_NOT_FOUND, file=file, **location) from None
        if len(data) > 1024 * LARGEST_KIB:
            raise Failed.of(say.IMAGES_TOO_LARGE, file=file, most=LARGEST_KIB)
        try:
            return {one["name"]: one["imageUri"] for one in json.loads(data)}
        except (ValueError, KeyError, TypeError) as error:
            raise Failed.of(say.IMAGES_NOT_PARSED, file=file) from error
    raise Failed.of(say.IMAGES_NOT_FOUND, file=file, bucket="", key="")


def _release(job: Job, cluster: str, service: str, images: dict[str, str]) -> str:
    ecs = job.aws.client("ecs")
    live = _service(job, cluster, service)["taskDefinition"]
    found = ecs.describe_task_definition(taskDefinition=live, include=["TAGS"])
    wanted = {member: value for member, value in found["taskDefinition"].items() if member not in ANSWERED_ONLY}
    containers = {one["name"]: one for one in wanted["containerDefinitions"]}
    for name, image in images.items():
        if name not in containers:
            file = job.configuration.get("FileName") or IMAGE_DEFINITIONS
            raise Failed.of(say.IMAGES_CONTAINER, container=name, file=file, definition=live.rpartition("/")[2])
        containers[name]["image"] = image
    tags = {"tags": found["tags"]} if found.get("tags") else {}
    arn = ecs.register_task_definition(**wanted, **tags)["taskDefinition"]["taskDefinitionArn"]
    ecs.update_service(cluster=cluster, service=service, taskDefinition=arn)
    return arn


def _service(job: Job, cluster: str, service: str) -> dict[str, Any]:
    found = job.aws.client("ecs").describe_services(cluster=cluster, services=[service])
    for shown in found["services"]:
        if shown["status"] == "ACTIVE":
            return shown
    raise refusal("AmazonECS", "ServiceNotFoundException", "Service not found.", job.execution)


def _steady(service: dict[str, Any], definition: str) -> bool:
    primary = next(one for one in service["deployments"] if one["status"] == "PRIMARY")
    return primary["taskDefinition"] == definition and primary["rolloutState"] == "COMPLETED"
