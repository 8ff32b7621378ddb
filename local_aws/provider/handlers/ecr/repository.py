"""ECR repository."""

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import fields, from_aws, request
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.values import Props

_TOKEN = "aws:ecr/repository:Repository"
_NAMES = {"name": "repositoryName"}


def create(aws: Aws, props: Props) -> str:
    """Makes the repository."""
    ecr = aws.client("ecr")
    encryption = next(iter(props.get("encryptionConfigurations") or ()), None)
    asked = request(ecr, "CreateRepository", props | {"encryptionConfiguration": encryption}, _NAMES)
    id: str = ecr.create_repository(**asked)["repository"]["repositoryName"]
    return id


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The repository and its tags."""
    ecr = aws.client("ecr")
    with gone_is_fine("RepositoryNotFoundException"):
        repository = ecr.describe_repositories(repositoryNames=[id])["repositories"][0]
        inputs = fields(_TOKEN, "tags", "region", "forceDelete")
        return {
            **dict.fromkeys(inputs),
            **from_aws(inputs, repository, _NAMES),
            "encryptionConfigurations": [repository.get("encryptionConfiguration", {"encryptionType": "AES256"})],
            "arn": repository["repositoryArn"],
            "registryId": repository["registryId"],
            "repositoryUrl": repository["repositoryUri"],
            "tagsAll": tag_lists.as_map(ecr.list_tags_for_resource(resourceArn=repository["repositoryArn"])["tags"]),
        }
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Mutability of the tags, scanning, and the repository's own tags."""
    ecr = aws.client("ecr")
    if change.keys & {"imageTagMutability", "imageTagMutabilityExclusionFilters"}:
        asked = request(ecr, "PutImageTagMutability", change.new)
        ecr.put_image_tag_mutability(repositoryName=id, **asked)
    if "imageScanningConfiguration" in change.keys:
        asked = request(ecr, "PutImageScanningConfiguration", change.new)
        ecr.put_image_scanning_configuration(repositoryName=id, **asked)
    put, removed = tag_lists.difference(change)
    if removed:
        ecr.untag_resource(resourceArn=change.old["arn"], tagKeys=removed)
    if put:
        ecr.tag_resource(resourceArn=change.old["arn"], tags=tag_lists.as_list(put))


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the repository; AWS refuses one with images unless `forceDelete` is set."""
    with gone_is_fine("RepositoryNotFoundException"):
        aws.client("ecr").delete_repository(repositoryName=id, force=bool(known.get("forceDelete")))


HANDLERS = (ResourceHandler(token=_TOKEN, create=create, read=read, update=update, delete=delete),)
