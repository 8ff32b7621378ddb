"""Registers a task definition for a release, unless it is the newest of its family already: so whoever repeats a
command finds the release that it began before."""

from typing import Any

from botocore.exceptions import ClientError

from model.task_definitions import ANSWERED_ONLY
from ops.checks import Planned
from ops.releases import Releases
from ops.starting import look


def registered(releases: Releases, definition: dict[str, Any], like: str, image: str) -> str:
    """ARN of the revision that it is, or has become. Refused, with nothing registered, where a release like that of the
    revision `like`, with this image, would fail. Raises what botocore and AWS refuse."""
    newest = _newest(releases)
    if newest and _same(definition, newest):
        return newest["taskDefinitionArn"]
    look(Planned(releases, like, image))
    made = releases.aws.client("ecs").register_task_definition(**definition)
    return made["taskDefinition"]["taskDefinitionArn"]


def _newest(releases: Releases) -> dict[str, Any] | None:
    """Of the family, with its tags; None: it has none."""
    family = releases.names.task_definition_family
    try:
        found = releases.aws.client("ecs").describe_task_definition(taskDefinition=family, include=["TAGS"])
    except ClientError:
        return None
    return found["taskDefinition"] | {"tags": found.get("tags", [])}


def _same(wanted: Any, found: Any) -> bool:
    """Whether AWS, which adds empty members and members of its own, says the same. A default that it filled in makes a
    difference: what our builds write has none left out."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        return all(_same(wanted.get(key), found.get(key)) for key in wanted.keys() | (found.keys() - ANSWERED_ONLY))
    if isinstance(wanted, list) and isinstance(found, list):
        return len(wanted) == len(found) and all(map(_same, wanted, found))
    return wanted == found or (not wanted and not found)
