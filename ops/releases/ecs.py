"""Releases that ECS makes by itself, blue/green or rolling: its service deployments."""

import time
from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from typing import Any, get_args

from model.moving.configuration import Configuration
from model.moving.configuration import Stage as Stages
from model.native import BLOCKS, DEFAULT_BAKE_MINUTES
from model.strategy import Strategy
from ops.aws import Aws
from ops.progress import End, Progress, Side, Stage, Until
from ops.refusal import Refused
from ops.releases.releases import Releases
from ops.target import Target, short

BEFORE = {"RECONCILE_SERVICE": "PRE_SCALE_UP", "PRE_PRODUCTION_TRAFFIC_SHIFT": "PRODUCTION_TRAFFIC_SHIFT"}
"""Stages that are passed over where there is nothing to do in them, and are then not seen; what comes after each."""
STAGES = tuple(stage for stage in get_args(Stages) if stage not in BEFORE)
"""The others, in their order."""
RUNNING = ["PENDING", "IN_PROGRESS", "STOP_REQUESTED", "ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS"]
BACK = ("ROLLBACK_REQUESTED", "ROLLBACK_IN_PROGRESS")
APPEARS_SECONDS = 20
"""Until a deployment must be listed; lists of AWS are eventually consistent."""
ENDS = {
    "SUCCESSFUL": End.RELEASED,
    "STOPPED": End.FAILED,
    "ROLLBACK_SUCCESSFUL": End.ROLLED_BACK,
    "ROLLBACK_FAILED": End.FAILED,
}


class EcsReleases(Releases):
    """A rollback is a part of the service deployment that it undoes."""

    stop_leaves = (
        "the tasks and the traffic stay as they are at that moment, until the next release; "
        "`rollback` takes the traffic back instead"
    )

    def __init__(self, target: Target, aws: Aws) -> None:
        super().__init__(target, aws)
        self._definition = cache(self._asked_definition)
        """The task definition of a service revision, which never changes."""

    @property
    def _ecs(self) -> Any:
        return self.aws.client("ecs")

    @property
    def _service(self) -> dict[str, str]:
        return {"cluster": self.names.cluster, "service": self.names.service}

    def live(self) -> str:
        """The one that the newest successful deployment left; while none has ended, the service's own."""
        if revision := self._newest():
            return self._definition(revision)
        return (self.service() or {}).get("taskDefinition", "")

    def home(self) -> str:
        """As the revision of the newest successful deployment has it."""
        resolved = self._revision(revision).get("resolvedConfiguration", {}) if (revision := self._newest()) else {}
        return next(iter(resolved.get("loadBalancers", ())), {}).get("targetGroupArn", "")

    def ids(self) -> Iterator[str]:
        """Also the deployments that something else began, such as a change of the service."""
        return (one["serviceDeploymentArn"] for one in self._listed())

    def running(self) -> str:
        for one in self._listed(status=RUNNING):
            return one["serviceDeploymentArn"]
        return ""

    def start(self, task_definition: str) -> str:
        """UpdateService; the deployment that it begins is listed soon after."""
        before = next(self.ids(), "")
        service = self.service() or {}
        # Left there by a deployment that was stopped, it would be no change.
        again = service.get("taskDefinition") == task_definition
        self._ecs.update_service(
            **self._service,
            taskDefinition=task_definition,
            forceNewDeployment=again,
            **self._hooks_that_stayed(service),
        )
        for _ in range(APPEARS_SECONDS):
            for began in takewhile(lambda id: id != before, self.ids()):
                # Somebody else may have begun another at the same moment.
                if self.progress(began).revision == short(task_definition):
                    return began
            time.sleep(1)
        raise Refused(f"ECS took {short(task_definition)} and began no deployment", "look at the service's events")

    def _hooks_that_stayed(self, service: dict[str, Any]) -> dict[str, Any]:
        """The service's configuration without hooks, where the program has none and the service still has some.

        Pulumi's provider leaves out a list that has become empty, and ECS keeps the hooks then (pull request 47096 of
        terraform-provider-aws): the next release would ask functions that are gone.
        """
        said = service.get("deploymentConfiguration", {})
        if not said.get("lifecycleHooks") or self.names.lifecycle_hooks != "0":
            return {}
        return {"deploymentConfiguration": said | {"lifecycleHooks": []}}

    def progress(self, id: str) -> Progress:
        """From DescribeServiceDeployments, and the task definitions of its two revisions."""
        shown = self._ecs.describe_service_deployments(serviceDeploymentArns=[id])["serviceDeployments"]
        if not shown:
            raise Refused(f"there is no release {id}", "see `bluegreen status`")
        one = shown[0]
        status, stage = one["status"], one.get("lifecycleStage", "")
        target, source = one["targetServiceRevision"], next(iter(one.get("sourceServiceRevisions", ())), None)
        waiting = [hook for hook in one.get("lifecycleHookDetails", ()) if hook["status"] == "AWAITING_ACTION"]
        native = one["deploymentConfiguration"].get("strategy", "ROLLING") != "ROLLING"
        stages = tuple(stages_of(stage, status)) if native else ()
        plan = list(_plan(one["deploymentConfiguration"])) if native else []
        return Progress(
            id=id,
            strategy=self.target.strategy,
            revision=short(self._definition(target["arn"])),
            status=status,
            began=one["createdAt"],
            ended=one.get("finishedAt"),
            back_began=one.get("rollback", {}).get("startedAt"),
            back_ended=one.get("finishedAt") if "rollback" in one else None,
            stages=stages,
            shares=tuple(share for share, _ in plan),
            waits=tuple(wait for _, wait in plan),
            new=self._side(target),
            old=self._side(source) if source else None,
            reached=reached(stages, status),
            approval=waiting[0]["hookId"] if waiting else "",
            rolling_back=status in BACK,
            end=ENDS.get(status),
            reason=one.get("statusReason") or one.get("rollback", {}).get("reason", ""),
        )

    def proceed(self, progress: Progress) -> None:
        self._ecs.continue_service_deployment(
            serviceDeploymentArn=progress.id, hookId=progress.approval, action="CONTINUE"
        )

    def finish(self, progress: Progress) -> None:
        raise Refused(
            "ECS has no call that ends the bake time of its own deployments early",
            "wait for it, or set bluegreen:terminationWaitMinutes lower for the next release",
        )

    def roll_back(self, id: str) -> None:
        self._ecs.stop_service_deployment(serviceDeploymentArn=id, stopType="ROLLBACK")

    def stop(self, id: str) -> None:
        self._ecs.stop_service_deployment(serviceDeploymentArn=id, stopType="ABORT")

    def _newest(self) -> str:
        """ARN of the service revision of the newest successful deployment; empty while none has ended."""
        arns = (one["targetServiceRevisionArn"] for one in self._listed() if one["status"] == "SUCCESSFUL")
        return next(arns, "")

    def _listed(self, **only: Any) -> Iterator[dict[str, Any]]:
        """Newest first, as ECS lists them."""
        token: dict[str, str] = {}
        while True:
            page = self._ecs.list_service_deployments(**self._service, **only, **token)
            yield from page["serviceDeployments"]
            if not page.get("nextToken"):
                return
            token = {"nextToken": page["nextToken"]}

    def _asked_definition(self, revision: str) -> str:
        return self._revision(revision).get("taskDefinition", "")

    def _revision(self, arn: str) -> dict[str, Any]:
        found = self._ecs.describe_service_revisions(serviceRevisionArns=[arn])["serviceRevisions"]
        return found[0] if found else {}

    def _side(self, revision: dict[str, Any]) -> Side:
        return Side(
            revision=short(self._definition(revision["arn"])),
            percent=revision.get("requestedProductionTrafficWeight"),
            desired=revision.get("requestedTaskCount", 0),
            running=revision.get("runningTaskCount", 0),
        )


