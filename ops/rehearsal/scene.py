"""What a release depends on, as plain values: the same whether AWS was asked or somebody wrote them down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from model.hosts import Host
from model.moving.codedeploy import RollbackEvent
from model.moving.configuration import Configuration
from model.moving.launch import ON_FARGATE, Launch
from model.moving.revision import Revision
from model.moving.traffic import HealthCheck
from model.shift import Shift
from model.strategy import Strategy

CHECK = HealthCheck()
ALL_AT_ONCE = Shift("AllAtOnce")


@dataclass(frozen=True, kw_only=True)
class Group:
    """One of the two target groups that take turns."""

    name: str
    check: HealthCheck = CHECK
    deregistration_seconds: float = 300
    production: int | None = 0
    """Its weight at the production listener; None: that does not name it. The same at the test listener."""
    test: int | None = 0
    unhealthy_alarm: str = ""
    """Name of the alarm that counts its unhealthy targets."""
    unhealthy_alarm_seconds: float = 120
    """For how long there must be some."""


@dataclass(frozen=True, kw_only=True)
class HostNow:
    """A container instance, and what it has left beside everything that runs there."""

    id: str
    zone: str
    left: Host
    whole: Host
    """The same host when nothing runs there."""
    provider: str = ""
    own: int = 0
    """How many of the service's tasks are among that."""


@dataclass(frozen=True, kw_only=True)
class Scaling:
    """A capacity provider that adds hosts."""

    provider: str
    host: Host
    maximum: int
    zones: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ByCodeDeploy:
    """What its deployment group says."""

    shift: Shift = ALL_AT_ONCE
    ready_minutes: int = 0
    termination_minutes: int = 5
    alarm_names: tuple[str, ...] = ()
    rollback_events: frozenset[RollbackEvent] = frozenset({"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"})
    hooks: Mapping[str, str] = field(default_factory=dict)
    """Lifecycle event to function."""


@dataclass(frozen=True, kw_only=True)
class Failure:
    """What goes wrong."""

    kind: Literal["probe", "alarm", "unhealthy"]
    at_seconds: float | None = None
    """After the beginning of the release; None: a minute after users get the first of the new tasks."""
    function: str = ""
    """The hook that fails; it does when it is called."""

    @property
    def text(self) -> str:
        """For people."""
        what = {"probe": "a hook fails", "alarm": "an alarm goes off", "unhealthy": "the new tasks turn unhealthy"}
        after = "" if self.at_seconds is None else f" after {self.at_seconds / 60:g} min"
        return what[self.kind] + after


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A service at rest, and the revision that is released next."""

    service: str
    live: Revision
    following: Revision
    """What is released."""
    image: str = ""
    """Of the same, where somebody asked what with another one."""
    container: str = ""
    port: int = 0
    """Where the load balancer sends requests to. Without a name: nobody looks whether the revision has it."""
    desired: int
    configuration: Configuration
    """Who moves it; of CodeDeploy it says no more than that."""
    codedeploy: ByCodeDeploy | None = None
    groups: tuple[Group, Group] = (Group(name="blue", production=100, test=100), Group(name="green"))
    """The one where the live tasks are comes first."""
    grace_seconds: float = 0
    launch: Launch = ON_FARGATE
    hosts: tuple[HostNow, ...] | None = None
    """None: the tasks run on Fargate."""
    scaling: Scaling | None = None
    network_load_balancer: bool = False
    active_alarms: tuple[str, ...] = ()
    """Those in ALARM before anything begins."""
    failure: Failure | None = None

    @property
    def strategy(self) -> Strategy:
        """Who moves it."""
        return self.configuration.strategy

    @property
    def alarm_names(self) -> tuple[str, ...]:
        """The alarms that stop a release."""
        return self.codedeploy.alarm_names if self.codedeploy else self.configuration.alarm_names
