"""A release on the model as a Progress: what `ops.releases` makes of AWS's answers, of the model's objects."""

from model.moving.codedeploy import Deployment
from model.moving.native import NativeDeployment
from model.moving.service_deployments import ServiceDeployment
from model.moving.tasks import TaskSet
from ops.progress import End, Progress, Side, Stage, Until
from ops.releases.codedeploy import READY_WAIT
from ops.releases.ecs import BACK, ENDS, reached, stages_of

Modelled = Deployment | ServiceDeployment


def progress(release: Modelled) -> Progress:
    """How far it is."""
    return _by_codedeploy(release) if isinstance(release, Deployment) else _by_ecs(release)


def target(release: Modelled) -> TaskSet | None:
    """The new tasks; None: none has been asked for."""
    return release.green if isinstance(release, Deployment) else release.target


def _by_codedeploy(release: Deployment) -> Progress:
    stages = tuple(
        Stage(one.name, one.status, release.hooks.get(one.name, "") if one.status == "Failed" else "")
        for one in release.events
    )
    over = {stage.name for stage in stages if stage.status == "Succeeded"}
    until, end = None, None
    if release.status == "Succeeded":
        old_runs = any(one.running for one in release.service.task_sets if one.status != "PRIMARY")
        until, end = (Until.BAKED, None) if old_runs else (Until.DONE, End.RELEASED)
    elif release.ended:
        end = _undone(release)
    elif "AllowTraffic" in over:
        until = Until.SHIFTED
    code, reason = release.error or ("", "")
    return Progress(
        id=release.id,
        strategy=release.service.strategy,
        revision=release.revision.name if release.revision else "",
        status=release.status,
        stages=stages,
        shares=tuple(float(share) for _, share in release.shift.steps()),
        new=_side(release.green, _percent(release)) if release.green else None,
        old=_side(release.blue, 100 - _percent(release)) if release.blue else None,
        reached=until,
        approval=READY_WAIT if release.status == "Ready" else "",
        rolling_back=release.ended and release.status != "Succeeded" and end is None,
        end=end,
        reason=reason,
        code=code,
    )


def _undone(release: Deployment) -> End | None:
    """None: its rollback goes on."""
    back = release.rollback
    if back is None:
        return End.FAILED
    if not back.ended:
        return None
    return End.ROLLED_BACK if back.status == "Succeeded" else End.FAILED


def _percent(release: Deployment) -> float:
    """Green's share of production's traffic."""
    if release.green is None:
        return 0.0
    group = release.green.groups[0]
    weights = release.group.production.routes[0].weights
    return 100 * weights.get(group, 0) / (sum(weights.values()) or 1)


def _by_ecs(release: ServiceDeployment) -> Progress:
    stages: tuple[Stage, ...] = ()
    approval = ""
    shares: tuple[float, ...] = ()
    if isinstance(release, NativeDeployment):
        stages = tuple(stages_of(release.stage or "", release.status))
        approval = next((one.id for one in release.hooks if one.status == "AWAITING_ACTION"), "")
        shares = tuple(share for share, _ in release.configuration.steps())
    return Progress(
        id=release.id,
        strategy=release.configuration.strategy,
        revision=release.target.revision.name,
        status=release.status,
        stages=stages,
        shares=shares,
        new=_asked(release, release.target),
        old=_asked(release, release.source) if release.source else None,
        reached=reached(stages, release.status),
        approval=approval,
        rolling_back=release.status in BACK,
        end=ENDS.get(release.status),
        reason=release.reason,
    )


def _asked(release: ServiceDeployment, task_set: TaskSet) -> Side:
    """As DescribeServiceDeployments counts."""
    counted = release.progress(task_set)
    return Side(
        revision=task_set.revision.name,
        percent=counted.production_percent,
        desired=counted.requested,
        running=counted.running,
    )


def _side(task_set: TaskSet, percent: float) -> Side:
    return Side(
        revision=task_set.revision.name,
        group=task_set.groups[0].name if task_set.groups else "",
        percent=percent,
        desired=task_set.wanted,
        running=task_set.running,
    )
