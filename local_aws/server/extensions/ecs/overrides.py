"""Another command for a one-off task: RunTask's `overrides`.

Not faithful: a container's command is not run, it might do anything to this machine. The task runs for some seconds
and ends, with exit code 0 or the one that FAULT_COMMAND_EXIT_CODE in its environment asks for (app/faults.py).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from app.faults import Faults
from local_aws.server.extensions.patching import AwsError
from model.moving.containers import RUN_SECONDS
from model.moving.revision import Behaviour, Revision
from model.texts.ecs import OVERRIDDEN_CONTAINER

Given = Mapping[str, Any] | None
"""The API's TaskOverride."""


def exit_codes(given: Given, definition: Any) -> dict[str, int]:
    """By container: what each ends with whose command was overridden."""
    containers = {one["name"]: one for one in definition.container_definitions}
    return {
        one["name"]: Faults.of(environment(containers[one["name"]]) | environment(one)).command_exit_code
        for one in _commands(given)
    }


def of_a_task(revision: Revision, given: Given) -> Revision:
    """The revision as such a task behaves. Raises AWS's error where it has no container of that name."""
    for one in (given or {}).get("containerOverrides") or ():
        if one["name"] not in revision.ports:
            raise AwsError.of(OVERRIDDEN_CONTAINER, container=one["name"])
    if not any(_commands(given)):
        return revision
    return replace(revision, behaviour=Behaviour(exits_after_seconds=RUN_SECONDS))


def _commands(given: Given) -> Iterator[Mapping[str, Any]]:
    yield from (one for one in (given or {}).get("containerOverrides") or () if one.get("command"))


def environment(container: Mapping[str, Any]) -> dict[str, str]:
    """The variables of a container, or of its overrides."""
    return {one["name"]: one["value"] for one in container.get("environment") or ()}
