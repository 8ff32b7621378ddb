"""Which target a resource is or belongs to: three properties, by which every call names it."""

from local_aws.provider.values import Props

TARGET = {
    "serviceNamespace": "ServiceNamespace",
    "resourceId": "ResourceId",
    "scalableDimension": "ScalableDimension",
}


def named(props: Props) -> dict[str, str]:
    """The arguments of a call."""
    return {member: props[key] for key, member in TARGET.items()}


def imported(id: str) -> Props:
    """The properties that `pulumi import` is given: NAMESPACE/RESOURCEID/DIMENSION, and a name after that."""
    namespace, _, rest = id.partition("/")
    parts = rest.split("/")
    place = next((index for index, part in enumerate(parts) if part.startswith(f"{namespace}:")), len(parts) - 1)
    return {
        "serviceNamespace": namespace,
        "resourceId": "/".join(parts[:place]),
        "scalableDimension": parts[place],
        "name": "/".join(parts[place + 1 :]),
    }
