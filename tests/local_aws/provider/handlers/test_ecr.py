"""ECR repositories and their policies as the provider makes, changes, reads and removes them."""

import json
from typing import Any

import grpc
import pytest

from tests.local_aws.provider.plugin import Plugin, contract

REPOSITORY = "aws:ecr/repository:Repository"
LIFECYCLE = "aws:ecr/lifecyclePolicy:LifecyclePolicy"
REPOSITORY_POLICY = "aws:ecr/repositoryPolicy:RepositoryPolicy"
TAGS = {"Name": "web", "team": "shop"}


@pytest.fixture(scope="module")
def repository(plugin: Plugin) -> str:
    return plugin.create(REPOSITORY, {}, "shared").id


@pytest.mark.parametrize(
    "change",
    [
        {"imageTagMutability": None},
        {"imageScanningConfiguration": {"scanOnPush": False}},
        {"tags": {"Name": "other"}},
        {"tags": None},
    ],
    ids=str,
)
def test_a_repository_changes_in_place(plugin: Plugin, change: dict[str, Any]) -> None:
    inputs = {
        "imageTagMutability": "IMMUTABLE",
        "imageScanningConfiguration": {"scanOnPush": True},
        "tags": TAGS,
    }
    contract(plugin, REPOSITORY, inputs, change, "web")


def test_a_tag_that_moves_is_excluded_in_place(plugin: Plugin) -> None:
    moving = [{"filter": "latest", "filterType": "WILDCARD"}]
    excluded = {"imageTagMutability": "IMMUTABLE_WITH_EXCLUSION", "imageTagMutabilityExclusionFilters": moving}
    contract(plugin, REPOSITORY, {"imageTagMutability": "IMMUTABLE"}, excluded, "moving")
    contract(plugin, REPOSITORY, excluded, dict.fromkeys(excluded), "moving")


def test_what_aws_fills_in_of_a_repository_is_no_difference(plugin: Plugin, repository: str) -> None:
    found = plugin.import_(REPOSITORY, repository)
    assert found.state["repositoryUrl"] == f"123456789012.dkr.ecr.us-east-1.amazonaws.com/{repository}"
    assert plugin.diff(found, {"name": repository}) == {}


def test_a_repository_with_images_stays_unless_forced(plugin: Plugin, aws: Any) -> None:
    made = plugin.create(REPOSITORY, {}, "full")
    manifest = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json", "layers": []}
    aws("ecr").put_image(repositoryName=made.id, imageManifest=json.dumps(manifest), imageTag="one")
    with pytest.raises(grpc.RpcError, match="RepositoryNotEmptyException"):
        plugin.delete(made)
    plugin.delete(plugin.update(made, {"forceDelete": True}))
    assert plugin.refresh(made) is None


def keep(count: int) -> str:
    selection = {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": count}
    return json.dumps({"rules": [{"rulePriority": 1, "selection": selection, "action": {"type": "expire"}}]})


def test_another_lifecycle_policy_replaces_the_old_one_first(plugin: Plugin, repository: str) -> None:
    inputs = {"repository": repository, "policy": keep(10)}
    made = plugin.create(LIFECYCLE, inputs)
    assert made.id == repository
    assert plugin.deletes_first(made, inputs | {"policy": keep(20)})
    plugin.delete(made)
    contract(plugin, LIFECYCLE, inputs, {"policy": keep(20)}, replaces=True)


def pull(sid: str) -> str:
    statement = {"Sid": sid, "Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def test_a_repository_policy_changes_in_place(plugin: Plugin, repository: str) -> None:
    contract(plugin, REPOSITORY_POLICY, {"repository": repository, "policy": pull("one")}, {"policy": pull("two")})
