"""What is being released, and where its tasks run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

LAUNCH = ("capacityProviderStrategy", "launchType", "platformVersion", "networkConfiguration")
"""The members that task sets, service revisions and RunTask have alike (ECS API reference)."""


@dataclass(frozen=True, kw_only=True)
class Revision:
    """The new task definition, and how the service starts its tasks."""

    cluster: str
    task_definition: str
    launch: Mapping[str, Any] = field(default_factory=dict)
    """Arguments of RunTask."""

    @classmethod
    def of(cls, cluster: str, task_definition: str, like: Mapping[str, Any]) -> "Revision":
        """Launched like a task set or a service revision, as the API describes it."""
        launch = {member: like[member] for member in LAUNCH if like.get(member)}
        if "capacityProviderStrategy" in launch:
            # RunTask takes one of the two, and a description may show both.
            launch.pop("launchType", None)
        return cls(cluster=cluster, task_definition=task_definition, launch=launch)
