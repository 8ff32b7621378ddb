"""What hooks call: clients that answer as told and keep what they were asked, and Lambda's context."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.hooks.handler import respond

DEFINITION = "arn:aws:ecs:us-east-1:123456789012:task-definition/web:2"
TARGET = "arn:aws:ecs:us-east-1:123456789012:service-revision/shop/web/2"
TASK = "arn:aws:ecs:us-east-1:123456789012:task/shop/1"
NETWORK = {"awsvpcConfiguration": {"subnets": ["subnet-1"], "securityGroups": ["sg-1"]}}

CODEDEPLOY = {"DeploymentId": "d-1", "LifecycleEventHookExecutionId": "execution-1"}
NATIVE = {
    "executionId": "execution-1",
    "lifecycleStage": "PRE_SCALE_UP",
    "resourceArn": "arn:aws:ecs:us-east-1:123456789012:service-deployment/shop/web/1",
    "executionDetails": {"targetServiceRevisionArn": TARGET},
}


class Context:
    """Lambda's, with so many seconds left."""

    def __init__(self, seconds: float = 900) -> None:
        self._seconds = seconds

    def get_remaining_time_in_millis(self) -> int:
        return int(1000 * self._seconds)


@dataclass
class Cloud:
    """AWS's answers by operation, as values or as functions of what is asked."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def __call__(self, service: str) -> Any:
        return self

    def __getattr__(self, operation: str) -> Callable[..., Any]:
        def call(**arguments: Any) -> Any:
            self.asked.append((operation, arguments))
            answer = self.answers[operation]
            return answer(**arguments) if callable(answer) else answer

        return call

    @property
    def statuses(self) -> list[str]:
        """What CodeDeploy was told."""
        return [said["status"] for operation, said in self.asked if operation == PUT]

    def args_of(self, operation: str) -> list[dict[str, Any]]:
        return [arguments for name, arguments in self.asked if name == operation]


PUT = "put_lifecycle_event_hook_execution_status"


def cloud(**answers: Any) -> Cloud:
    """In which a deployment of CodeDeploy has made its task set and ECS knows the revision; and these answers."""
    sets = [
        {"status": "PRIMARY", "taskDefinition": DEFINITION.replace(":2", ":1"), "networkConfiguration": NETWORK},
        {
            "status": "ACTIVE",
            "externalId": "d-1",
            "taskDefinition": DEFINITION,
            "networkConfiguration": NETWORK,
            "launchType": "FARGATE",
        },
    ]
    revision = {"clusterArn": "shop", "taskDefinition": DEFINITION, "networkConfiguration": NETWORK}
    usual: dict[str, Any] = {
        PUT: {},
        "list_deployment_targets": {"targetIds": ["shop:web"]},
        "describe_services": {"services": [{"taskSets": sets}]},
        "describe_service_revisions": {"serviceRevisions": [revision]},
        "run_task": {"tasks": [{"taskArn": TASK}], "failures": []},
        "describe_tasks": {"tasks": [stopped(0)]},
    }
    return Cloud(usual | answers)


def stopped(code: int | None, reason: str = "Essential container in task exited") -> dict[str, Any]:
    """A task, as it is described at its end."""
    container = {"name": "web"} | ({} if code is None else {"exitCode": code})
    return {"taskArn": TASK, "lastStatus": "STOPPED", "stoppedReason": reason, "containers": [container]}


def hook(event: Any, check: Any, clients: Cloud, *, url: str = "http://localhost:1", seconds: float = 900) -> Any:
    """What a hook with this check returns."""
    text = check if isinstance(check, str) else json.dumps(check)
    return respond(event, Context(seconds), clients, {"CHECK": text, "TEST_URL": url})
