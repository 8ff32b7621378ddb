"""CodeDeploy calls with two ids and waits up to an hour for PutLifecycleEventHookExecutionStatus (CodeDeploy user
guide, AppSpec hooks). What the function returns is not read."""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.hooks.call import Clients
from app.hooks.finding import Failed
from app.hooks.revision import Revision

ATTEMPTS = 4
"""Of the answer; without one the deployment would stand for an hour."""


@dataclass(frozen=True, kw_only=True)
class CodeDeployCall:
    """A call in one lifecycle event of a deployment."""

    deployment: str
    execution: str
    clients: Clients

    @property
    def details(self) -> None:
        """It calls once."""

    @property
    def token(self) -> str:
        """CodeDeploy's id of this call. Lambda itself makes it again when the function broke down."""
        return self.execution

    def answer(self, status: str, sleep: Callable[[float], None] = time.sleep) -> None:
        """Succeeded or Failed. Raises what AWS answers in the end, so that Lambda calls once more."""
        for attempt in range(ATTEMPTS):
            try:
                self.clients("codedeploy").put_lifecycle_event_hook_execution_status(
                    deploymentId=self.deployment, lifecycleEventHookExecutionId=self.execution, status=status
                )
                return
            except Exception:
                if attempt == ATTEMPTS - 1:
                    raise
                sleep(2**attempt)

    def revision(self) -> Revision:
        """That of the task set which the deployment has made.

        In BeforeInstall there is none, and GetDeployment shows an AppSpec's hash instead of its text. So whoever starts
        the release must name the task definition in the deployment's description, by ARN or as `family:revision`.
        """
        ecs, codedeploy = self.clients("ecs"), self.clients("codedeploy")
        (target,) = codedeploy.list_deployment_targets(deploymentId=self.deployment)["targetIds"]
        cluster, service = target.split(":")
        (described,) = ecs.describe_services(cluster=cluster, services=[service])["services"]
        sets: list[Mapping[str, Any]] = described["taskSets"]
        for one in sets:
            if one.get("externalId") == self.deployment:
                return Revision.of(cluster, one["taskDefinition"], one)
        info = codedeploy.get_deployment(deploymentId=self.deployment)["deploymentInfo"]
        primary = next(one for one in sets if one["status"] == "PRIMARY")
        family = primary["taskDefinition"].rpartition("/")[2].rpartition(":")[0]
        named = re.search(rf"(?<![\w-]){re.escape(family)}:\d+", info.get("description", ""))
        if named is None:
            raise Failed(
                f"{self.deployment} has no task set yet, and its description names no revision of {family}, so nobody "
                "knows what is being released; let the hook run at AfterInstall, or begin the release with a "
                f"description that names it, as in {family}:2"
            )
        return Revision.of(cluster, named[0], primary)
