"""The actions of pipelines, and what they hand to each other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from policy.reading import PROJECT, UNKNOWN, Resource, Unknown, items, read, text_of, whole
from policy.stack import Linked, Stack

SOURCE: Final = "Source"
"""The category of the actions that a pipeline begins with."""


@dataclass(frozen=True)
class Action:
    """One action of a pipeline; unknown stages are one unknown action."""

    path: str
    stage: int
    """Which of the stages it is in."""
    given: Any

    @property
    def name(self) -> str:
        """As messages call it."""
        name = self.get("name")
        return name if isinstance(name, str) else self.path

    @property
    def provider(self) -> str | Unknown:
        """Who acts, such as `CodeDeployToECS`."""
        return text_of(self.get("provider", default=""))

    @property
    def configuration(self) -> Mapping[str, Any] | Unknown:
        """What it is told; names to texts."""
        found = self.get("configuration", default={})
        return found if found is UNKNOWN or isinstance(found, dict) else {}

    @property
    def order(self) -> int | Unknown:
        """Its place among the actions of its stage; those of one place run together."""
        order = whole(self.get("runOrder", default=1))
        return 1 if order is None else order

    @property
    def inputs(self) -> list[str | Unknown]:
        """The names of the artifacts that it gets."""
        return [text_of(one) for _, one in items(self.get("inputArtifacts"))]

    @property
    def outputs(self) -> list[str | Unknown]:
        """The names of the artifacts that it makes; actions that run commands say more of theirs."""
        computed = [read(one, "name") for _, one in items(self.get("outputArtifactsForComputeActions"))]
        return [text_of(one) for one in (*(one for _, one in items(self.get("outputArtifacts"))), *computed)]

    def get(self, *path: str | int, default: Any = None) -> Any:
        """`read` on what the program says of it."""
        return read(self.given, *path, default=default)

    def told(self, name: str, default: Any = None) -> Any:
        """One value of its configuration."""
        return read(self.configuration, name, default=default)

    def runs_before(self, other: "Action") -> bool | Unknown:
        """Whether what it makes is there when the other one begins."""
        if self.stage != other.stage:
            return self.stage < other.stage
        mine, theirs = self.order, other.order
        return UNKNOWN if mine is UNKNOWN or theirs is UNKNOWN else mine < theirs


def actions(pipeline: Resource) -> Iterator[Action]:
    """Every action of every stage."""
    for index, stage in items(pipeline.get("stages")):
        for place, action in items(read(stage, "actions")):
            yield Action(f"stages[{index}].actions[{place}]", index, action)


def by(pipeline: Resource, *providers: str) -> Iterator[Action]:
    """The actions that are known to be of these providers."""
    return (action for action in actions(pipeline) if action.provider in providers)


def makers(pipeline: Resource) -> dict[Any, Action]:
    """The first action that makes each artifact, by its name."""
    found: dict[Any, Action] = {}
    for action in actions(pipeline):
        for artifact in action.outputs:
            found.setdefault(artifact, action)
    found.pop(UNKNOWN, None)
    return found


def projects(stack: Stack, pipeline: Resource, action: Action) -> Linked:
    """The CodeBuild project that an action runs."""
    return stack.linked(pipeline, "stages", action.told("ProjectName"), PROJECT, by="name")
