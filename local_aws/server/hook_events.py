"""The events with which CodeDeploy and ECS call the functions of a release.

CodeDeploy: two members, answered by PutLifecycleEventHookExecutionStatus (CodeDeploy user guide, AppSpec hooks). ECS:
what people logged of calls on AWS in 2026, and the developer guide, Lambda hooks; the answer is what is returned.
"""

from typing import Any

from local_aws.server.extensions.ecs.arns import Arns
from model.moving.hooks import Invocation
from model.moving.native import NativeDeployment
from model.moving.tasks import TaskSet


def event(call: Invocation, service_arn: str) -> dict[str, Any]:
    """What the function gets."""
    release = call.release
    if not isinstance(release, NativeDeployment):
        return {"DeploymentId": call.deployment, "LifecycleEventHookExecutionId": call.id}
    arns = Arns(service_arn)
    told = {
        "executionDetails": {
            "testTrafficWeights": _weights(arns, release, release.test_percent),
            "productionTrafficWeights": _weights(arns, release, release.production_percent),
            "serviceArn": service_arn,
            "targetServiceRevisionArn": arns.service_revision(release.target),
        },
        "executionId": call.id,
        "lifecycleStage": call.stage,
        "resourceArn": arns.service_deployment(release),
    }
    return told if call.details is None else told | {"hookDetails": call.details}


def _weights(arns: Arns, release: NativeDeployment, percent: float) -> dict[str, float]:
    """Nothing before the first shift."""
    shares: list[tuple[TaskSet | None, float]] = [(release.target, percent), (release.source, 100 - percent)]
    return {arns.service_revision(one): share for one, share in shares if one and share and percent}
