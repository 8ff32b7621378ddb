"""The actions of pipelines."""

from collections.abc import Iterator
from typing import Any

from policy.reading import Resource, items, read


def actions(pipeline: Resource) -> Iterator[tuple[str, Any]]:
    """Every action of every stage, with its path."""
    for index, stage in items(pipeline.get("stages")):
        for place, action in items(read(stage, "actions")):
            yield f"stages[{index}].actions[{place}]", action
