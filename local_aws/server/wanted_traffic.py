"""What traffic should flow, read from moto's records: load balancers, target groups, and the tasks behind them.

A task answers by plain HTTP/1.1 whatever its group says: a local process stands for its container.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from moto.ecs.models import ecs_backends
from moto.elbv2.models import elbv2_backends
from moto.route53.models import route53_backends

from local_aws.server.extensions.elbv2.routes import target_group
from local_aws.traffic.desired import (
    Action,
    Condition,
    FixedResponse,
    Forward,
    HealthCheck,
    Listener,
    LoadBalancer,
    Redirect,
    Rule,
    TargetGroup,
)
from local_aws.traffic.task import Task
from model.moving.tasks import Task as MovingTask
from model.moving.traffic import Health
from model.moving.traffic import TargetGroup as MovingGroup

CONDITIONS = {
    "path-pattern": "PathPatternConfig",
    "host-header": "HostHeaderConfig",
    "http-header": "HttpHeaderConfig",
    "http-request-method": "HttpRequestMethodConfig",
    "query-string": "QueryStringConfig",
    "source-ip": "SourceIpConfig",
}


SHORTEST_INTERVAL_SECONDS = 0.1
"""Between two health checks, however fast time passes."""
SHORTEST_TIMEOUT_SECONDS = 1.0
"""Of a health check: a busy machine needs as long, and AWS's clock doesn't make it faster."""


@dataclass(frozen=True, kw_only=True)
class Process:
    """One port of a task that is a target, and where it is one."""

    task: Task
    essential: bool
    moving: MovingTask
    behind: tuple[tuple[MovingGroup, bool], ...]
    """The target groups, each with whether the task leaves it."""


@dataclass(frozen=True, kw_only=True)
class WantedTraffic:
    """All of it, at one moment."""

    load_balancers: tuple[LoadBalancer, ...]
    target_groups: tuple[TargetGroup, ...]
    processes: tuple[Process, ...]
    dns_names: dict[str, str]
    """Of load balancers, by ARN."""
    aliases: dict[str, str]
    """Names of Route 53 that lead to a load balancer, each with the balancer's own."""


def wanted_traffic(speed: float) -> WantedTraffic:
    """Checks and slow starts are so many times as fast as they are set. The caller holds the lock around moto."""
    load_balancers, groups, names = [], [], {}
    processes: list[Process] = []
    backends: list[tuple[str, str, Any]] = list(elbv2_backends.iter_backends())
    for account_id, region, backend in backends:
        for balancer in backend.load_balancers.values():
            load_balancers.append(_load_balancer(balancer))
            names[balancer.arn] = balancer.dns_name
        groups += [_target_group(group, speed) for group in backend.target_groups.values()]
        processes += _processes(ecs_backends[account_id][region], backend.target_groups.values())
    return WantedTraffic(
        load_balancers=tuple(load_balancers),
        target_groups=tuple(groups),
        processes=tuple(processes),
        dns_names=names,
        aliases=dict(_aliases(set(names.values()))),
    )


def _aliases(names: set[str]) -> Iterator[tuple[str, str]]:
    """Of records whose alias is one of these."""
    backends: list[tuple[str, str, Any]] = list(route53_backends.iter_backends())
    for _, _, backend in backends:
        for record in (record for zone in backend.zones.values() for record in zone.rrsets if record.alias_target):
            name = record.alias_target["DNSName"].rstrip(".").lower()
            if name in names:
                yield record.name.rstrip("."), name


def _processes(backend: Any, groups: Iterable[Any]) -> Iterator[Process]:
    """Those of tasks that have not been told to stop."""
    behind: dict[tuple[Any, int], list[tuple[MovingGroup, bool]]] = {}
    for group in groups:
        for (_, port), task in vars(group).get("tasks", {}).items():
            if task.moving.status in ("RUNNING", "DEACTIVATING"):
                moving = target_group(group)
                leaves = moving.targets.get(task.moving) is Health.DRAINING
                behind.setdefault((task, int(port)), []).append((moving, leaves))
    for (task, port), registrations in behind.items():
        definition = backend.describe_task_definition(task.task_definition_arn)
        yield _process(task, definition, port, tuple(registrations))


