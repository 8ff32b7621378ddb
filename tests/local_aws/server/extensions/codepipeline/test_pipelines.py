"""CodePipeline of the local AWS keeps pipelines, and refuses what AWS refuses."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.codepipeline.models import codepipeline_backends

from model.codepipeline import ACTION_TYPES

Pipeline = dict[str, Any]


def action(name: str, category: str, provider: str, configuration: dict[str, str], **more: Any) -> dict[str, Any]:
    type_id = {"category": category, "owner": "AWS", "provider": provider, "version": "1"}
    return {"name": name, "actionTypeId": type_id, "configuration": configuration, **more}


def source(name: str = "Source", artifact: str = "Source", **more: Any) -> dict[str, Any]:
    where = {"S3Bucket": "sources", "S3ObjectKey": "source.zip"}
    return action(name, "Source", "S3", where, outputArtifacts=[{"name": artifact}], **more)


BUILD = action(
    "Build",
    "Build",
    "CodeBuild",
    {"ProjectName": "web"},
    inputArtifacts=[{"name": "Source"}],
    outputArtifacts=[{"name": "Definition"}],
)
DEPLOY = action(
    "Deploy",
    "Deploy",
    "CodeDeployToECS",
    {
        "ApplicationName": "web",
        "DeploymentGroupName": "web",
        "TaskDefinitionTemplateArtifact": "Definition",
        "AppSpecTemplateArtifact": "Definition",
        "Image1ArtifactName": "Definition",
        "Image1ContainerName": "IMAGE1_NAME",
    },
    inputArtifacts=[{"name": "Definition"}],
)
WINDOW = {"name": "window", "ruleTypeId": {"category": "Rule", "owner": "AWS", "provider": "DeploymentWindow"}}
CONDITION = {"conditions": [{"result": "FAIL", "rules": [WINDOW]}]}
TRIGGER = {"providerType": "CodeStarSourceConnection", "gitConfiguration": {"sourceActionName": "Source"}}


@pytest.fixture(scope="module")
def role(aws: Any) -> str:
    statement = {"Effect": "Allow", "Principal": {"Service": "codepipeline.amazonaws.com"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return aws("iam").create_role(RoleName="runs-pipelines", AssumeRolePolicyDocument=document)["Role"]["Arn"]


@pytest.fixture
def pipeline(role: str, name: str) -> Pipeline:
    return {
        "name": name,
        "roleArn": role,
        "artifactStore": {"type": "S3", "location": "artifacts"},
        "pipelineType": "V2",
        "stages": [
            {"name": "Source", "actions": [source()]},
            {"name": "Build", "actions": [deepcopy(BUILD)]},
            {"name": "Deploy", "actions": [deepcopy(DEPLOY)]},
        ],
    }


def test_a_pipeline_reads_back_as_it_was_sent(aws: Any, name: str, pipeline: Pipeline) -> None:
    aws("codepipeline").create_pipeline(pipeline=pipeline)
    found = aws("codepipeline").get_pipeline(name=name)
    assert found["metadata"]["pipelineArn"] == f"arn:aws:codepipeline:us-east-1:123456789012:{name}"
    assert (found["pipeline"]["version"], found["pipeline"]["executionMode"]) == (1, "SUPERSEDED")
    assert [stage["name"] for stage in found["pipeline"]["stages"]] == ["Source", "Build", "Deploy"]
    assert found["pipeline"]["stages"][2]["actions"][0]["configuration"] == DEPLOY["configuration"]


def test_each_update_is_another_version(aws: Any, name: str, pipeline: Pipeline) -> None:
    aws("codepipeline").create_pipeline(pipeline=pipeline)
    updated = aws("codepipeline").update_pipeline(pipeline=pipeline | {"executionMode": "QUEUED"})["pipeline"]
    assert (updated["version"], updated["executionMode"]) == (2, "QUEUED")


def test_a_pipeline_is_made_once(aws: Any, name: str, pipeline: Pipeline) -> None:
    aws("codepipeline").create_pipeline(pipeline=pipeline)
    with pytest.raises(ClientError, match=f"A pipeline with the name '{name}' already exists") as refused:
        aws("codepipeline").create_pipeline(pipeline=pipeline)
    assert refused.value.response["Error"]["Code"] == "PipelineNameInUseException"


def at(*path: Any) -> Callable[[Pipeline, Any], None]:
    """Sets the value at this place."""

    def put(pipeline: Pipeline, value: Any) -> None:
        inner: Any = pipeline
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = value

    return put


BUILDING = ("stages", 1, "actions", 0)


@pytest.mark.parametrize(
    ("put", "value", "code", "words"),
    [
        (at("stages"), [{"name": "Source", "actions": [source()]}], "InvalidStructure", "only 1 stage"),
        (at("stages", 1, "name"), "Source", "InvalidStageDeclaration", "Stage name 'Source' is used more than once"),
        (at("stages", 1, "name"), "Has space", "Validation", "pipeline.stages.2.member.name"),
        (at("stages", 1, "name"), "a" * 101, "Validation", "length less than or equal to 100"),
        (at(*BUILDING, "outputArtifacts", 0, "name"), "a.b", "Validation", "outputArtifacts.1.member.name"),
        (at("stages", 0, "actions"), [source(), DEPLOY], "InvalidStructure", "should start with a stage that only"),
        (at("stages", 1, "actions"), [source("Again", "Again")], "InvalidStructure", "only be included in the first"),
        (at("stages", 0, "actions"), [source(), source("Source", "Other")], "InvalidStage", "Action name 'Source'"),
        (at(*BUILDING, "inputArtifacts", 0, "name"), "source", "InvalidAction", "Bundle source in action Build"),
        (at(*BUILDING, "outputArtifacts", 0, "name"), "Source", "InvalidAction", "Source has been used more than once"),
        (
            at(*BUILDING, "inputArtifacts"),
            [],
            "InvalidAction",
            "0 input artifacts which is less than the minimum count",
        ),
        (at("stages", 0, "actions", 0, "outputArtifacts"), [], "InvalidAction", "0 output artifacts"),
        (at(*BUILDING, "configuration"), {}, "InvalidAction", "missing required configuration 'ProjectName'"),
        (
            at(*BUILDING, "configuration", "Projectname"),
            "web",
            "InvalidAction",
            "contains unknown configuration 'Projectname'",
        ),
        (
            at("stages", 2, "actions", 0, "configuration", "Image5ArtifactName"),
            "Definition",
            "InvalidAction",
            "contains unknown configuration 'Image5ArtifactName'",
        ),
        (
            at(*BUILDING, "actionTypeId", "category"),
            "Deploy",
            "InvalidAction",
            r"ActionType \(Category: 'Deploy', Provider: 'CodeBuild', .* is not available in region 'US_EAST_1'",
        ),
        (at(*BUILDING, "actionTypeId", "owner"), "ThirdParty", "InvalidAction", "Owner: 'ThirdParty'"),
        (at("variables"), [{"name": "tag"}, {"name": "tag"}], "InvalidStructure", "already in use: tag"),
        (at("triggers"), [TRIGGER], "InvalidStructure", "must reference a CodeStarSourceConnection action"),
        (
            at("roleArn"),
            "arn:aws:iam::123456789012:role/absent",
            "InvalidStructure",
            "is not authorized to perform Ass",
        ),
    ],
)
def test_what_aws_refuses_is_refused(
    aws: Any, pipeline: Pipeline, put: Callable[[Pipeline, Any], None], value: Any, code: str, words: str
) -> None:
    put(pipeline, value)
    with pytest.raises(ClientError, match=words) as refused:
        aws("codepipeline").create_pipeline(pipeline=pipeline)
    assert refused.value.response["Error"]["Code"].startswith(code)


@pytest.mark.parametrize(
    ("put", "value", "words"),
    [
        (at("variables"), [{"name": "tag"}], "Pipeline variable can only be used with V2 pipelines"),
        (at("triggers"), [TRIGGER], "Triggers on tag can only be used with V2 pipelines"),
        (at("executionMode"), "QUEUED", "QUEUED or PARALLEL mode can only be used with V2 pipelines"),
        (at("stages", 1, "beforeEntry"), CONDITION, "Stage level conditions can only be used with V2 pipelines"),
    ],
)
def test_the_first_type_knows_less(aws: Any, pipeline: Pipeline, put: Any, value: Any, words: str) -> None:
    del pipeline["pipelineType"]
    put(pipeline, value)
    with pytest.raises(ClientError, match=words):
        aws("codepipeline").create_pipeline(pipeline=pipeline)


def test_an_update_is_checked_too(aws: Any, name: str, pipeline: Pipeline) -> None:
    aws("codepipeline").create_pipeline(pipeline=pipeline)
    pipeline["stages"][1]["actions"][0]["configuration"] = {}
    with pytest.raises(ClientError, match="is missing required configuration 'ProjectName'"):
        aws("codepipeline").update_pipeline(pipeline=pipeline)


def test_actions_of_a_stage_take_what_those_before_them_made(aws: Any, pipeline: Pipeline) -> None:
    (deploy,) = pipeline["stages"].pop()["actions"]
    pipeline["stages"][1]["actions"].append(deploy)
    with pytest.raises(ClientError, match="Input Artifact Bundle Definition in action Deploy"):
        aws("codepipeline").create_pipeline(pipeline=deepcopy(pipeline) | {"stages": _reversed(pipeline)})
    deploy["runOrder"] = 2
    aws("codepipeline").create_pipeline(pipeline=pipeline | {"stages": _reversed(pipeline)})


def _reversed(pipeline: Pipeline) -> list[Any]:
    """The actions of the last stage the other way round: their place in the list says nothing."""
    *first, last = deepcopy(pipeline["stages"])
    return [*first, last | {"actions": last["actions"][::-1]}]


def test_a_hidden_token_stays_what_it_was(aws: Any, name: str, pipeline: Pipeline) -> None:
    token = {"Owner": "shop", "Repo": "web", "Branch": "main", "OAuthToken": "given"}
    github = source() | {"configuration": token}
    github["actionTypeId"] = {"category": "Source", "owner": "ThirdParty", "provider": "GitHub", "version": "1"}
    pipeline["stages"][0]["actions"] = [github]
    aws("codepipeline").create_pipeline(pipeline=pipeline)
    shown = aws("codepipeline").get_pipeline(name=name)["pipeline"]
    assert shown["stages"][0]["actions"][0]["configuration"]["OAuthToken"] == "****"
    aws("codepipeline").update_pipeline(pipeline=shown)
    kept = codepipeline_backends["123456789012"]["us-east-1"].pipelines[name].pipeline
    assert kept["version"] == 2
    assert kept["stages"][0]["actions"][0]["configuration"]["OAuthToken"] == "given"


def test_every_type_of_action_that_releases_need_is_known() -> None:
    assert {("Source", "ECR"), ("Approval", "Manual"), ("Deploy", "ECS")} <= ACTION_TYPES.keys()
