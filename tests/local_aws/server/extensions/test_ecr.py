"""ECR of the local AWS moves tags, or refuses to, as AWS does, and tells of each push."""

import json
from hashlib import sha256
from typing import Any

import pytest
from botocore.exceptions import ClientError

MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json"
IMMUTABLE = {
    "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION",
    "imageTagMutabilityExclusionFilters": [{"filterType": "WILDCARD", "filter": "latest"}],
}


def manifest(build: str) -> str:
    return json.dumps({"schemaVersion": 2, "mediaType": MEDIA_TYPE, "layers": [], "annotations": {"build": build}})


def push(aws: Any, repository: str, build: str, tag: str) -> str:
    image = aws("ecr").put_image(repositoryName=repository, imageManifest=manifest(build), imageTag=tag)["image"]
    return image["imageId"]["imageDigest"]


def tags(aws: Any, repository: str) -> dict[str, list[str]]:
    images = aws("ecr").describe_images(repositoryName=repository)["imageDetails"]
    return {image["imageDigest"]: sorted(image.get("imageTags", [])) for image in images}


def test_an_image_has_the_digest_of_its_manifest(aws: Any, name: str) -> None:
    aws("ecr").create_repository(repositoryName=name)
    assert push(aws, name, "one", "1") == f"sha256:{sha256(manifest('one').encode()).hexdigest()}"


def test_an_image_that_a_tag_leaves_stays_without_it(aws: Any, name: str) -> None:
    aws("ecr").create_repository(repositoryName=name)
    one, two = push(aws, name, "one", "latest"), push(aws, name, "two", "latest")
    assert tags(aws, name) == {one: [], two: ["latest"]}


def test_an_excluded_tag_moves_and_the_others_stay(aws: Any, name: str) -> None:
    aws("ecr").create_repository(repositoryName=name, **IMMUTABLE)
    one = push(aws, name, "one", "1")
    assert push(aws, name, "one", "latest") == one
    two = push(aws, name, "two", "latest")
    with pytest.raises(ClientError, match=f"The image tag '1' already exists in the '{name}' repository") as refused:
        push(aws, name, "two", "1")
    assert refused.value.response["Error"]["Code"] == "ImageTagAlreadyExistsException"
    push(aws, name, "one", "latest-1")
    with pytest.raises(ClientError, match="cannot be overwritten because the tag is immutable"):
        push(aws, name, "two", "latest-1")
    assert tags(aws, name) == {one: ["1", "latest-1"], two: ["latest"]}


def test_the_same_push_once_more_is_refused_in_aws_words(aws: Any, name: str) -> None:
    aws("ecr").create_repository(repositoryName=name)
    one = push(aws, name, "one", "1")
    with pytest.raises(ClientError, match=f"Image with digest '{one}' and tag '1' already exists") as refused:
        push(aws, name, "one", "1")
    assert refused.value.response["Error"]["Code"] == "ImageAlreadyExistsException"


def test_a_push_is_an_event(aws: Any, name: str) -> None:
    queue = aws("sqs").create_queue(QueueName=name)["QueueUrl"]
    pattern = {"source": ["aws.ecr"], "detail": {"repository-name": [name], "image-tag": ["latest"]}}
    aws("events").put_rule(Name=name, EventPattern=json.dumps(pattern))
    aws("events").put_targets(Rule=name, Targets=[{"Id": "q", "Arn": f"arn:aws:sqs:us-east-1:123456789012:{name}"}])
    aws("ecr").create_repository(repositoryName=name)
    push(aws, name, "one", "1")
    digest = push(aws, name, "one", "latest")
    (sent,) = aws("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10)["Messages"]
    event = json.loads(sent["Body"])
    assert event["detail-type"] == "ECR Image Action"
    assert event["detail"] == {
        "result": "SUCCESS",
        "repository-name": name,
        "image-digest": digest,
        "action-type": "PUSH",
        "image-tag": "latest",
    }
