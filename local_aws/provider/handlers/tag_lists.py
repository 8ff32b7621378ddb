"""Tags as most of AWS's services have them, a list of `Key` and `Value`, and the calls for a change of tags."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from local_aws.provider.handlers.handler import Change

Tags = dict[str, str]


def as_list(tags: Mapping[str, str] | None) -> list[dict[str, str]]:
    """The list that most calls take."""
    return [{"Key": key, "Value": value} for key, value in (tags or {}).items()]


def as_map(tags: Iterable[Mapping[str, Any]] | None) -> Tags:
    """The map that a program has."""
    return {tag["Key"]: tag["Value"] for tag in tags or ()}


def difference(change: Change) -> tuple[Tags, list[str]]:
    """The tags to set and the keys to remove; both empty when nothing changed."""
    old: Tags = change.old.get("tagsAll") or {}
    new: Tags = change.new.get("tagsAll") or {}
    put = {key: value for key, value in new.items() if old.get(key) != value}
    return put, [key for key in old if key not in new]


def retag(tag: Callable[..., Any], untag: Callable[..., Any], change: Change, **which: str) -> None:
    """Sends what changed by a service's two calls, where they take `Tags` and `TagKeys`; `which` names the resource."""
    put, removed = difference(change)
    if removed:
        untag(**which, TagKeys=removed)
    if put:
        tag(**which, Tags=as_list(put))
