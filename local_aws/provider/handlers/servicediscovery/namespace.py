"""Namespaces: of names that calls resolve, and of names that DNS resolves in a VPC."""

from typing import Any

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws, gone_is_fine
from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.handlers.servicediscovery import operation
from local_aws.provider.values import Props

_HTTP = "aws:servicediscovery/httpNamespace:HttpNamespace"
_DNS = "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace"


def create_http(aws: Aws, props: Props) -> str:
    """Made once its operation is."""
    cloud_map = aws.client("servicediscovery")
    return operation.target(cloud_map, cloud_map.create_http_namespace(**_asked(props)))


def create_dns(aws: Aws, props: Props) -> str:
    """The same, in a VPC."""
    cloud_map = aws.client("servicediscovery")
    return operation.target(cloud_map, cloud_map.create_private_dns_namespace(**_asked(props), Vpc=props["vpc"]))


def _asked(props: Props) -> dict[str, Any]:
    asked: dict[str, Any] = {"Name": props["name"]}
    if props.get("description"):
        asked["Description"] = props["description"]
    if props.get("tagsAll"):
        asked["Tags"] = tag_lists.as_list(props["tagsAll"])
    return asked


def read_http(aws: Aws, id: str, known: Props) -> Props | None:
    """With the name that calls know it by."""
    found = _found(aws, id)
    return found and _props(aws, found) | {"httpName": found["Properties"]["HttpProperties"]["HttpName"]}


def read_dns(aws: Aws, id: str, known: Props) -> Props | None:
    """An import's id is NAMESPACE:VPC, since no call tells the VPC."""
    id, _, vpc = id.partition(":")
    found = _found(aws, id)
    zone = found and found["Properties"]["DnsProperties"]["HostedZoneId"]
    return found and _props(aws, found) | {"id": id, "vpc": vpc or known.get("vpc"), "hostedZone": zone}


def _found(aws: Aws, id: str) -> dict[str, Any] | None:
    with gone_is_fine("NamespaceNotFound"):
        return aws.client("servicediscovery").get_namespace(Id=id)["Namespace"]
    return None


def _props(aws: Aws, found: dict[str, Any]) -> Props:
    tags = aws.client("servicediscovery").list_tags_for_resource(ResourceARN=found["Arn"])["Tags"]
    return {
        "arn": found["Arn"],
        "description": found.get("Description") or None,
        "name": found["Name"],
        "tagsAll": tag_lists.as_map(tags),
    }


def update_http(aws: Aws, id: str, change: Change) -> None:
    """Its description and its tags."""
    cloud_map = aws.client("servicediscovery")
    _update(cloud_map, cloud_map.update_http_namespace, id, change)


def update_dns(aws: Aws, id: str, change: Change) -> None:
    """The same."""
    cloud_map = aws.client("servicediscovery")
    _update(cloud_map, cloud_map.update_private_dns_namespace, id, change)


def _update(cloud_map: Any, send: Any, id: str, change: Change) -> None:
    if "description" in change.keys:
        send(Id=id, Namespace={"Description": change.new.get("description") or ""})
    arn = change.old["arn"]
    tag_lists.retag(cloud_map.tag_resource, cloud_map.untag_resource, change, ResourceARN=arn)


def delete(aws: Aws, id: str, known: Props) -> None:
    """Once no service is in it."""
    cloud_map = aws.client("servicediscovery")
    with gone_is_fine("NamespaceNotFound"):
        operation.target(cloud_map, cloud_map.delete_namespace(Id=id))


HANDLERS = (
    ResourceHandler(token=_HTTP, create=create_http, read=read_http, update=update_http, delete=delete),
    ResourceHandler(token=_DNS, create=create_dns, read=read_dns, update=update_dns, delete=delete),
)
