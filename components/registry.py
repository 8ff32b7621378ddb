"""The image registry of an environment: the repository that releases are pushed to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import pulumi_aws as aws
from pulumi import ComponentResource, Output, ResourceOptions

from model.partitions import arn

UNTAGGED_DAYS = 7
"""An untagged image belongs to no release; after these days it goes."""


@dataclass(frozen=True, kw_only=True)
class RegistryArgs:
    """What the repository keeps."""

    region: str
    account: str
    tags: Mapping[str, str]
    keep_images: int = 30
    """Older tagged images go. A rollback can only go back to an image that is kept."""
    moving_tag: str = ""
    """A tag that moves from image to image, beside those that never do; empty: there is none."""

    def __post_init__(self) -> None:
        if self.keep_images < 2:
            raise ValueError(f"keep_images must be 2 or more, blue's and green's, got {self.keep_images}")


class Registry(ComponentResource):
    """An ECR repository whose tags never move, but for one, and whose images are scanned."""

    repository_name: Output[str]
    repository_arn: Output[str]
    repository_url: Output[str]

    def __init__(self, name: str, args: RegistryArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:Registry", name, None, opts)
        child = ResourceOptions(parent=self)

        repository = aws.ecr.Repository(
            name,
            # A tag that can move would make a rollback start other bits than it names.
            image_tag_mutability="IMMUTABLE_WITH_EXCLUSION" if args.moving_tag else "IMMUTABLE",
            image_tag_mutability_exclusion_filters=[{"filter": args.moving_tag, "filter_type": "WILDCARD"}]
            if args.moving_tag
            else None,
            image_scanning_configuration={"scan_on_push": True},
            # Destroying an environment leaves nothing, its images included.
            force_delete=True,
            tags=args.tags,
            opts=child,
        )
        aws.ecr.LifecyclePolicy(name, repository=repository.name, policy=_lifecycle(args.keep_images), opts=child)

        self.repository_name = repository.name
        # Made of the name, which a preview knows, so that policies see who may read from it before it exists.
        self.repository_arn = Output.concat(arn(args.region, "ecr", args.account, "repository/"), repository.name)
        self.repository_url = repository.repository_url
        self.register_outputs({"repositoryArn": self.repository_arn, "repositoryUrl": self.repository_url})


def _lifecycle(keep_images: int) -> str:
    untagged = {
        "rulePriority": 1,
        "description": f"untagged images go after {UNTAGGED_DAYS} days",
        "selection": {
            "tagStatus": "untagged",
            "countType": "sinceImagePushed",
            "countUnit": "days",
            "countNumber": UNTAGGED_DAYS,
        },
        "action": {"type": "expire"},
    }
    # ECR wants the rule for `any` last.
    old = {
        "rulePriority": 2,
        "description": f"the newest {keep_images} images stay",
        "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": keep_images},
        "action": {"type": "expire"},
    }
    return json.dumps({"rules": [untagged, old]})
