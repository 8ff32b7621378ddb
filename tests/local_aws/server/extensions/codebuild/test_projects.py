"""CodeBuild of the local AWS keeps projects, and refuses what AWS refuses."""

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

TRUST = {"Effect": "Allow", "Principal": {"Service": "codebuild.amazonaws.com"}, "Action": "sts:AssumeRole"}
ENVIRONMENT = {"type": "LINUX_CONTAINER", "computeType": "BUILD_GENERAL1_SMALL", "image": "alpine"}


def role(aws: Any, name: str, trust: dict[str, Any]) -> str:
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    return aws("iam").create_role(RoleName=name, AssumeRolePolicyDocument=document)["Role"]["Arn"]


@pytest.fixture
def project(aws: Any, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "source": {"type": "CODEPIPELINE"},
        "artifacts": {"type": "CODEPIPELINE"},
        "environment": ENVIRONMENT,
        "serviceRole": role(aws, name, TRUST),
    }


def read(aws: Any, name: str) -> dict[str, Any]:
    (found,) = aws("codebuild").batch_get_projects(names=[name])["projects"]
    return found


def test_a_project_of_a_pipeline_has_aws_defaults(aws: Any, name: str, project: dict[str, Any]) -> None:
    aws("codebuild").create_project(**project)
    found = read(aws, f"arn:aws:codebuild:us-east-1:123456789012:project/{name}")
    assert (found["timeoutInMinutes"], found["queuedTimeoutInMinutes"]) == (60, 480)
    assert found["environment"]["privilegedMode"] is False
    assert found["artifacts"] == {
        "type": "CODEPIPELINE",
        "name": name,
        "packaging": "NONE",
        "encryptionDisabled": False,
    }


def test_an_update_leaves_what_it_does_not_name(aws: Any, name: str, project: dict[str, Any]) -> None:
    aws("codebuild").create_project(**project, description="Builds", tags=[{"key": "team", "value": "shop"}])
    aws("codebuild").update_project(name=name, timeoutInMinutes=30, tags=[])
    found = read(aws, name)
    assert (found["timeoutInMinutes"], found["description"], found["tags"]) == (30, "Builds", [])
    assert found["source"] == {"type": "CODEPIPELINE"}


def test_projects_that_are_not_there_are_named(aws: Any, name: str, project: dict[str, Any]) -> None:
    aws("codebuild").create_project(**project)
    aws("codebuild").delete_project(name=name)
    answer = aws("codebuild").batch_get_projects(names=[name])
    assert (answer["projects"], answer["projectsNotFound"]) == ([], [name])
    with pytest.raises(ClientError, match=f"Project cannot be found: arn:aws:codebuild:.*:project/{name}"):
        aws("codebuild").update_project(name=name, timeoutInMinutes=30)


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"name": "has space"}, "Only alphanumeric characters, dash, and underscore are supported"),
        ({"source": {"type": "NO_SOURCE", "buildspec": "version: 0.2"}}, "both sourceType, and artifactType must be"),
        ({"artifacts": {"type": "NO_ARTIFACTS"}}, "both sourceType, and artifactType must be"),
        ({"source": {"type": "S3"}, "artifacts": {"type": "NO_ARTIFACTS"}}, "Project source location is required"),
        (
            {
                "source": {"type": "NO_SOURCE", "buildspec": "version: 0.2"},
                "artifacts": {"type": "NO_ARTIFACTS", "name": "web"},
            },
            "artifact type NO_ARTIFACTS should have null output name",
        ),
        ({"environment": ENVIRONMENT | {"type": "CONTAINER"}}, "Invalid type provided: CONTAINER"),
        ({"environment": ENVIRONMENT | {"computeType": "SMALL"}}, "Invalid compute type provided: SMALL"),
        ({"timeoutInMinutes": 2161}, "timeoutInMinutes: 2161: minutes must be between 5 and 2160"),
        ({"serviceRole": "arn:aws:iam::210987654321:role/builds"}, "Service role account ID does not match"),
        (
            {"serviceRole": "arn:aws:iam::123456789012:role/absent"},
            "CodeBuild is not authorized to perform: sts:Assume",
        ),
    ],
    ids=str,
)
def test_what_aws_refuses_is_refused(aws: Any, project: Any, change: dict[str, Any], refused: str) -> None:
    with pytest.raises(ClientError, match=refused):
        aws("codebuild").create_project(**project | change)


def test_a_role_that_trusts_another_service_is_refused(aws: Any, name: str, project: dict[str, Any]) -> None:
    other = role(aws, f"{name}-other", TRUST | {"Principal": {"Service": "codepipeline.amazonaws.com"}})
    with pytest.raises(ClientError, match="is not authorized to perform: sts:AssumeRole on service role"):
        aws("codebuild").create_project(**project | {"serviceRole": other})


def test_a_project_is_made_once(aws: Any, name: str, project: dict[str, Any]) -> None:
    aws("codebuild").create_project(**project)
    with pytest.raises(ClientError, match=f"Project already exists: arn:aws:codebuild:.*:project/{name}") as refused:
        aws("codebuild").create_project(**project)
    assert refused.value.response["Error"]["Code"] == "ResourceAlreadyExistsException"
