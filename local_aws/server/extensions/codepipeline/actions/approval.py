"""An approval by a person, who answers with PutApprovalResult (CodePipeline user guide, "Manual approval action").

It waits for seven days of the cloud's clock.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from moto.codepipeline.responses import CodePipelineResponse
from moto.core.responses import ActionResult
from moto.moto_api._internal import mock_random

from local_aws.server.extensions.codepipeline.actions.job import Done, Failed, Job, Waiting
from local_aws.server.extensions.codepipeline.execution import Attempt
from local_aws.server.extensions.codepipeline.movement import executions, latest
from local_aws.server.extensions.codepipeline.pipelines import find
from local_aws.server.extensions.patching import AwsError, patches
from model.texts import codepipeline as say

WAIT_SECONDS = 7 * 24 * 60 * 60
CONSOLE = "https://console.aws.amazon.com/codesuite/codepipeline/pipelines"


def look(job: Job) -> Done | Waiting:
    """Asks by the topic of the action, if it has one, and waits."""
    if "until" not in job.memo:
        token = str(mock_random.uuid4())
        if topic := job.configuration.get("NotificationArn"):
            _ask(job, topic, token)
        return Waiting(memo={"until": job.now + WAIT_SECONDS}, token=token)
    if job.now > job.memo["until"]:
        raise Failed.of(say.APPROVAL_EXPIRED)
    answer = job.memo.get("answer")
    if answer is None:
        return Waiting(memo=job.memo, token=job.token)
    if answer["status"] == "Rejected":
        raise Failed("JobFailed", answer["summary"])
    return Done(summary=answer["summary"])


def _ask(job: Job, topic: str, token: str) -> None:
    expires = datetime.now(UTC) + timedelta(seconds=WAIT_SECONDS)
    message: dict[str, Any] = {
        "region": job.aws.region,
        "consoleLink": f"{CONSOLE}/{job.pipeline}/view?region={job.aws.region}",
        "approval": {
            "pipelineName": job.pipeline,
            "stageName": job.stage,
            "actionName": job.action,
            "token": token,
            "expires": f"{expires:%Y-%m-%dT%H:%MZ}",
            "externalEntityLink": job.configuration.get("ExternalEntityLink"),
            "approvalReviewLink": f"{CONSOLE}/{job.pipeline}/view?region={job.aws.region}#/{job.stage}/{job.action}",
            "customData": job.configuration.get("CustomData"),
        },
    }
    subject = f"APPROVAL NEEDED: AWS CodePipeline {job.pipeline} for action {job.action}"[:100]
    job.aws.client("sns").publish(TopicArn=topic, Subject=subject, Message=json.dumps(message))


@patches(CodePipelineResponse)
def put_approval_result(self: CodePipelineResponse) -> ActionResult:
    """The answer, with the token of the question."""
    params = json.loads(self.body)
    attempt = _asked(self, params)
    if attempt.status != "InProgress" or "answer" in attempt.memo:
        raise AwsError.of(say.APPROVED_ALREADY)
    if params["token"] != attempt.token:
        raise AwsError.of(say.BAD_TOKEN)
    attempt.memo = dict(attempt.memo) | {"answer": dict(params["result"])}
    return ActionResult({"approvedAt": datetime.now(UTC)})


def _asked(self: CodePipelineResponse, params: dict[str, Any]) -> Attempt:
    pipeline = find(self.codepipeline_backend, params["pipelineName"])
    stages = {one["name"]: one["actions"] for one in pipeline.pipeline["stages"]}
    stage, action = params["stageName"], params["actionName"]
    if stage not in stages:
        raise AwsError.of(say.NO_STAGE, stage=stage, name=params["pipelineName"])
    if action not in [one["name"] for one in stages[stage]]:
        raise AwsError.of(say.NO_ACTION, action=action, stage=stage)
    execution = latest(executions(pipeline).values(), stage)
    attempt = execution.stages[stage].current.get(action) if execution else None
    if attempt is None:
        raise AwsError.of(say.BAD_TOKEN)
    return attempt
