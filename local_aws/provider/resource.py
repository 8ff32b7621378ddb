"""One resource between the program, the state and AWS: what a preview plans, and what a read means."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from local_aws.provider import tags
from local_aws.provider.check import DEFAULTS
from local_aws.provider.difference import Difference, differences, same, unset
from local_aws.provider.handlers.handler import Change, Props, ResourceHandler
from local_aws.provider.schema import Property, ResourceType
from local_aws.provider.wire import UNKNOWN


def without_defaults(value: Any) -> Any:
    """The value without `__defaults`, at any depth: what is sent to AWS, and what the state holds."""
    if isinstance(value, dict):
        return {key: without_defaults(member) for key, member in value.items() if key != DEFAULTS}
    return [without_defaults(member) for member in value] if isinstance(value, list) else value


def planned(resource_type: ResourceType, inputs: Props) -> Props:
    """The state that a preview of a create shows: what is given is known, what AWS will fill in is not."""
    tags_all = {"tagsAll": {}} if resource_type.taggable else {}
    return (
        dict.fromkeys(resource_type.outputs, UNKNOWN)
        | tags_all
        | _planned(resource_type.properties, without_defaults(inputs))
    )


def _planned(fields: Mapping[str, Property], values: Props) -> Props:
    unknown = {key: UNKNOWN for key, prop in fields.items() if prop.computed and key not in values}
    return unknown | {key: _filled(fields[key], value) if key in fields else value for key, value in values.items()}


def _filled(prop: Property, value: Any) -> Any:
    if isinstance(value, list):
        return [_filled(prop, member) for member in value]
    return _planned(prop.fields, value) if prop.fields and isinstance(value, dict) else value


@dataclass(frozen=True)
class Plan:
    """What new inputs do to a resource."""

    differences: list[Difference]
    change: Change


def plan(handler: ResourceHandler, resource_type: ResourceType, old_inputs: Props, state: Props, inputs: Props) -> Plan:
    """From the last checked inputs and the last known state to new inputs.

    A property that the program writes for the first time is compared with what AWS has already.
    """
    old = without_defaults(
        {**{key: state[key] for key in inputs if key in state and key not in old_inputs}, **old_inputs}
    )
    new = without_defaults(inputs)
    if handler.canonical:
        old, new = handler.canonical(old), handler.canonical(new)
    found = list(differences(resource_type.inputs, old, new))
    stays = {
        key: value
        for key, value in state.items()
        if key not in resource_type.inputs or resource_type.inputs[key].computed
    }
    change = Change(
        old=without_defaults(state),
        new={**stays, **without_defaults(inputs)},
        keys=frozenset(str(one.path[0]) for one in found),
    )
    forced = change.keys if handler.update is None else handler.replaces(change) if handler.replaces else frozenset()
    return Plan([replace(one, replaces=one.replaces or one.path[0] in forced) for one in found], change)


def updated(handler: ResourceHandler, change: Change) -> Props:
    """The state that a preview of an update shows: outputs keep their values, but for those that the change renews."""
    return change.new | dict.fromkeys(handler.unknown_outputs(change) if handler.unknown_outputs else (), UNKNOWN)


def read_state(
    resource_type: ResourceType, tag_config: tags.TagConfig, region: str, read: Props, inputs: Props
) -> Props:
    """The state: what AWS returns, over the inputs that it doesn't return."""
    state = {key: value for key, value in {**without_defaults(inputs), **read}.items() if value is not None}
    if "region" in resource_type.properties:
        state["region"] = region
    if resource_type.taggable:
        state["tags"], state["tagsAll"] = tags.split(tag_config, read.get("tagsAll") or {}, inputs.get("tags") or {})
    return state


def drifted(
    handler: ResourceHandler, resource_type: ResourceType, old_inputs: Props, old_state: Props, state: Props
) -> Props:
    """The inputs that describe what AWS has now: the old ones, but for what was really changed there."""
    fields = resource_type.inputs
    left, right = without_defaults(old_inputs), state
    if handler.canonical:
        left, right = handler.canonical(left), handler.canonical(without_defaults(state))
    inputs = dict(old_inputs)
    for key, prop in fields.items():
        if key in old_inputs:
            moved = not same(prop, right.get(key), left.get(key))
        else:
            # What AWS filled in by itself at the create isn't drift; what has appeared since is.
            moved = not prop.computed and not same(prop, state.get(key), old_state.get(key))
        if moved and key in state and not unset(state[key]):
            inputs[key] = _given(prop, state[key])
        elif moved:
            inputs.pop(key, None)
        if moved and DEFAULTS in inputs:
            inputs[DEFAULTS] = [name for name in inputs[DEFAULTS] if name != key]
    return inputs


def imported(resource_type: ResourceType, state: Props) -> Props:
    """The inputs of a resource that no program has written yet: all that AWS has and a default doesn't say."""
    inputs = {
        key: _given(prop, state[key])
        for key, prop in resource_type.inputs.items()
        if not unset(state.get(key)) and state[key] != prop.default
    }
    return inputs | {DEFAULTS: []}


def _given(prop: Property, value: Any) -> Any:
    """The value as inputs hold it: without what counts as unset inside of objects."""
    if isinstance(value, list) and prop.fields:
        return [_given(Property(type="object", fields=prop.fields), one) for one in value]
    if isinstance(value, dict) and prop.fields:
        fields = prop.fields
        kept = {k: _given(fields[k], v) for k, v in value.items() if k in fields and not unset(v)}
        return kept | {DEFAULTS: []}
    return value
