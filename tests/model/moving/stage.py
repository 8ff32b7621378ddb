"""A service behind a load balancer, ready to be released: what the tests of this folder start from."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from model.hosts import Host, Requirements
from model.moving.alarms import AlarmState
from model.moving.cloud import Cloud
from model.moving.codedeploy import Deployment, DeploymentGroup
from model.moving.configuration import Advanced, Configuration
from model.moving.fleet import Fleet
from model.moving.launch import Launch, Place
from model.moving.pace import Pace
from model.moving.revision import Behaviour, Revision
from model.moving.services import Service
from model.moving.traffic import HealthCheck, Listener, Route, TargetGroup
from model.placement import Instance
from model.strategy import Strategy

MINUTE, HOUR, DAY = 60, 3600, 86400
SMALL = Requirements(cpu_units=256, memory_mib=512)
HOST = Host(instance_type="t3.small", architecture="x86_64", cpu_units=2048, memory_mib=1901, task_interfaces=2)
BY_CODEDEPLOY = Configuration(strategy=Strategy.CODEDEPLOY)
CHECK = HealthCheck(interval_seconds=10, healthy_threshold=3, unhealthy_threshold=2)


def revision(number: int, behaviour: Behaviour | None = None, requirements: Requirements = SMALL) -> Revision:
    """`web:number`, whose container `web` listens on port 80."""
    return Revision(
        name=f"web:{number}",
        requirements=requirements,
        ports={"web": frozenset({80})},
        dynamic_ports=0 if requirements.host_ports or requirements.own_interface else 1,
        behaviour=behaviour or Behaviour(),
    )


@dataclass
class Stage:
    """The cloud, and what every test asks of it."""

    cloud: Cloud
    service: Service
    blue: TargetGroup
    green: TargetGroup
    production: Route
    test: Route
    fleet: Fleet | None = None
    listeners: dict[str, Listener] = field(default_factory=dict)
    started_at: float = 0

    def group(self, **changes: object) -> DeploymentGroup:
        """The deployment group of the service, with both listeners."""
        group = DeploymentGroup(
            name="web",
            service=self.service,
            target_groups=(self.blue, self.green),
            production=self.listeners["production"],
            test=self.listeners["test"],
            termination_minutes=5,
            rollback_events=frozenset({"DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"}),
        )
        return replace(group, **changes)  # type: ignore[arg-type]

    def deploy(
        self,
        number: int = 2,
        behaviour: Behaviour | None = None,
        hooks: dict[str, str] | None = None,
        **changes: object,
    ) -> Deployment:
        """CodeDeploy begins to release this revision."""
        return self.cloud.deploy(
            self.group(**changes), revision(number, behaviour), container="web", port=80, hooks=hooks
        )

    def wait(self, seconds: float) -> None:
        """Time passes."""
        self.cloud.clock.run_until(self.cloud.clock.now + seconds)

    def alarm(self, state: AlarmState = "ALARM") -> None:
        """The alarm `errors` changes."""
        self.cloud.alarms.set("errors", state)

    def weights(self, route: Route | None = None) -> dict[str, int]:
        """Of the production route, or another, by group."""
        return {group.name: weight for group, weight in (route or self.production).weights.items()}

    def happened(self, *subjects: str) -> list[tuple[int, str]]:
        """Seconds since the stage was ready, and what happened to subjects that begin like one of these."""
        return [
            (round(event.at - self.started_at), event.text)
            for event in self.cloud.events
            if event.at >= self.started_at and event.subject.startswith(subjects)
        ]

    def said(self) -> list[str]:
        """The service's events since the stage was ready, without ids."""
        return [text for _, text in self.happened("service web")]


def stage(
    configuration: Configuration = BY_CODEDEPLOY,
    *,
    desired: int = 1,
    hosts: int | Iterable[Instance] | None = None,
    host: Host = HOST,
    first: Revision | None = None,
    deregistration_seconds: float = 30,
    grace_seconds: float = 0,
    network: bool = False,
    pace: Pace | None = None,
    provider: str = "",
) -> Stage:
    """The service runs its first revision in blue and is steady. `hosts`: how many; none: on Fargate."""
    cloud = Cloud(pace=pace)
    fleet = None
    if hosts is not None:
        if isinstance(hosts, int):
            hosts = [
                Instance(id=f"i-{number}", zone="ab"[number % 2], left=host, provider=provider)
                for number in range(hosts)
            ]
        fleet = cloud.fleet(hosts)
    blue = cloud.target_group("blue", CHECK, deregistration_seconds)
    green = cloud.target_group("green", CHECK, deregistration_seconds)
    production = cloud.route("production", {blue: 100, green: 0})
    test = cloud.route("test", {blue: 100})
    native = configuration.strategy in (Strategy.BLUE_GREEN, Strategy.LINEAR, Strategy.CANARY)
    service = cloud.create_service(
        "web",
        configuration,
        desired=desired,
        revision=first or revision(1),
        groups=[blue],
        fleet=fleet,
        grace_seconds=grace_seconds,
        launch=Launch(places=(Place(provider=provider),)) if provider else None,
        advanced=Advanced(groups=(blue, green), production=production, test=test, network=network) if native else None,
    )
    cloud.clock.run_until(HOUR)
    assert service.steady, "the first revision doesn't come up"
    listeners = {"production": Listener("listener/production", [production]), "test": Listener("listener/test", [test])}
    return Stage(cloud, service, blue, green, production, test, fleet, listeners, cloud.clock.now)
