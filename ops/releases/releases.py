"""What every strategy can do with a release."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any

from ops.aws import Aws
from ops.progress import Progress
from ops.target import Target, short

TROUBLE = ("was unable to place", "unable to consistently start", "is unhealthy in", "failed container health checks")
"""Words of the service's events that say why new tasks do not serve (ECS developer guide, service event messages)."""


BY_ITSELF = ("EssentialContainerExited", "TaskFailedToStart")
"""Stop codes of tasks that nobody stopped (ECS API reference, Task)."""


class Releases(ABC):
    """Of one service; every call asks AWS. What AWS refuses is raised as it comes."""

    stop_leaves: str
    """What happens to traffic when a release is stopped and not rolled back."""

    def __init__(self, target: Target, aws: Aws) -> None:
        self.target = target
        self.aws = aws
        self.names = target.names

    def service(self) -> dict[str, Any] | None:
        """The service as DescribeServices has it; None: it is gone."""
        found = self.aws.client("ecs").describe_services(cluster=self.names.cluster, services=[self.names.service])
        return next((one for one in found["services"] if one["status"] != "INACTIVE"), None)

    @abstractmethod
    def live(self) -> str:
        """ARN of the task definition that serves production, or did last; empty when nothing ever did."""

    @abstractmethod
    def home(self) -> str:
        """ARN of the target group that its tasks are in; empty where nobody can know."""

    @abstractmethod
    def ids(self) -> Iterator[str]:
        """Every release that AWS still knows, newest first."""

    @abstractmethod
    def running(self) -> str:
        """Id of the release that is under way; empty: none is. A rollback counts as part of what it undoes."""

    @abstractmethod
    def start(self, task_definition: str) -> str:
        """Begins a release of this revision; its id."""

    @abstractmethod
    def progress(self, id: str) -> Progress:
        """How far it is."""

    @abstractmethod
    def proceed(self, progress: Progress) -> None:
        """Somebody approves what it waits for."""

    @abstractmethod
    def roll_back(self, id: str) -> None:
        """Ends a running release and takes the traffic back."""

    @abstractmethod
    def stop(self, id: str) -> None:
        """Ends a running release and leaves everything as it is."""

    @abstractmethod
    def finish(self, progress: Progress) -> None:
        """Ends the wait in which the old tasks stay. Refused where AWS has no way to."""

    def evidence(self, progress: Progress) -> Iterator[str]:
        """What the service has said since then about tasks that did not start or were not well: the last of each."""
        said: dict[str, str] = {}
        for event in reversed((self.service() or {}).get("events", ())):
            trouble = next((word for word in TROUBLE if word in event["message"]), "")
            if trouble and progress.began and event["createdAt"] >= progress.began:
                said[trouble] = event["message"]
        yield from said.values()
        yield from self._stopped(progress)

    def _stopped(self, progress: Progress) -> Iterator[str]:
        """Why tasks of the new revision stopped by themselves: each reason once. ECS knows them for an hour."""
        ecs, cluster = self.aws.client("ecs"), self.names.cluster
        stopped = ecs.list_tasks(cluster=cluster, family=self.names.task_definition_family, desiredStatus="STOPPED")
        arns = stopped["taskArns"]
        tasks = ecs.describe_tasks(cluster=cluster, tasks=arns)["tasks"] if arns else []
        found: dict[str, None] = {}
        for task in tasks:
            if short(task["taskDefinitionArn"]) == progress.revision and task.get("stopCode") in BY_ITSELF:
                found[_why(task)] = None
        yield from found

    def history(self, count: int) -> Sequence[Progress]:
        """The newest so many."""
        return [self.progress(id) for _, id in zip(range(count), self.ids(), strict=False)]


def _why(task: dict[str, Any]) -> str:
    """AWS's reason, with that of the container or its exit code."""
    for container in task.get("containers", ()):
        if detail := container.get("reason"):
            return f"{task.get('stoppedReason', '')}: {detail}"
        if container.get("exitCode"):
            return f"{task.get('stoppedReason', '')} (container {container['name']}, exit code {container['exitCode']})"
    return task.get("stoppedReason", "")
