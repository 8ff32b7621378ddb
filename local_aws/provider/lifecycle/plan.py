"""What new inputs do to a resource that exists: the differences, and the change that an update makes."""

from dataclasses import dataclass, replace

from local_aws.provider.handlers.handler import Change, ResourceHandler
from local_aws.provider.lifecycle.defaults import without_defaults
from local_aws.provider.lifecycle.difference import Difference, differences
from local_aws.provider.schema import ResourceType
from local_aws.provider.values import UNKNOWN, Props


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The change from the last checked inputs and the last known state to new inputs."""

    differences: list[Difference]
    change: Change
    planned: Props
    """The state that a preview of the update shows: outputs keep their values, unless the change renews them."""


def plan(handler: ResourceHandler, resource_type: ResourceType, old_inputs: Props, state: Props, inputs: Props) -> Plan:
    """Compares old and new. A property that the program writes for the first time is compared with the state."""
    written_first = {key: state[key] for key in inputs if key in state and key not in old_inputs}
    old, new = without_defaults({**written_first, **old_inputs}), without_defaults(inputs)
    canonical = handler.canonical or (lambda props: props)
    found = list(differences(resource_type.inputs, canonical(old), canonical(new)))
    fields = resource_type.inputs
    kept = {key: value for key, value in state.items() if key not in fields or fields[key].computed}
    keys = frozenset(str(one.path[0]) for one in found)
    change = Change(old=without_defaults(state), new={**kept, **new}, keys=keys)
    forced = keys if handler.update is None else handler.replaces(change) if handler.replaces else frozenset()
    unknown = handler.unknown_outputs(change) if handler.unknown_outputs else frozenset()
    return Plan(
        differences=[replace(one, replaces=one.replaces or one.path[0] in forced) for one in found],
        change=change,
        planned=change.new | dict.fromkeys(unknown, UNKNOWN),
    )
