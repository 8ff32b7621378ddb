"""CodePipeline pipelines as the provider makes, changes, reads and removes them."""

import json
from copy import deepcopy
from typing import Any

import grpc
import pytest

from tests.local_aws.provider.plugin import Plugin, contract

PIPELINE = "aws:codepipeline/pipeline:Pipeline"
TAGS = {"Name": "web", "team": "shop"}
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {"Effect": "Allow", "Principal": {"Service": ["codepipeline.amazonaws.com"]}, "Action": "sts:AssumeRole"}
    ],
}
AWS = {"owner": "AWS", "version": "1"}


@pytest.fixture(scope="module")
def inputs(aws: Any) -> dict[str, Any]:
    role = aws("iam").create_role(RoleName="pipelines", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
    source = {
        **AWS,
        "name": "Source",
        "category": "Source",
        "provider": "CodeStarSourceConnection",
        "configuration": {
            "ConnectionArn": "arn:aws:codeconnections:us-east-1:123456789012:connection/one",
            "FullRepositoryId": "shop/web",
            "BranchName": "main",
        },
        "outputArtifacts": ["Source"],
        "namespace": "Source",
    }
    build = {
        **AWS,
        "name": "Build",
        "category": "Build",
        "provider": "CodeBuild",
        "configuration": {"ProjectName": "web"},
        "inputArtifacts": ["Source"],
        "outputArtifacts": ["Definition"],
    }
    return {
        "roleArn": role,
        "pipelineType": "V2",
        "artifactStores": [{"type": "S3", "location": "artifacts"}],
        "stages": [{"name": "Source", "actions": [source]}, {"name": "Build", "actions": [build]}],
        "tags": TAGS,
    }


def approved(inputs: dict[str, Any]) -> list[dict[str, Any]]:
    approval = {**AWS, "name": "Approve", "category": "Approval", "provider": "Manual", "runOrder": 2}
    return [*inputs["stages"], {"name": "Approve", "actions": [approval]}]


CONDITION = {
    "condition": {
        "result": "FAIL",
        "rules": [
            {
                "name": "window",
                "ruleTypeId": {"category": "Rule", "owner": "AWS", "provider": "DeploymentWindow", "version": "1"},
                "configuration": {"Cron": "* * * * ? *"},
            }
        ],
    }
}


@pytest.mark.parametrize(
    "change",
    [
        {"executionMode": "QUEUED"},
        {"variables": [{"name": "tag", "defaultValue": "latest"}]},
        {"artifactStores": [{"type": "S3", "location": "others", "encryptionKey": {"type": "KMS", "id": "key"}}]},
        {
            "triggers": [
                {
                    "providerType": "CodeStarSourceConnection",
                    "gitConfiguration": {
                        "sourceActionName": "Source",
                        "pushes": [{"branches": {"includes": ["main"]}}],
                    },
                }
            ]
        },
        {"tags": {"Name": "other"}},
        {"tags": None},
    ],
    ids=str,
)
def test_a_pipeline_changes_in_place(plugin: Plugin, inputs: dict[str, Any], change: dict[str, Any]) -> None:
    contract(plugin, PIPELINE, inputs, change, "web")


def test_a_stage_is_added_in_place(plugin: Plugin, inputs: dict[str, Any]) -> None:
    contract(plugin, PIPELINE, inputs, {"stages": approved(inputs)}, "web")


def test_a_stage_keeps_its_conditions(plugin: Plugin, inputs: dict[str, Any]) -> None:
    stages = deepcopy(inputs["stages"])
    stages[1] |= {"beforeEntry": CONDITION, "onFailure": {"result": "ROLLBACK"}}
    contract(plugin, PIPELINE, inputs | {"stages": stages}, {}, "web")


def test_another_name_is_another_pipeline(plugin: Plugin, inputs: dict[str, Any]) -> None:
    contract(plugin, PIPELINE, inputs | {"name": "one"}, {"name": "two"}, replaces=True)


def test_a_pipeline_is_of_the_first_type_unless_it_says_so(plugin: Plugin, inputs: dict[str, Any]) -> None:
    made = plugin.create(PIPELINE, {key: value for key, value in inputs.items() if key != "pipelineType"}, "first")
    assert (made.state["pipelineType"], made.state["executionMode"]) == ("V1", "SUPERSEDED")
    assert made.state["arn"] == f"arn:aws:codepipeline:us-east-1:123456789012:{made.id}"
    plugin.delete(made)


def test_two_stores_need_a_region_each(plugin: Plugin, inputs: dict[str, Any]) -> None:
    store = {"type": "S3", "location": "artifacts"}
    with pytest.raises(grpc.RpcError, match="region must be set for a cross-region"):
        plugin.create(PIPELINE, inputs | {"artifactStores": [store, store | {"region": "eu-west-1"}]}, "far")
    stores = [store | {"region": "us-east-1"}, store | {"region": "eu-west-1", "location": "far"}]
    contract(plugin, PIPELINE, inputs | {"artifactStores": stores}, {}, "far")


def test_a_token_that_aws_hides_is_no_difference_and_reaches_it_again(plugin: Plugin, aws: Any, inputs: Any) -> None:
    stages = deepcopy(inputs["stages"])
    stages[0]["actions"] = [
        {
            "name": "Source",
            "category": "Source",
            "owner": "ThirdParty",
            "provider": "GitHub",
            "version": "1",
            "configuration": {"Owner": "shop", "Repo": "web", "Branch": "main", "OAuthToken": "hidden-token"},
            "outputArtifacts": ["Source"],
        }
    ]
    old = inputs | {"stages": stages}
    made = plugin.create(PIPELINE, old, "github")
    shown = aws("codepipeline").get_pipeline(name=made.id)["pipeline"]["stages"][0]["actions"][0]["configuration"]
    assert shown["OAuthToken"] == "****"
    refreshed = plugin.refresh(made)
    assert refreshed
    assert plugin.diff(refreshed, old) == {}
    plugin.delete(made)
