"""A pipeline that tests run: its source is a zip file in S3, its stages are what the test wants."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.conftest import Clients
from tests.local_aws.scene import until

SOURCE = {
    "name": "Source",
    "actionTypeId": {"category": "Source", "owner": "AWS", "provider": "S3", "version": "1"},
    "outputArtifacts": [{"name": "Source"}],
}
ENDED = ("Succeeded", "Failed", "Stopped", "Superseded")


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return data.getvalue()


def role(aws: Clients, name: str, service: str) -> str:
    """One that a service may assume; its ARN."""
    trust = {"Effect": "Allow", "Principal": {"Service": f"{service}.amazonaws.com"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    return aws("iam").create_role(RoleName=name, AssumeRolePolicyDocument=document)["Role"]["Arn"]


def project(aws: Clients, name: str, buildspec: Any, **more: Any) -> str:
    """Of CodeBuild, for pipelines, with a buildspec of its own; its name."""
    environment = {
        "type": "LINUX_CONTAINER",
        "image": "aws/codebuild/amazonlinux2-x86_64-standard:5.0",
        "computeType": "BUILD_GENERAL1_SMALL",
        "privilegedMode": True,
    } | more.pop("environment", {})
    wanted = {
        "name": name,
        "source": {"type": "CODEPIPELINE", "buildspec": json.dumps(buildspec, indent=1)},
        "artifacts": {"type": "CODEPIPELINE"},
        "environment": environment,
        "serviceRole": role(aws, f"{name}-build", "codebuild"),
    }
    aws("codebuild").create_project(**wanted | more)
    return name


def action(
    name: str,
    category: str,
    provider: str,
    configuration: Mapping[str, str] | None = None,
    inputs: Sequence[str] = (),
    outputs: Sequence[str] = (),
    **more: Any,
) -> dict[str, Any]:
    """As CreatePipeline takes it."""
    return {
        "name": name,
        "actionTypeId": {"category": category, "owner": "AWS", "provider": provider, "version": "1"},
        "configuration": dict(configuration or {}),
        "inputArtifacts": [{"name": one} for one in inputs],
        "outputArtifacts": [{"name": one} for one in outputs],
    } | more


def build(name: str, inputs: Sequence[str] = ("Source",), outputs: Sequence[str] = ("Definition",), **more: Any) -> Any:
    """The action `Build` of a project."""
    return action("Build", "Build", "CodeBuild", {"ProjectName": name}, inputs, outputs, **more)


APPROVE = action("Approve", "Approval", "Manual", {"CustomData": "is it good?"})


@dataclass
class Line:
    """One pipeline."""

    aws: Clients
    name: str

    @classmethod
    def make(
        cls,
        aws: Clients,
        name: str,
        *stages: Sequence[Mapping[str, Any]],
        files: Mapping[str, str | bytes] | None = None,
        source: Mapping[str, Any] | None = None,
        **more: Any,
    ) -> "Line":
        """Each further stage is called as its first action."""
        s3 = aws("s3")
        s3.create_bucket(Bucket=name)
        s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
        line = cls(aws, name)
        if files is not None:
            line.upload(files)
        first = source or SOURCE | {"configuration": {"S3Bucket": name, "S3ObjectKey": "source.zip"}}
        aws("codepipeline").create_pipeline(
            pipeline={
                "name": name,
                "roleArn": role(aws, f"{name}-pipeline", "codepipeline"),
                "artifactStore": {"type": "S3", "location": name},
                "pipelineType": "V2",
                "stages": [
                    {"name": "Source", "actions": [first]},
                    *({"name": actions[0]["name"], "actions": list(actions)} for actions in stages),
                ],
            }
            | more
        )
        return line

    def upload(self, files: Mapping[str, str | bytes]) -> str:
        """A new version of the source; its id."""
        return self.aws("s3").put_object(Bucket=self.name, Key="source.zip", Body=zipped(files))["VersionId"]

    def start(self, **more: Any) -> str:
        """A new execution; its id."""
        return self.aws("codepipeline").start_pipeline_execution(name=self.name, **more)["pipelineExecutionId"]

    def execution(self, id: str) -> dict[str, Any]:
        """As it is now."""
        found = self.aws("codepipeline").get_pipeline_execution(pipelineName=self.name, pipelineExecutionId=id)
        return found["pipelineExecution"]

    def ended(self, id: str) -> str:
        """Its status, once it has ended."""
        until(lambda: self.execution(id)["status"] in ENDED, 60)
        return self.execution(id)["status"]

    def ended_stage(self, id: str, stage: str) -> None:
        """Returns when the stage has succeeded in the execution."""

        def succeeded() -> bool:
            last = self.stage(stage).get("latestExecution", {})
            return (last.get("pipelineExecutionId"), last.get("status")) == (id, "Succeeded")

        until(succeeded)

    def stage(self, name: str) -> dict[str, Any]:
        """As GetPipelineState shows it."""
        states = self.aws("codepipeline").get_pipeline_state(name=self.name)["stageStates"]
        return next(one for one in states if one["stageName"] == name)

    def latest(self, stage: str) -> dict[str, Any]:
        """The last attempt of a stage's first action; empty before there is one."""
        return self.stage(stage)["actionStates"][0].get("latestExecution", {})

    def error(self, id: str, stage: str) -> tuple[str, str]:
        """Why the stage failed the execution: code and message."""
        assert self.ended(id) == "Failed"
        details = self.latest(stage)["errorDetails"]
        return details["code"], details["message"]

    def actions(self, id: str) -> list[dict[str, Any]]:
        """Every attempt of the execution, the newest first."""
        found = self.aws("codepipeline").list_action_executions(
            pipelineName=self.name, filter={"pipelineExecutionId": id}
        )
        return found["actionExecutionDetails"]
