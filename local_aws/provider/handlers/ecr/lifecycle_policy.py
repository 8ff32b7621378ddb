"""Which images an ECR repository keeps. Another policy replaces the resource, though AWS would overwrite it."""

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.handler import ResourceHandler
from local_aws.provider.values import Props


def create(aws: Aws, props: Props) -> str:
    """Puts the policy on its repository, whose name is the id."""
    id: str = props["repository"]
    aws.client("ecr").put_lifecycle_policy(repositoryName=id, lifecyclePolicyText=props["policy"])
    return id


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The policy of the repository."""
    with gone_is_fine("RepositoryNotFoundException", "LifecyclePolicyNotFoundException"):
        answer = aws.client("ecr").get_lifecycle_policy(repositoryName=id)
        return {"repository": id, "policy": answer["lifecyclePolicyText"], "registryId": answer["registryId"]}
    return None


def delete(aws: Aws, id: str, known: Props) -> None:
    """Takes the policy off; images are kept from then on."""
    with gone_is_fine("RepositoryNotFoundException", "LifecyclePolicyNotFoundException"):
        aws.client("ecr").delete_lifecycle_policy(repositoryName=id)


HANDLERS = (ResourceHandler(token="aws:ecr/lifecyclePolicy:LifecyclePolicy", create=create, read=read, delete=delete),)
