"""Who else may use an ECR repository."""

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.values import Props


def create(aws: Aws, props: Props) -> str:
    """Puts the policy on its repository, whose name is the id."""
    id: str = props["repository"]
    aws.client("ecr").set_repository_policy(repositoryName=id, policyText=props["policy"])
    return id


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The policy of the repository."""
    with gone_is_fine("RepositoryNotFoundException", "RepositoryPolicyNotFoundException"):
        answer = aws.client("ecr").get_repository_policy(repositoryName=id)
        return {"repository": id, "policy": answer["policyText"], "registryId": answer["registryId"]}
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """Puts the new policy in place of the old one."""
    create(aws, change.new)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Takes the policy off."""
    with gone_is_fine("RepositoryNotFoundException", "RepositoryPolicyNotFoundException"):
        aws.client("ecr").delete_repository_policy(repositoryName=id)


HANDLERS = (
    ResourceHandler(
        token="aws:ecr/repositoryPolicy:RepositoryPolicy", create=create, read=read, update=update, delete=delete
    ),
)
