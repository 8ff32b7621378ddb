"""The namespace that is brought."""

import pulumi_aws as aws

from components.brought import BroughtNamespace
from settings.brought.seen import looked_up
from settings.connect import NamespaceObject


def find(asked: NamespaceObject) -> BroughtNamespace:
    """Looks it up by its name, among those of its type. Unfit when there is none."""
    found = looked_up("namespace.name", lambda: _look_up(asked))
    return BroughtNamespace(arn=found.arn, id=found.id)


def _look_up(
    asked: NamespaceObject,
) -> aws.servicediscovery.GetHttpNamespaceResult | aws.servicediscovery.GetDnsNamespaceResult:
    if asked.type == "HTTP":
        return aws.servicediscovery.get_http_namespace(name=asked.name)
    return aws.servicediscovery.get_dns_namespace(name=asked.name, type=asked.type)
