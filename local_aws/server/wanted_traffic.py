"""What traffic should flow, read from moto's records: load balancers, target groups, and the tasks behind them.

A task answers by plain HTTP whatever the protocol of its group says: a local process stands for its container.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from moto.ecs.models import ecs_backends
from moto.elbv2.models import elbv2_backends

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

CONDITIONS = {
    "path-pattern": "PathPatternConfig",
    "host-header": "HostHeaderConfig",
    "http-header": "HttpHeaderConfig",
    "http-request-method": "HttpRequestMethodConfig",
    "query-string": "QueryStringConfig",
    "source-ip": "SourceIpConfig",
}


Registration = tuple[str, str, str]
"""The ARN of a target group, and the id and port by which it knows the target."""


@dataclass(frozen=True, kw_only=True)
class WantedTraffic:
    """All of it, at one moment."""

    load_balancers: tuple[LoadBalancer, ...]
    target_groups: tuple[TargetGroup, ...]
    tasks: tuple[tuple[Task, tuple[Registration, ...]], ...]
    """Each process that should run, and where it is a target."""
    dns_names: dict[str, str]
    """Of load balancers, by ARN."""


def wanted_traffic() -> WantedTraffic:
    """The caller holds the lock around moto."""
    load_balancers, groups, names = [], [], {}
    registered: dict[str, set[tuple[str, str]]] = {}
    backends: list[Any] = [backend for _, _, backend in elbv2_backends.iter_backends()]
    for backend in backends:
        for balancer in backend.load_balancers.values():
            load_balancers.append(_load_balancer(balancer))
            names[balancer.arn] = balancer.dns_name
        for group in backend.target_groups.values():
            groups.append(_target_group(group))
            registered[group.arn] = {(str(key[0]), str(key[1])) for key in group.targets}
    return WantedTraffic(
        load_balancers=tuple(load_balancers),
        target_groups=tuple(groups),
        tasks=tuple(_tasks(registered)),
        dns_names=names,
    )


def _tasks(registered: dict[str, set[tuple[str, str]]]) -> Iterator[tuple[Task, tuple[Registration, ...]]]:
    """One process for each port of a task that is a target."""
    backends: list[Any] = [backend for _, _, backend in ecs_backends.iter_backends()]
    for backend in backends:
        kept: list[Any] = [task for tasks in backend.tasks.values() for task in tasks.values()]
        for task in kept:
            behind: dict[str, list[Registration]] = {}
            for arn, target in task.targets:
                id_, port = target["Id"], str(target["Port"])
                if task.last_status == "RUNNING" and (id_, port) in registered.get(arn, ()):
                    behind.setdefault(port, []).append((arn, id_, port))
            if behind:
                definition = backend.describe_task_definition(task.task_definition_arn)
                for port, registrations in behind.items():
                    yield _process(task, definition, int(port)), tuple(registrations)


def _process(task: Any, definition: Any, port: int) -> Task:
    name, container_port = _container(task, definition, port)
    containers = {container["name"]: container for container in definition.container_definitions}
    environment = containers[name].get("environment") or []
    return Task(
        id=f"{task.task_arn.split('/')[-1]}-{name}-{container_port}",
        family=definition.family,
        revision=definition.revision,
        container=name,
        container_port=container_port,
        environment={one["name"]: one["value"] for one in environment},
        memory_mib=int(task.memory),
    )


def _container(task: Any, definition: Any, port: int) -> tuple[str, int]:
    """The container that has this host port, or with an interface of the task's own this container port."""
    for container in task.containers:
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
        listeners=tuple(
            Listener(
                port=int(listener.port),
                protocol=listener.protocol,
                action=_action(listener.default_actions),
                rules=tuple(_rule(rule) for rule in listener.rules.values() if not rule.is_default),
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


def _target_group(group: Any) -> TargetGroup:
    by_http = group.protocol in ("HTTP", "HTTPS")
    return TargetGroup(
        id=group.arn,
        protocol="HTTP" if by_http else "TCP",
        protocol_version=group.protocol_version or "HTTP1",
        health_check=HealthCheck(
            protocol="HTTP" if (group.health_check_protocol or "HTTP") in ("HTTP", "HTTPS") else "TCP",
            path=group.health_check_path or "/",
            matcher=(group.matcher or {}).get("HttpCode") or "200",
            interval_seconds=float(group.health_check_interval_seconds or 30),
            timeout_seconds=float(group.health_check_timeout_seconds or 5),
            healthy_threshold=int(group.healthy_threshold_count or 5),
            unhealthy_threshold=int(group.unhealthy_threshold_count or 2),
        ),
    )
