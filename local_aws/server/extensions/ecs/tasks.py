"""ECS tasks as calls describe them: what the model's task is, with the names and addresses that it has here.

Faithful: host ports from 32768 up, an elastic network interface with an address of its subnet (awsvpc), the states and
their times, containers that wait for each other. Not faithful: the health of containers is not known; the last hundred
stopped tasks of a cluster stay describable.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from local_aws.server.account import Account
from model.moving import tasks as model
from model.texts.service_events import CANNOT_PULL, ESSENTIAL_EXITED


@dataclass(eq=False, kw_only=True)
class Task:
    """One task; the names are those of the API."""

    moving: model.Task
    account: Account
    task_arn: str
    cluster_arn: str
    cluster_name: str
    task_definition_arn: str
    group: str
    started_by: str | None
    launch_type: str
    availability_zone: str
    cpu: str
    memory: str
    container_instance_arn: str | None = None
    ec2_instance_id: str | None = None
    platform_version: str | None = None
    platform_family: str | None = None
    enable_execute_command: bool = False
    tags: list[dict[str, str]] = field(default_factory=list)
    overrides: dict[str, Any] = field(default_factory=dict)
    bound: list[dict[str, Any]] = field(default_factory=list)
    """Its containers, without their states."""
    attachments: list[dict[str, Any]] = field(default_factory=list)
    interface_id: str | None = None
    private_ip: str | None = None
    health_status: str = "UNKNOWN"
    version: int = 1
    stopped_by_user: bool = False
    """By StopTask."""
    exit_codes: dict[str, int] = field(default_factory=dict)
    """What the containers end with whose command was overridden."""

    @property
    def last_status(self) -> str:
        return self.moving.status

    @property
    def desired_status(self) -> str:
        return "RUNNING" if self.moving.status in ("PENDING", "RUNNING") else "STOPPED"

    @property
    def connectivity(self) -> str:
        return "DISCONNECTED" if self.moving.status in ("PENDING", "STOPPED") else "CONNECTED"

    @property
    def capacity_provider_name(self) -> str | None:
        return self.moving.provider or None

    @property
    def created_at(self) -> datetime:
        return self.account.at(self.moving.created_at)

    @property
    def started_at(self) -> datetime | None:
        return self._at(self.moving.running_at)

    @property
    def stopping_at(self) -> datetime | None:
        return self._at(self.moving.stopping_at)

    @property
    def stopped_at(self) -> datetime | None:
        return self._at(self.moving.stopped_at)

    @property
    def stopped_reason(self) -> str | None:
        return self.moving.stop_reason or None

    @property
    def stop_code(self) -> str | None:
        """Why it stopped, as ECS sorts it (ECS API reference, Task)."""
        reason = self.moving.stop_reason
        if not reason:
            return None
        codes = {CANNOT_PULL.say(): "TaskFailedToStart", ESSENTIAL_EXITED.say(): "EssentialContainerExited"}
        if self.stopped_by_user:
            return "UserInitiated"
        return codes.get(reason) or ("ServiceSchedulerInitiated" if self.moving.running_at else "TaskFailedToStart")

    @property
    def containers(self) -> list[dict[str, Any]]:
        """Each with its state, and with its exit code where that is known."""
        return [container | self._state(container["name"]) for container in self.bound]

    def _state(self, name: str) -> dict[str, Any]:
        moving = self.moving
        status = moving.status if moving.status in ("PENDING", "STOPPED") else "RUNNING"
        ended = moving.stop_reason == ESSENTIAL_EXITED.say() and status == "STOPPED"
        span = moving.task_set.revision.start.spans.get(name)
        until = self.account.cloud.clock.now if moving.stopped_at is None else moving.stopped_at
        past = round(until - moving.created_at - moving.pull_seconds, 3)
        if span and (past >= span.ends or (ended and span.reason)):
            said = {"exitCode": span.exit_code} | ({"reason": span.reason} if span.reason else {})
            return {"lastStatus": "STOPPED"} | said
        if span and status == "PENDING":
            return {"lastStatus": "RUNNING" if past >= span.begins else "PENDING"}
        code = self.exit_codes.get(name) if ended else None
        return {"lastStatus": status} | ({"exitCode": code} if code is not None else {})

    @property
    def host_id(self) -> str:
        """The container instance's id; empty on Fargate."""
        return (self.container_instance_arn or "").split("/")[-1]

    def _at(self, seconds: float | None) -> datetime | None:
        return None if seconds is None else self.account.at(seconds)
