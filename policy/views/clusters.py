"""The cluster of a service, and of what else names one."""

from policy.reading import CLUSTER, UNKNOWN, Resource, Unknown
from policy.stack import Stack, only, remembered


@remembered
def cluster(stack: Stack, user: Resource, prop: str = "cluster") -> Resource | str | Unknown:
    """The cluster that a resource names by ARN or name; its name alone when it is not part of the program."""
    value = user.declared(prop, default="default")
    found = stack.linked(user, prop, value, CLUSTER, by="arn")
    if value is not UNKNOWN and not found:
        value = str(value).rpartition("/")[2]
        found = stack.linked(user, prop, value, CLUSTER, by="name")
    return only(found) or value


def cluster_name(stack: Stack, service: Resource) -> str | Unknown:
    """The name of a service's cluster: a deployment group and a scalable target know no other."""
    found = cluster(stack, service)
    name = found.get("name") if isinstance(found, Resource) else found
    return name if isinstance(name, str) else UNKNOWN
