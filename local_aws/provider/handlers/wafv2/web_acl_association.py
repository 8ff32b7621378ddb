"""Association of a web ACL with a resource, which has one at a time."""

from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.handler import ResourceHandler
from local_aws.provider.handlers.retries import retry
from local_aws.provider.values import Props

_FRESH = ("WAFUnavailableEntityException", "")
_GONE = ("WAFNonexistentItemException",)


def create(aws: Aws, props: Props) -> str:
    """Associates them; a web ACL or a load balancer that was made just now may not be there yet."""
    acl, resource = props["webAclArn"], props["resourceArn"]
    retry(lambda: aws.client("wafv2").associate_web_acl(WebACLArn=acl, ResourceArn=resource), _FRESH)
    return f"{acl},{resource}"


def read(aws: Aws, id: str, known: Props) -> Props | None:
    """While the resource has this web ACL. An id is WEBACLARN,RESOURCEARN."""
    acl, _, resource = id.partition(",")
    with gone_is_fine(*_GONE):
        found = aws.client("wafv2").get_web_acl_for_resource(ResourceArn=resource).get("WebACL")
        if found and found["ARN"] == acl:
            return {"webAclArn": acl, "resourceArn": resource}
    return None


def delete(aws: Aws, id: str, known: Props) -> None:
    """Takes it off."""
    with gone_is_fine(*_GONE):
        aws.client("wafv2").disassociate_web_acl(ResourceArn=known["resourceArn"])


HANDLERS = (
    ResourceHandler(token="aws:wafv2/webAclAssociation:WebAclAssociation", create=create, read=read, delete=delete),
)
