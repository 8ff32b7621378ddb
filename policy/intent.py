"""What a component says of the resources inside it, for values that a first preview does not know.

`containerDefinitions` is one JSON text: an ARN inside it hides every port. A component of any program that takes
the same property as its own input, under the same name and as plain values, lets the rules see it all the same.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from policy.reading import DEPLOYMENT_CONFIG, LISTENER, SERVICE, TARGET_GROUP, TASK_DEFINITION, UNKNOWN, Resource

SHARED: Final[Mapping[str, tuple[str, ...]]] = {
    TASK_DEFINITION: ("containerDefinitions", "networkMode", "cpu", "memory", "requiresCompatibilities"),
    SERVICE: ("desiredCount", "loadBalancers", "deploymentController", "deploymentMaximumPercent"),
    TARGET_GROUP: ("port", "protocol", "targetType", "healthCheck"),
    LISTENER: ("port", "protocol", "sslPolicy"),
    DEPLOYMENT_CONFIG: ("trafficRoutingConfig",),
}
"""The properties that are taken from a component's inputs while they are unknown, by type."""


class Intents:
    """The inputs of every component of a program."""

    def __init__(self) -> None:
        self._inputs: dict[str, tuple[Mapping[str, Any], str]] = {}

    def remember(self, resource: Resource) -> None:
        """Keep what a component was given; resources of providers are not needed."""
        if not resource.type.startswith("aws:"):
            self._inputs[resource.urn] = resource.props, resource.parent

    def fill(self, resource: Resource) -> Resource:
        """The resource with unknown properties from the nearest component around it that has them."""
        unknown = [name for name in SHARED.get(resource.type, ()) if resource.props.get(name) is UNKNOWN]
        given = {name: value for name in unknown if (value := self._from_component(resource, name)) is not UNKNOWN}
        return replace(resource, props={**resource.props, **given}) if given else resource

    def _from_component(self, resource: Resource, name: str) -> Any:
        parent = resource.parent
        while parent in self._inputs:
            inputs, parent = self._inputs[parent]
            if name in inputs:
                return inputs[name]
        return UNKNOWN
