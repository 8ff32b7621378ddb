"""What somebody wants to know before it happens: changes of a scene."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from model.hosts import Host
from model.moving.configuration import StageHook
from model.native import APPROVAL_STAGE
from model.strategy import Strategy
from ops.refusal import Refused
from ops.rehearsal.scene import Failure, HostNow, Scene
from ops.rehearsal.strategies import by

STRATEGIES = ("codedeploy", "native", "rolling")
PROBE = "probe"
"""A hook that fails where the stack has none."""
PROBED = "AfterAllowTestTraffic"
_FAILURE = re.compile(r"(?P<kind>probe|alarm|unhealthy)(@(?P<count>\d+(\.\d+)?)(?P<unit>[sm]))?")


@dataclass(frozen=True, kw_only=True)
class WhatIfs:
    """None: as it is."""

    image: str | None = None
    desired: int | None = None
    instance_type: str | None = None
    strategy: str | None = None
    """`codedeploy`, `native` or `rolling`."""
    fail: str | None = None
    """`probe`, `alarm` or `unhealthy`; the last two may say when: `unhealthy@3m`, `alarm@90s`."""


def changed(scene: Scene, what_ifs: WhatIfs, host_of_type: Callable[[str], Host | None]) -> Scene:
    """The scene as it would be. Refused: it could not be."""
    if what_ifs.image is not None:
        scene = replace(scene, image=what_ifs.image)
    if what_ifs.desired is not None:
        if what_ifs.desired < 1:
            raise Refused(f"a release needs at least one task, got {what_ifs.desired}", "ask for 1 or more")
        scene = replace(scene, desired=what_ifs.desired)
    if what_ifs.strategy is not None:
        scene = by(scene, what_ifs.strategy)
    if what_ifs.instance_type is not None:
        scene = _on(scene, what_ifs.instance_type, host_of_type(what_ifs.instance_type))
    if what_ifs.fail is not None:
        scene = _failing(scene, failure(what_ifs.fail))
    return scene


def failure(text: str) -> Failure:
    """`unhealthy@3m`. Refused: it is none."""
    said = _FAILURE.fullmatch(text)
    if said is None or (said["kind"] == "probe" and said["count"]):
        raise Refused(
            f"{text!r} is nothing that can fail",
            "use probe, alarm or unhealthy, the last two with a time: unhealthy@3m",
        )
    if said["count"] is None:
        return Failure(kind=said["kind"])  # type: ignore[arg-type]
    return Failure(kind=said["kind"], at_seconds=float(said["count"]) * {"s": 1, "m": 60}[said["unit"]])  # type: ignore[arg-type]


def _failing(scene: Scene, failure: Failure) -> Scene:
    if failure.kind == "alarm" and not scene.alarm_names:
        raise Refused("no alarm stops a release of this stack", "set bluegreen:rollbackAlarms")
    if failure.kind != "probe":
        return replace(scene, failure=failure)
    if scene.strategy is Strategy.ROLLING:
        raise Refused("a rolling update calls no hook that could fail", "rehearse alarm or unhealthy")
    if scene.codedeploy:
        hooks = dict(scene.codedeploy.hooks) or {PROBED: PROBE}
        function = hooks.get(PROBED) or next(iter(hooks.values()))
        scene = replace(scene, codedeploy=replace(scene.codedeploy, hooks=hooks))
    else:
        hooks = scene.configuration.hooks
        functions = [hook for hook in hooks if hook.function]
        if not functions:
            functions = [StageHook(stages=(APPROVAL_STAGE,), function=PROBE)]
            hooks = (*functions, *hooks)
        function = next((one.function for one in functions if APPROVAL_STAGE in one.stages), functions[0].function)
        scene = replace(scene, configuration=replace(scene.configuration, hooks=hooks))
    return replace(scene, failure=replace(failure, function=function))


def _on(scene: Scene, instance_type: str, host: Host | None) -> Scene:
    """As many hosts as now, each with what else runs there; the service's tasks are placed anew."""
    if scene.hosts is None:
        raise Refused("the tasks run on Fargate, which has no instance types", "leave --instance-type out")
    if host is None:
        raise Refused(f"EC2 has no instance type {instance_type}", "see `aws ec2 describe-instance-types`")
    scaling = scene.scaling and replace(scene.scaling, host=host)
    return replace(scene, hosts=tuple(_other(scene, one, host) for one in scene.hosts), scaling=scaling)


def _other(scene: Scene, one: HostNow, host: Host) -> HostNow:
    task = scene.live.requirements
    others = one.whole
    left = replace(
        host,
        cpu_units=host.cpu_units - (others.cpu_units - one.left.cpu_units - one.own * task.cpu_units),
        memory_mib=host.memory_mib - (others.memory_mib - one.left.memory_mib - one.own * task.memory_mib),
        task_interfaces=host.task_interfaces
        - (others.task_interfaces - one.left.task_interfaces - one.own * task.own_interface),
        taken_ports=one.left.taken_ports - (task.host_ports if one.own else frozenset()),
    )
    return replace(one, left=left, whole=host, own=0)
