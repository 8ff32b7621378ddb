"""A pipeline whose answers a test writes down; botocore's stub compares each with AWS's own description of the API."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
from botocore.stub import Stubber

from ops.aws import Aws
from ops.pipelines import Pipeline

NAME, ID = "web-dev", "0f8c1e2a-5b7d-4c3e-9a10-3d2f1b0c9e8d"
BEGAN = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
S3 = {"S3Bucket": "web-dev-source", "S3ObjectKey": "source.zip"}
ACTIONS = {
    "Source": ("Source", "S3", S3),
    "Build": ("Build", "CodeBuild", {"ProjectName": "web-dev"}),
    "Approve": ("Approval", "Manual", {}),
    "Deploy": ("Deploy", "CodeDeployToECS", {}),
}
"""Each is of a stage of its own."""


class Stubbed(Aws):
    """CodePipeline's client is a stub, any other is a test's own."""

    def __init__(self, actions: Mapping[str, tuple[str, str, dict[str, str]]] = ACTIONS, **clients: Any) -> None:
        codepipeline = boto3.client(
            "codepipeline", region_name="us-east-1", aws_access_key_id="local", aws_secret_access_key="local"
        )
        self._clients = {"codepipeline": codepipeline, **clients}
        self._actions = actions
        self._declared = False
        self.stub = Stubber(codepipeline)
        self.stub.activate()
        self.client = self._clients.__getitem__
        self.pipeline = Pipeline(NAME, self)

    def declared(self) -> None:
        """GetPipeline is asked for, which is so once."""
        if not self._declared:
            stages = [{"name": name, "actions": [_declaration(name, *one)]} for name, one in self._actions.items()]
            self.stub.add_response(
                "get_pipeline",
                {"pipeline": {"name": NAME, "roleArn": "arn:aws:iam::123456789012:role/p", "stages": stages}},
                {"name": NAME},
            )
        self._declared = True

    def look(self, status: str, statuses: Mapping[str, str], held: str = "", **results: dict[str, Any]) -> None:
        """One look at the execution: its status, and that of each action that has begun; `results` are more of one."""
        self.stub.add_response(
            "get_pipeline_execution",
            {
                "pipelineExecution": {
                    "pipelineName": NAME,
                    "pipelineExecutionId": ID,
                    "status": status,
                    "artifactRevisions": [{"name": "Source", "revisionId": "3f2a", "revisionSummary": "A new colour"}],
                }
            },
            {"pipelineName": NAME, "pipelineExecutionId": ID},
        )
        ran = [_ran(number, name, one, results.get(name, {})) for number, (name, one) in enumerate(statuses.items())]
        self.stub.add_response(
            "list_action_executions",
            {"actionExecutionDetails": ran[::-1]},
            {"pipelineName": NAME, "filter": {"pipelineExecutionId": ID}},
        )
        self.state(statuses, held)
        self.declared()

    def state(self, statuses: Mapping[str, str], held: str = "") -> None:
        """GetPipelineState; `held` is the stage whose transition is disabled."""
        stages = [_state(name, one[0], statuses.get(name, ""), name == held) for name, one in self._actions.items()]
        self.stub.add_response("get_pipeline_state", {"pipelineName": NAME, "stageStates": stages}, {"name": NAME})


def _declaration(name: str, category: str, provider: str, configuration: dict[str, str]) -> dict[str, Any]:
    kind = {"category": category, "owner": "AWS", "provider": provider, "version": "1"}
    return {"name": name, "actionTypeId": kind, "configuration": configuration}


def _ran(number: int, name: str, status: str, result: dict[str, Any]) -> dict[str, Any]:
    return {
        "pipelineExecutionId": ID,
        "actionExecutionId": f"{name}-1",
        "stageName": name,
        "actionName": name,
        "startTime": BEGAN + timedelta(minutes=number),
        "lastUpdateTime": BEGAN + timedelta(minutes=number + 1),
        "status": status,
        "output": {"executionResult": result},
    }


def _state(name: str, category: str, status: str, held: bool) -> dict[str, Any]:
    latest: dict[str, Any] = {"actionExecutionId": f"{name}-1", "status": status} if status else {}
    if category == "Approval" and status == "InProgress":
        latest["token"] = "a-token"
    return {
        "stageName": name,
        "inboundTransitionState": {"enabled": not held} | ({"disabledReason": "holidays"} if held else {}),
        "actionStates": [{"actionName": name} | ({"latestExecution": latest} if latest else {})],
        **({"latestExecution": {"pipelineExecutionId": ID, "status": status}} if status else {}),
    }
