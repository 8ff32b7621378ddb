"""Look-ups of namespaces."""

from typing import Any

from local_aws.provider.handlers import tag_lists
from local_aws.provider.handlers.aws import Aws
from local_aws.provider.values import Props


def get_http_namespace(aws: Aws, args: Props) -> Props:
    """The one of this name that calls alone resolve."""
    found = _named(aws, args["name"], "HTTP")
    return _result(aws, args, found) | {"httpName": found["Properties"]["HttpProperties"]["HttpName"]}


def get_dns_namespace(aws: Aws, args: Props) -> Props:
    """The one of this name that DNS resolves, and its hosted zone."""
    found = _named(aws, args["name"], args["type"])
    return _result(aws, args, found) | {"hostedZone": found["Properties"]["DnsProperties"]["HostedZoneId"]}


def _named(aws: Aws, name: str, kind: str) -> dict[str, Any]:
    there = aws.client("servicediscovery").list_namespaces()["Namespaces"]
    found = [one for one in there if one["Name"] == name and one["Type"] == kind]
    if len(found) != 1:
        problem = "empty result" if not found else f"too many results: wanted 1, got {len(found)}"
        raise ValueError(f"reading Service Discovery {kind} Namespace ({name}): {problem}")
    return found[0]


def _result(aws: Aws, args: Props, found: dict[str, Any]) -> Props:
    tags = aws.client("servicediscovery").list_tags_for_resource(ResourceARN=found["Arn"])["Tags"]
    return {
        **args,
        "id": found["Id"],
        "arn": found["Arn"],
        "description": found.get("Description") or "",
        "tags": tag_lists.as_map(tags),
    }
