"""A pipeline in CloudFormation's words is judged as one in Pulumi's."""

from pathlib import Path
from typing import Any

from policy.pack import Pack
from policy.rules import RULES
from tests.verdict.cloudformation.templates import program, resource
from verdict.judging import judge

BUILDSPEC = "version: 0.2\nphases:\n  build:\n    commands:\n      - docker build .\nartifacts:\n  files: {}\n"


def acting(name: str, category: str, provider: str, takes: str, makes: str, **told: Any) -> dict[str, Any]:
    """A stage with one action."""
    action = {
        "Name": name,
        "ActionTypeId": {"Category": category, "Owner": "AWS", "Provider": provider, "Version": "1"},
        "InputArtifacts": [{"Name": takes}] if takes else [],
        "OutputArtifacts": [{"Name": makes}] if makes else [],
        "Configuration": told,
    }
    return {"Name": name, "Actions": [action]}


def template(group: Any, artifact: str, files: str, *, good: bool) -> dict[str, Any]:
    """A pipeline that a change of an object starts, or nothing."""
    told = {"S3Bucket": {"Ref": "Sources"}, "S3ObjectKey": "web.zip", "PollForSourceChanges": False}
    deploy = {
        "ApplicationName": "web",
        "DeploymentGroupName": group,
        "TaskDefinitionTemplateArtifact": artifact,
        "AppSpecTemplateArtifact": artifact,
    }
    stages = [
        acting("Source", "Source", "S3", "", "Source", **told),
        acting("Build", "Build", "CodeBuild", "Source", "Built", ProjectName={"Ref": "Build"}),
        acting("Deploy", "Deploy", "CodeDeployToECS", artifact, "", **deploy),
    ]
    key = {"Id": "alias/delivery", "Type": "KMS"}
    store = {"Location": "artifacts", "Type": "S3", "EncryptionKey": key}
    role = "arn:aws:iam::123456789012:role/delivery"
    pipeline = resource("CodePipeline::Pipeline", RoleArn=role, ArtifactStore=store, Stages=stages)
    arn = {"Fn::Sub": "arn:aws:codepipeline:${AWS::Region}:${AWS::AccountId}:${Pipeline}"}
    versions = {"VersioningConfiguration": {"Status": "Enabled"}} if good else {}
    return {
        "Sources": resource("S3::Bucket", **versions),
        "Build": resource(
            "CodeBuild::Project",
            Environment={"Type": "LINUX_CONTAINER", "PrivilegedMode": good},
            Source={"Type": "CODEPIPELINE", "BuildSpec": BUILDSPEC.format(files)},
        ),
        "Pipeline": pipeline,
        **({"Start": resource("Events::Rule", Targets=[{"Id": "start", "Arn": arn}])} if good else {}),
    }


def said(folder: Path, made: dict[str, Any]) -> set[tuple[str, str]]:
    found = [one.judgement for one in judge(program(folder, made), Pack(RULES)).findings]
    return {(one.rule.name, one.resource.name) for one in found if one.kind == "violation" and one.resource}


def test_each_mistake_is_found(tmp_path: Path) -> None:
    assert said(tmp_path, template("web:web", "built", "reports/*", good=False)) == {
        ("build-has-docker", "Build"),
        ("pipeline-artifacts-flow", "Pipeline"),
        ("pipeline-names-deployment-group", "Pipeline"),
        ("pipeline-source-versioned", "Sources"),
        ("pipeline-starts", "Pipeline"),
    }
    assert ("pipeline-files-written", "Pipeline") in said(tmp_path, template("web", "Built", "a.json", good=True))
    assert ("pipeline-templates-small", "Pipeline") in said(tmp_path, template("web", "Source", "'**/*'", good=True))


def test_a_good_one_is_let_through(tmp_path: Path) -> None:
    assert said(tmp_path, template("web", "Built", "'**/*'", good=True)) == set()