def stages_of(now: str, status: str) -> Iterator[Stage]:
    """Those before the one that it is in are over, those after it are not; without any, it has just begun."""
    place = STAGES.index(BEFORE.get(now, now)) if now else -1
    skipped = now in BEFORE
    for number, name in enumerate(STAGES):
        if number < place or status == "SUCCESSFUL":
            yield Stage(name, "Succeeded")
        elif number > place or skipped:
            yield Stage(name)
        else:
            yield Stage(name, "InProgress" if status in ("PENDING", "IN_PROGRESS") else "Failed")


def reached(stages: tuple[Stage, ...], status: str) -> Until | None:
    if status == "SUCCESSFUL":
        return Until.DONE
    over = {stage.name for stage in stages if stage.status == "Succeeded"}
    if status != "IN_PROGRESS" or "PRODUCTION_TRAFFIC_SHIFT" not in over:
        return None
    return Until.BAKED if "BAKE_TIME" in over else Until.SHIFTED


def _plan(said: dict[str, Any]) -> Iterator[tuple[float, float]]:
    """The shares of traffic, and the minutes after each."""
    strategy = Strategy(said["strategy"])
    percent, minutes = BLOCKS[strategy].step(said) if strategy in BLOCKS else (100, 0)
    configuration = Configuration(strategy=strategy, step_percent=percent, step_minutes=minutes)
    *earlier, (last, _) = configuration.steps()
    yield from earlier
    yield last, said.get("bakeTimeInMinutes", DEFAULT_BAKE_MINUTES)
