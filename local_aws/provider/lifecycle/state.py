"""A resource as AWS has it, in the form of the engine's state: its outputs, and the inputs that would describe it."""

from typing import Any

from local_aws.provider.handlers.handler import ResourceHandler
from local_aws.provider.lifecycle import tags
from local_aws.provider.lifecycle.defaults import DEFAULTS, without_defaults
from local_aws.provider.lifecycle.difference import same, unset
from local_aws.provider.schema import Property, ResourceType
from local_aws.provider.values import Props


def state_of(resource_type: ResourceType, tag_config: tags.TagConfig, region: str, read: Props, inputs: Props) -> Props:
    """The state: what a handler has read from AWS, over the inputs that AWS doesn't return."""
    state = {key: value for key, value in {**without_defaults(inputs), **read}.items() if value is not None}
    if "region" in resource_type.properties:
        state["region"] = region
    if resource_type.taggable:
        state["tags"], state["tagsAll"] = tags.split(tag_config, read.get("tagsAll") or {}, inputs.get("tags") or {})
    return state


def refreshed_inputs(
    handler: ResourceHandler, resource_type: ResourceType, old_inputs: Props, old_state: Props, state: Props
) -> Props:
    """The inputs after a refresh: the old ones, but for what has changed in AWS since."""
    fields = resource_type.inputs
    left, right = without_defaults(old_inputs), state
    if handler.canonical:
        left, right = handler.canonical(left), handler.canonical(without_defaults(state))
    inputs = dict(old_inputs)
    for key, prop in fields.items():
        if key in old_inputs:
            changed = not same(prop, right.get(key), left.get(key))
        else:
            # What AWS filled in by itself at the create is no change; what has appeared since is one.
            changed = not prop.computed and not same(prop, state.get(key), old_state.get(key))
        if changed and key in state and not unset(state[key]):
            inputs[key] = _as_input(prop, state[key])
        elif changed:
            inputs.pop(key, None)
        if changed and DEFAULTS in inputs:
            inputs[DEFAULTS] = [name for name in inputs[DEFAULTS] if name != key]
    return inputs


def imported_inputs(resource_type: ResourceType, state: Props) -> Props:
    """The inputs after an import: all that AWS has, without defaults."""
    inputs = {
        key: _as_input(prop, state[key])
        for key, prop in resource_type.inputs.items()
        if not unset(state.get(key)) and state[key] != prop.default
    }
    return inputs | {DEFAULTS: []}


def _as_input(prop: Property, value: Any) -> Any:
    """The value in the form of inputs: without the members of objects that count as unset."""
    if isinstance(value, list) and prop.fields:
        return [_as_input(Property(type="object", fields=prop.fields), one) for one in value]
    if isinstance(value, dict) and prop.fields:
        fields = prop.fields
        kept = {k: _as_input(fields[k], v) for k, v in value.items() if k in fields and not unset(v)}
        return kept | {DEFAULTS: []}
    return value
