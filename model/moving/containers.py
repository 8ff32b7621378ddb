"""In what order ECS starts the containers of a task, and why a task never runs.

ECS API reference, ContainerDependency. Where what a container waits for can't come true any more, ECS stops it, and its
task if it is essential (https://github.com/aws/amazon-ecs-agent/pull/3218). No image runs here, so what containers do
is taken for granted or told.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from math import inf
from typing import Any

from model.containers import ENDS
from model.texts.service_events import DEPENDENCY_FAILED, ESSENTIAL_EXITED, FAILED_CONTAINER_CHECKS

RUN_SECONDS = 10
"""How long a container takes that ends by itself. A migration that has nothing to do takes about as long; not
measured."""
STOPPED_EXIT_CODE = 143
"""Of a container that was never started (the pull request above)."""
INTERVAL_SECONDS, RETRIES = 30, 3
"""Of a health check that says nothing of them (ECS API reference, HealthCheck)."""

Definition = Mapping[str, Any]
"""One of `containerDefinitions`, in ECS's spelling."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """When a container runs, in seconds since ECS began to start its task's containers."""

    begins: float
    """inf: never."""
    ends: float = inf
    """inf: with its task."""
    exit_code: int | None = None
    """Where it ends by itself, or was never started."""
    reason: str = ""
    """Why it was never started."""


@dataclass(frozen=True, kw_only=True)
class Start:
    """How the containers of a task start."""

    seconds: float = 0
    """Until the last has begun, and the task is RUNNING; or until `fault` ends it. inf: it stays PENDING for ever."""
    fault: str = ""
    """Why the task ends without having run."""
    spans: Mapping[str, Span] = field(default_factory=dict)
    """By container; none where all begin at once."""


AT_ONCE = Start()


def start(
    definitions: Sequence[Definition], exit_codes: Mapping[str, int] | None = None, unhealthy: Collection[str] = ()
) -> Start:
    """Of these containers. One that another waits to end does so with 0, unless an exit code is told; one that has a
    health check passes the first, unless it is among the unhealthy."""
    if not any(one.get("dependsOn") for one in definitions):
        return AT_ONCE
    by_name = {one["name"]: one for one in definitions}
    waits_for = {name: _dependencies(one) for name, one in by_name.items()}
    ending = {on for each in waits_for.values() for on, condition in each if condition in ENDS}
    codes = {name: (exit_codes or {}).get(name, 0) for name in ending}
    spans: dict[str, Span] = {}
    for name in TopologicalSorter({name: [on for on, _ in each] for name, each in waits_for.items()}).static_order():
        spans[name] = _span(by_name, name, waits_for[name], spans, codes, unhealthy)
    faults = [*_not_started(by_name, spans), *_unhealthy(by_name, spans, unhealthy)]
    seconds, fault = min(faults, default=(inf, ""))
    last = max(one.ends if one.reason else one.begins for one in spans.values())
    failed = fault and seconds <= last
    return Start(seconds=seconds if failed else last, fault=fault if failed else "", spans=spans)


def _dependencies(definition: Definition) -> list[tuple[str, str]]:
    return [(one["containerName"], one["condition"]) for one in definition.get("dependsOn") or ()]


def _span(
    by_name: Mapping[str, Definition],
    name: str,
    dependencies: Sequence[tuple[str, str]],
    spans: Mapping[str, Span],
    codes: Mapping[str, int],
    unhealthy: Collection[str],
) -> Span:
    begins = 0.0
    for on, condition in dependencies:
        other = spans[on]
        if other.reason or (condition == "SUCCESS" and other.exit_code):
            reason = DEPENDENCY_FAILED.say(
                dependency=f"{on}({by_name[on].get('image')})",
                code=other.exit_code,
                container=f"{name}({by_name[name].get('image')})",
            )
            return Span(begins=inf, ends=other.ends, exit_code=STOPPED_EXIT_CODE, reason=reason)
        if condition in ENDS:
            come_true = other.ends
        elif condition == "HEALTHY":
            come_true = inf if on in unhealthy else other.begins + _interval(by_name[on])
        else:
            come_true = other.begins
        begins = max(begins, come_true)
    if name in codes:
        return Span(begins=begins, ends=begins + RUN_SECONDS, exit_code=codes[name])
    return Span(begins=begins)


def _not_started(by_name: Mapping[str, Definition], spans: Mapping[str, Span]) -> list[tuple[float, str]]:
    """When an essential container turned out to be never started."""
    stopped = [span for name, span in spans.items() if span.reason and by_name[name].get("essential", True)]
    return [(span.ends, ESSENTIAL_EXITED.say()) for span in stopped]


def _unhealthy(
    by_name: Mapping[str, Definition], spans: Mapping[str, Span], unhealthy: Collection[str]
) -> list[tuple[float, str]]:
    """When an essential container has failed as many health checks as it may."""
    found = [one for name, one in by_name.items() if name in unhealthy and one.get("essential", True)]
    return [
        (spans[one["name"]].begins + _patience(one), FAILED_CONTAINER_CHECKS.say())
        for one in found
        if one.get("healthCheck")
    ]


def _interval(definition: Definition) -> float:
    return (definition.get("healthCheck") or {}).get("interval") or INTERVAL_SECONDS


def _patience(definition: Definition) -> float:
    check = definition["healthCheck"]
    return (check.get("startPeriod") or 0) + _interval(definition) * (check.get("retries") or RETRIES)
