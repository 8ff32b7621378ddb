"""Where the traffic leads, as the program has written it, and whether `ignore_changes` covers that."""

import re
from collections.abc import Iterator

from model.property_path import PropertyPath, is_under, written
from policy.reading import SERVICE, UNKNOWN, Resource, items, read
from policy.views.topology import actions


def leads(resource: Resource) -> list[PropertyPath]:
    """Where a listener, a rule or a service says which target groups get its requests.

    A forward is written as `targetGroupArn`, as `forward`, or as both.
    """
    if resource.type == SERVICE:
        entries = items(resource.get("loadBalancers"))
        return [("loadBalancers", index, "targetGroupArn") for index, _ in entries] or [("loadBalancers",)]
    prop = actions(resource)
    return list(_forwards(resource, prop)) or [(prop,)]


def open_to_change(resource: Resource, *paths: PropertyPath) -> str:
    """What is wrong where changes of one of these values are not ignored; empty where all are."""
    missing = next((path for path in paths if not resource.ignores(*path)), None)
    if missing is None:
        return ""
    for text in resource.ignored:
        if (spelt := _in_pulumis_spelling(text)) != text and is_under(missing, spelt):
            return f"{text} in ignore_changes matches nothing, as Pulumi's engine knows it as {spelt}"
        if text.startswith(str(missing[0])) and len(text) > len(str(missing[0])):
            return f"{text} in ignore_changes does not cover {written(missing)}"
    return f"{missing[0]} is not in ignore_changes"


def _forwards(resource: Resource, prop: str) -> Iterator[PropertyPath]:
    for index, action in items(resource.get(prop)):
        kind = read(action, "type", default="")
        if kind is UNKNOWN:
            yield (prop, index)
        elif str(kind).lower() == "forward":
            single, several = read(action, "targetGroupArn"), read(action, "forward")
            if single not in (None, "") or several is None:
                yield (prop, index, "targetGroupArn")
            if several is not None:
                yield (prop, index, "forward", "targetGroups")


def _in_pulumis_spelling(text: str) -> str:
    """`default_actions[0].target_group_arn`, as Python has it, in camelCase."""
    return re.sub(r"_([a-z0-9])", lambda letter: letter[1].upper(), text)
