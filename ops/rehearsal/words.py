"""A rehearsal in plain words."""

from typing import Any

from model.shift import Shift
from model.strategy import NATIVE, Strategy
from ops.progress import End
from ops.rehearsal.rehearsal import Rehearsal
from ops.rehearsal.scene import Scene
from ops.rehearsal.strategies import KINDS
from ops.timeline.timeline import duration


def how(scene: Scene) -> str:
    """Who moves it, and in which steps."""
    said = scene.configuration
    if scene.codedeploy:
        return f"CodeDeploy, {scene.codedeploy.shift}"
    if scene.strategy in NATIVE:
        if said.step_percent >= 100:
            return f"ECS, {Shift('AllAtOnce')}"
        rest = "and the rest after" if KINDS[scene.strategy] == "TimeBasedCanary" else "every"
        comma = "," if rest.startswith("and") else ""
        return f"ECS, {said.step_percent:g} %{comma} {rest} {said.step_minutes} min"
    if scene.strategy is Strategy.ROLLING:
        return f"ECS task by task, {said.minimum_percent} to {said.maximum_percent} %"
    return scene.strategy.value


def verdict(rehearsal: Rehearsal) -> str:
    """How it ends, and why."""
    if rehearsal.end is End.RELEASED:
        return f"It is released{_answered(rehearsal)}."
    if rehearsal.end is None:
        ends = "It does not end"
    else:
        ends = "It is rolled back" if rehearsal.end is End.ROLLED_BACK else "It fails"
        ends += f" after {duration(rehearsal.minutes)}"
    why = f", as {_cannot_start(rehearsal)}" if rehearsal.blocked else f": {rehearsal.reason.rstrip('.')}"
    return f"{ends}{why}{_answered(rehearsal)}."


def _answered(rehearsal: Rehearsal) -> str:
    if not rehearsal.worst_percent:
        return ", and every request finds a healthy task" if rehearsal.end is End.RELEASED else ""
    for_long = duration(rehearsal.failing_minutes)
    joined = ", but" if rehearsal.end is End.RELEASED else ";"
    return f"{joined} for {for_long} up to {rehearsal.worst_percent:g} % of the requests find no healthy task"


def cannot_start(rehearsal: Rehearsal) -> str:
    """The sentence why the new tasks don't start, with AWS's text and when AWS gives up; empty: they do."""
    if not rehearsal.blocked:
        return ""
    gives_up = "ECS never gives up" if rehearsal.end is None else f"AWS gives up after {duration(rehearsal.minutes)}"
    return f"{_cannot_start(rehearsal)}; {gives_up}"


def _cannot_start(rehearsal: Rehearsal) -> str:
    return f"the new tasks cannot start: {rehearsal.blocked.rstrip('.')}"


def size(rehearsal: Rehearsal) -> str:
    """At its largest."""
    hosts = f" on {rehearsal.peak_hosts} hosts" if rehearsal.scene.hosts is not None else ""
    return f"at most {rehearsal.peak_tasks} tasks{hosts}"


def assumed(rehearsal: Rehearsal) -> list[str]:
    """What the rehearsal takes for granted."""
    scene, found = rehearsal.scene, []
    if scene.failure:
        found.append(scene.failure.text)
    if rehearsal.approvals:
        found.append("somebody approves it at once; the wait comes on top")
    if rehearsal.peak_hosts > rehearsal.moments[0].hosts:
        found.append("hosts are added up to half a minute sooner or later, as their provider looks once a minute")
    if not scene.failure:
        found.append("the new tasks answer their health checks as soon as they run")
    return found


def summary(rehearsal: Rehearsal) -> str:
    """One paragraph, as a preview prints it."""
    scene = rehearsal.scene
    parts = [f"A release by {how(scene)}"]
    shares = [step.text.split()[1] for step in rehearsal.steps if step.text.startswith("production ")]
    if rehearsal.first_shift_minutes is not None:
        parts.append(f"users get the new tasks from {duration(rehearsal.first_shift_minutes)} on")
        if len(shares) > 1:
            parts[-1] += f" ({', '.join(shares)} %)"
    if rehearsal.shifted_minutes is not None and rehearsal.shifted_minutes != rehearsal.first_shift_minutes:
        parts.append(f"all of them after {duration(rehearsal.shifted_minutes)}")
    parts.append(f"it ends after {duration(rehearsal.minutes)}" if rehearsal.end else "it does not end")
    return f"{parts[0]}: {', '.join(parts[1:])}, with {size(rehearsal)}. {verdict(rehearsal)}"


def as_json(rehearsal: Rehearsal) -> dict[str, Any]:
    """For programs."""
    scene = rehearsal.scene
    return {
        "service": scene.service,
        "from": scene.live.name,
        "to": scene.following.name,
        "image": scene.image or None,
        "strategy": scene.strategy.value,
        "moves": how(scene),
        "end": rehearsal.end.value if rehearsal.end else None,
        "reason": rehearsal.reason or None,
        "cannot_start": rehearsal.blocked or None,
        "minutes": _rounded(rehearsal.minutes),
        "first_shift_minutes": _rounded(rehearsal.first_shift_minutes),
        "shifted_minutes": _rounded(rehearsal.shifted_minutes),
        "peak_tasks": rehearsal.peak_tasks,
        "peak_hosts": rehearsal.peak_hosts if scene.hosts is not None else None,
        "failing_minutes": _rounded(rehearsal.failing_minutes),
        "assumed": assumed(rehearsal),
        "steps": [{"minute": _rounded(one.minute), "text": one.text} for one in rehearsal.steps],
        "users": [
            {"minute": _rounded(one.minute), "new": one.new, "old": one.old, "failing": one.failing}
            for one in rehearsal.moments
        ],
        "verdict": verdict(rehearsal),
    }


def _rounded(minutes: float | None) -> float | None:
    return None if minutes is None else round(minutes, 2)
