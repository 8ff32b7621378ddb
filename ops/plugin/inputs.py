"""What the release is asked to be, and what it was: all that a preview without changes needs, and so without AWS."""

from collections.abc import Mapping
from typing import Any, TypedDict, cast

UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""What the engine writes in a preview for a value that only `up` will know."""


class Inputs(TypedDict):
    """As the program declares it."""

    stack: str
    service: str
    """Its name, where the stack has several."""
    rollout: str
    """onUpdate or external."""
    until: str
    image: str
    """What is to be released."""
    kept: Mapping[str, str]
    """Key to value of what a stack that is up keeps."""
    outputs: Mapping[str, str]


class Released(TypedDict):
    """The state."""

    taskDefinition: str
    """ARN of the revision that was released last from here."""
    strategy: str


def wanted(asked: Inputs) -> Released:
    """The state after it."""
    said = asked["outputs"]
    return {"taskDefinition": said["task_definition"], "strategy": said["strategy"]}


def differences(state: dict[str, Any], news: dict[str, Any]) -> list[str]:
    """The inputs that ask for something."""
    if news["outputs"] == UNKNOWN:
        # So the engine asks whether it must go before something that is replaced and deleted first.
        return []
    after = wanted(cast(Inputs, news))
    found = ["strategy"] if state["strategy"] != after["strategy"] else []
    if news["rollout"] == "onUpdate" and state["taskDefinition"] != after["taskDefinition"]:
        found.append("taskDefinition")
    return found
