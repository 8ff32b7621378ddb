"""Application."""

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.case import request
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.values import Props


def create(aws: Aws, props: Props) -> str:
    """Makes the application; its id is APPLICATIONID:NAME."""
    codedeploy = aws.client("codedeploy")
    asked = request(codedeploy, "CreateApplication", props | {"applicationName": props["name"]})
    answer = codedeploy.create_application(**asked)
    return f"{answer['applicationId']}:{props['name']}"


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """The application, by the name last known: after a rename the id still has the old one. Imported by its name."""
    name = known.get("name") or id.rpartition(":")[2]
    codedeploy = aws.client("codedeploy")
    arn = aws.arn("codedeploy", f"application:{name}")
    with gone_is_fine("ApplicationDoesNotExistException"):
        application = codedeploy.get_application(applicationName=name)["application"]
        return {
            "id": f"{application['applicationId']}:{application['applicationName']}",
            "name": application["applicationName"],
            "computePlatform": application["computePlatform"],
            "applicationId": application["applicationId"],
            "githubAccountName": application.get("gitHubAccountName", ""),
            "linkedToGithub": application.get("linkedToGitHub", False),
            "arn": arn,
            "tagsAll": tag_lists.as_map(codedeploy.list_tags_for_resource(ResourceArn=arn)["Tags"]),
        }
    return None


def update(aws: Aws, id: str, change: Change) -> None:
    """A new name is a rename in place; tags apart."""
    codedeploy = aws.client("codedeploy")
    name = change.new["name"]
    if "name" in change.keys:
        codedeploy.update_application(applicationName=change.old["name"], newApplicationName=name)
    arn = aws.arn("codedeploy", f"application:{name}")
    tag_lists.retag(codedeploy.tag_resource, codedeploy.untag_resource, change, ResourceArn=arn)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Deletes the application by its name, and with it its groups."""
    with gone_is_fine("ApplicationDoesNotExistException"):
        aws.client("codedeploy").delete_application(applicationName=known["name"])


HANDLERS = (
    ResourceHandler(
        token="aws:codedeploy/application:Application", create=create, read=read, update=update, delete=delete
    ),
)
