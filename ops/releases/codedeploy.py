"""Releases that CodeDeploy makes: deployments of the stack's deployment group."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from model.appspec import appspec, awsvpc
from model.shift import PREDEFINED, Shift, configured
from ops.progress import End, Progress, Side, Stage, Until
from ops.refusal import Refused
from ops.releases.releases import Releases
from ops.target import short

RUNNING = ["Created", "Queued", "InProgress", "Ready"]
READY_WAIT, TERMINATION_WAIT = "READY_WAIT", "TERMINATION_WAIT"
SAYS = "bluegreen: "
"""How the description of a deployment of ours begins."""
NO_WAY_BACK = "BeforeInstall"
"""A rollback is not possible in it (CodeDeploy user guide, AppSpec hooks): nothing has changed yet."""
ROLLBACK_APPEARS = timedelta(seconds=30)
"""A failed deployment is said to be rolled back a moment after it failed (seen on AWS within a poll of 23 s)."""


class CodeDeployReleases(Releases):
    """What is released stands in the deployment's description, since AWS gives no AppSpec back."""

    stop_leaves = (
        "the listeners stay as they are, and so do both sets of tasks, until the next release; "
        "`rollback` takes the traffic back instead"
    )

    @property
    def _codedeploy(self) -> Any:
        return self.aws.client("codedeploy")

    @property
    def _group(self) -> dict[str, str]:
        return {"applicationName": self.names.application, "deploymentGroupName": self.names.deployment_group}

    def live(self) -> str:
        """That of the primary task set."""
        service = self.service() or {}
        return _primary(service).get("taskDefinition") or service.get("taskDefinition", "")

    def home(self) -> str:
        """That of the primary task set."""
        return next(iter(_primary(self.service() or {}).get("loadBalancers", ())), {}).get("targetGroupArn", "")

    def ids(self) -> Iterator[str]:
        """Without the deployments that roll others back."""
        for id in self._listed():
            info = self._info(id)
            if "rollbackTriggeringDeploymentId" not in info.get("rollbackInfo", {}):
                yield id

    def running(self) -> str:
        """That, or the one that a running rollback undoes."""
        for id in self._listed(includeOnlyStatuses=RUNNING):
            return self._info(id).get("rollbackInfo", {}).get("rollbackTriggeringDeploymentId", id)
        return ""

    def start(self, task_definition: str) -> str:
        """CreateDeployment, with the AppSpec as its content."""
        return self._codedeploy.create_deployment(
            **self._group,
            description=f"{SAYS}{short(task_definition)}",
            revision={
                "revisionType": "AppSpecContent",
                "appSpecContent": {"content": json.dumps(self.appspec(task_definition))},
            },
        )["deploymentId"]

    def appspec(self, task_definition: str) -> dict[str, Any]:
        """What is moved, with the hooks that are asked."""
        return appspec(
            task_definition,
            container_name=self.names.container_name,
            container_port=int(self.names.container_port),
            capacity_providers=self.target.capacity_providers,
            network=awsvpc(self.names.subnet_ids, self.names.security_group_ids),
            hooks=self.target.hooks,
        )

    def progress(self, id: str) -> Progress:
        """From GetDeployment, its target, and the service."""
        info = self._info(id)
        events, sets = self._target(id)
        status = info["status"]
        stages = tuple(
            Stage(
                one["lifecycleEventName"],
                one["status"],
                one.get("diagnostics", {}).get("scriptName", ""),
                one.get("startTime"),
                one.get("endTime"),
            )
            for one in events
        )
        succeeded = {stage.name for stage in stages if stage.status == "Succeeded"}
        service = self.service() or {}
        definitions = {one["id"]: short(one["taskDefinition"]) for one in service.get("taskSets", ())}
        reached, end, rolling_back, back = None, None, False, {}
        if status == "Succeeded":
            blue = sets.get("Blue", {}).get("identifer")
            old_runs = any(one["id"] == blue and one["runningCount"] for one in service.get("taskSets", ()))
            reached = Until.BAKED if old_runs else Until.DONE
            end = None if old_runs else End.RELEASED
        elif status in ("Failed", "Stopped"):
            back = self._back(info)
            end, rolling_back = self._failed(info, stages, back)
        elif "AllowTraffic" in succeeded:
            reached = Until.SHIFTED
        new = _side(sets.get("Green"), definitions)
        plan = list(self._plan(info))
        error = info.get("errorInformation", {})
        return Progress(
            id=id,
            strategy=self.target.strategy,
            revision=_said(info) or (new.revision if new else ""),
            status=status,
            began=info["createTime"],
            ended=info.get("completeTime"),
            back_began=back.get("createTime"),
            back_ended=back.get("completeTime"),
            stages=stages,
            shares=tuple(share for share, _ in plan),
            waits=tuple(wait for _, wait in plan),
            new=new,
            old=_side(sets.get("Blue"), definitions),
            reached=reached,
            approval=READY_WAIT if status == "Ready" else "",
            rolling_back=rolling_back,
            end=end,
            reason=error.get("message", ""),
            code=error.get("code", ""),
        )

    def proceed(self, progress: Progress) -> None:
        self._codedeploy.continue_deployment(deploymentId=progress.id, deploymentWaitType=READY_WAIT)

    def finish(self, progress: Progress) -> None:
        self._codedeploy.continue_deployment(deploymentId=progress.id, deploymentWaitType=TERMINATION_WAIT)

    def roll_back(self, id: str) -> None:
        self._codedeploy.stop_deployment(deploymentId=id, autoRollbackEnabled=True)

    def stop(self, id: str) -> None:
        self._codedeploy.stop_deployment(deploymentId=id, autoRollbackEnabled=False)

    def _listed(self, **only: Any) -> Iterator[str]:
        pages = self._codedeploy.get_paginator("list_deployments").paginate(**self._group, **only)
        return (id for page in pages for id in page["deployments"])

    def _info(self, id: str) -> dict[str, Any]:
        errors = self._codedeploy.exceptions
        try:
            return self._codedeploy.get_deployment(deploymentId=id)["deploymentInfo"]
        except (errors.DeploymentDoesNotExistException, errors.InvalidDeploymentIdException):
            raise Refused(f"there is no release {id}", "see `bluegreen status`") from None

    def _target(self, id: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """The lifecycle events, and both task sets by their label."""
        target = f"{self.names.cluster}:{self.names.service}"
        errors = self._codedeploy.exceptions
        try:
            found = self._codedeploy.get_deployment_target(deploymentId=id, targetId=target)["deploymentTarget"]
        except (errors.DeploymentNotStartedException, errors.DeploymentTargetDoesNotExistException):
            return [], {}
        shown = found["ecsTarget"]
        return shown.get("lifecycleEvents", []), {one["taskSetLabel"]: one for one in shown.get("taskSetsInfo", [])}

    def _back(self, info: dict[str, Any]) -> dict[str, Any]:
        """The deployment that rolls it back; empty: there is none."""
        id = info.get("rollbackInfo", {}).get("rollbackDeploymentId")
        return self._info(id) if id else {}

    def _failed(self, info: dict[str, Any], stages: tuple[Stage, ...], back: dict[str, Any]) -> tuple[End | None, bool]:
        """How one that failed or was stopped ends, if that is known, and whether it is being rolled back."""
        if back:
            if back["status"] in RUNNING:
                return None, True
            return (End.ROLLED_BACK if back["status"] == "Succeeded" else End.FAILED), False
        begun = any(one.begun for one in stages if one.name != NO_WAY_BACK)
        rollback = begun and info.get("autoRollbackConfiguration", {}).get("enabled")
        if rollback and datetime.now(UTC) - info["completeTime"] < ROLLBACK_APPEARS:
            return None, False
        return End.FAILED, False

    def _plan(self, info: dict[str, Any]) -> Iterator[tuple[float, float]]:
        """The shares of traffic, and the minutes after each."""
        ending = info.get("blueGreenDeploymentConfiguration", {}).get("terminateBlueInstancesOnDeploymentSuccess", {})
        steps = list(shift(self._codedeploy, info["deploymentConfigName"]).steps())
        ends = [minute for minute, _ in steps[1:]] + [steps[-1][0] + ending.get("terminationWaitTimeInMinutes", 0)]
        return ((share, end - minute) for (minute, share), end in zip(steps, ends, strict=True))


def shift(codedeploy: Any, name: str) -> Shift:
    """How a deployment configuration moves traffic."""
    if name in PREDEFINED:
        return PREDEFINED[name]
    return configured(name, codedeploy.get_deployment_config(deploymentConfigName=name)["deploymentConfigInfo"])


def _primary(service: dict[str, Any]) -> dict[str, Any]:
    """The task set that serves production; empty where there is none."""
    return next((one for one in service.get("taskSets", ()) if one["status"] == "PRIMARY"), {})


def _said(info: dict[str, Any]) -> str:
    """What it releases, where it was begun here."""
    text: str = info.get("description", "")
    return text.removeprefix(SAYS) if text.startswith(SAYS) else ""


def _side(task_set: dict[str, Any] | None, definitions: dict[str, str]) -> Side | None:
    if task_set is None:
        return None
    return Side(
        revision=definitions.get(task_set["identifer"], ""),
        group=task_set.get("targetGroup", {}).get("name", ""),
        percent=task_set.get("trafficWeight"),
        desired=task_set["desiredCount"],
        running=task_set["runningCount"],
    )
