"""CodeBuild projects as the provider makes, changes, reads and removes them."""

import json
from typing import Any

import grpc
import pytest

from tests.local_aws.provider.plugin import CheckFailed, Plugin, contract

PROJECT = "aws:codebuild/project:Project"
TAGS = {"Name": "web", "team": "shop"}
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "codebuild.amazonaws.com"}, "Action": "sts:AssumeRole"}],
}


@pytest.fixture(scope="module")
def role(aws: Any) -> str:
    made = aws("iam").create_role(RoleName="builds", AssumeRolePolicyDocument=json.dumps(TRUST))
    return made["Role"]["Arn"]


@pytest.fixture
def inputs(role: str) -> dict[str, Any]:
    return {
        "serviceRole": role,
        "source": {"type": "CODEPIPELINE", "buildspec": "version: 0.2"},
        "artifacts": {"type": "CODEPIPELINE"},
        "environment": {
            "type": "LINUX_CONTAINER",
            "computeType": "BUILD_GENERAL1_SMALL",
            "image": "aws/codebuild/amazonlinux-x86_64-standard:5.0",
            "privilegedMode": True,
            "environmentVariables": [
                {"name": "REPOSITORY", "value": "web"},
                {"name": "TOKEN", "value": "token", "type": "SECRETS_MANAGER"},
            ],
        },
        "logsConfig": {"cloudwatchLogs": {"groupName": "/builds/web"}},
        "buildTimeout": 30,
        "tags": TAGS,
    }


@pytest.mark.parametrize(
    "change",
    [
        {"buildTimeout": None},
        {"source": {"type": "CODEPIPELINE", "buildspec": "version: 0.2\nphases: {}"}},
        {"logsConfig": {"cloudwatchLogs": {"groupName": "/builds/other"}}},
        {"description": "Builds the image"},
        {"concurrentBuildLimit": 1},
        {"tags": {"Name": "other"}},
        {"tags": None},
    ],
    ids=str,
)
def test_a_project_changes_in_place(plugin: Plugin, inputs: dict[str, Any], change: dict[str, Any]) -> None:
    contract(plugin, PROJECT, inputs, change, "build")


def test_another_name_is_another_project(plugin: Plugin, inputs: dict[str, Any]) -> None:
    contract(plugin, PROJECT, inputs | {"name": "one"}, {"name": "two"}, replaces=True)


def test_a_project_has_its_arn_as_id_and_what_aws_fills_in(plugin: Plugin, role: str, inputs: dict[str, Any]) -> None:
    bare = {key: inputs[key] for key in ("serviceRole", "source", "artifacts")}
    environment = {"type": "LINUX_CONTAINER", "computeType": "BUILD_GENERAL1_SMALL", "image": "alpine"}
    made = plugin.create(PROJECT, {**bare, "environment": environment, "name": "bare"})
    assert made.id == "arn:aws:codebuild:us-east-1:123456789012:project/bare"
    state = made.state
    assert (state["buildTimeout"], state["queuedTimeout"], state["projectVisibility"]) == (60, 480, "PRIVATE")
    assert state["logsConfig"]["cloudwatchLogs"]["status"] == "ENABLED"
    assert state["cache"] == {"type": "NO_CACHE"}
    assert state["encryptionKey"] == "arn:aws:kms:us-east-1:123456789012:alias/aws/s3"
    plugin.delete(made)


def test_logs_that_the_program_no_longer_mentions_stay(plugin: Plugin, inputs: dict[str, Any]) -> None:
    made = plugin.create(PROJECT, inputs, "logs")
    assert plugin.diff(made, {key: value for key, value in inputs.items() if key != "logsConfig"}) == {}
    plugin.delete(made)


def test_a_project_that_builds_without_a_source_needs_a_buildspec(plugin: Plugin, inputs: dict[str, Any]) -> None:
    lone = inputs | {"source": {"type": "NO_SOURCE"}, "artifacts": {"type": "NO_ARTIFACTS"}}
    with pytest.raises(grpc.RpcError, match="`buildspec` must be set"):
        plugin.create(PROJECT, lone, "lone")
    contract(plugin, PROJECT, lone | {"source": {"type": "NO_SOURCE", "buildspec": "version: 0.2"}}, {}, "lone")


def test_a_time_out_beyond_aws_limit_is_refused(plugin: Plugin, inputs: dict[str, Any]) -> None:
    with pytest.raises(CheckFailed, match=r"build_timeout to be in the range \(5 - 2160\)"):
        plugin.check(PROJECT, inputs | {"buildTimeout": 4})