def _process(task: Any, definition: Any, port: int, behind: tuple[tuple[MovingGroup, bool], ...]) -> Process:
    name, container_port = _container(task, definition, port)
    containers = {container["name"]: container for container in definition.container_definitions}
    environment = containers[name].get("environment") or []
    return Process(
        task=Task(
            id=f"{task.moving.id}-{name}-{container_port}",
            family=definition.family,
            revision=definition.revision,
            container=name,
            container_port=container_port,
            environment={one["name"]: one["value"] for one in environment},
            memory_mib=int(task.memory),
        ),
        essential=bool(containers[name].get("essential", True)),
        moving=task.moving,
        behind=behind,
    )


def _container(task: Any, definition: Any, port: int) -> tuple[str, int]:
    """The container that has this host port, or with an interface of the task's own this container port."""
    for container in task.bound:
        for binding in container["networkBindings"]:
            if binding["hostPort"] == port:
                return container["name"], binding["containerPort"]
    for container in definition.container_definitions:
        if any(int(mapping["containerPort"]) == port for mapping in container["portMappings"]):
            return container["name"], port
    return definition.container_definitions[0]["name"], port


def _load_balancer(balancer: Any) -> LoadBalancer:
    return LoadBalancer(
        id=balancer.arn,
        names=(balancer.dns_name,),
        idle_timeout_seconds=float(balancer.attrs.get("idle_timeout.timeout_seconds") or 60),
        http2=balancer.attrs.get("routing.http2.enabled") != "false",
        listeners=tuple(
            Listener(
                port=int(listener.port),
                protocol=listener.protocol,
                action=_action(listener.default_actions),
                rules=tuple(_rule(rule) for rule in listener.rules.values() if not rule.is_default),
                idle_timeout_seconds=float(listener.attributes["tcp.idle_timeout.seconds"]),
            )
            for listener in balancer.listeners.values()
        ),
    )


def _rule(rule: Any) -> Rule:
    conditions = tuple(_condition(condition) for condition in rule.conditions)
    return Rule(priority=int(rule.priority), conditions=conditions, action=_action(rule.actions))


def _condition(condition: dict[str, Any]) -> Condition:
    field = condition["Field"]
    config = condition.get(CONDITIONS[field]) or {}
    values = config.get("Values") or condition.get("Values") or []
    if field == "query-string":
        return Condition(field=field, pairs=tuple((pair.get("Key"), pair["Value"]) for pair in values))
    return Condition(field=field, values=tuple(values), header=config.get("HttpHeaderName", ""))


def _action(actions: list[Any]) -> Action:
    """The one that ends the request: authentication, which may come before it, is taken as passed."""
    data: dict[str, Any] = actions[-1].data
    if data["Type"] == "redirect":
        config = data["RedirectConfig"]
        members = ("Protocol", "Host", "Port", "Path", "Query")
        given = {member.lower(): config[member] for member in members if config.get(member)}
        return Redirect(**given, status=302 if config["StatusCode"] == "HTTP_302" else 301)
    if data["Type"] == "fixed-response":
        config = data["FixedResponseConfig"]
        return FixedResponse(
            status=int(config["StatusCode"]),
            content_type=config.get("ContentType") or "text/plain",
            body=config.get("MessageBody") or "",
        )
    config = data["ForwardConfig"]
    sticky = config.get("TargetGroupStickinessConfig") or {}
    return Forward(
        weights={group["TargetGroupArn"]: int(group.get("Weight", 1)) for group in config["TargetGroups"]},
        sticky_seconds=int(sticky["DurationSeconds"]) if sticky.get("Enabled") else None,
    )


def _target_group(group: Any, speed: float) -> TargetGroup:
    by_http = group.protocol in ("HTTP", "HTTPS")
    return TargetGroup(
        id=group.arn,
        protocol="HTTP" if by_http else "TCP",
        health_check=HealthCheck(
            protocol="HTTP" if (group.health_check_protocol or "HTTP") in ("HTTP", "HTTPS") else "TCP",
            path=group.health_check_path or "/",
            matcher=(group.matcher or {}).get("HttpCode") or "200",
            interval_seconds=max(SHORTEST_INTERVAL_SECONDS, float(group.health_check_interval_seconds or 30) / speed),
            timeout_seconds=max(SHORTEST_TIMEOUT_SECONDS, float(group.health_check_timeout_seconds or 5) / speed),
            healthy_threshold=int(group.healthy_threshold_count or 5),
            unhealthy_threshold=int(group.unhealthy_threshold_count or 2),
        ),
        slow_start_seconds=float(group.attributes.get("slow_start.duration_seconds") or 0) / speed,
    )
