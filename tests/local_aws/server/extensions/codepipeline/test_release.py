"""One whole pipeline: a source in S3 is built, its image is pushed, and CodeDeploy releases it."""

import json
from typing import Any

import pytest

from tests.conftest import Clients
from tests.local_aws.server.extensions.codepipeline.line import Line, action, build, project
from tests.local_aws.server.extensions.test_deployments import Shop

REGISTRY = "123456789012.dkr.ecr.us-east-1.amazonaws.com"
DEPLOY = {
    "TaskDefinitionTemplateArtifact": "Definition",
    "AppSpecTemplateArtifact": "Definition",
    "Image1ArtifactName": "Definition",
    "Image1ContainerName": "IMAGE1_NAME",
}
APPSPEC = {
    "version": 0.0,
    "Resources": [
        {
            "TargetService": {
                "Type": "AWS::ECS::Service",
                "Properties": {
                    "TaskDefinition": "<TASK_DEFINITION>",
                    "LoadBalancerInfo": {"ContainerName": "web", "ContainerPort": 80},
                },
            }
        }
    ],
}


def taskdef(family: str) -> dict[str, Any]:
    return {
        "family": family,
        "requiresCompatibilities": ["FARGATE"],
        "networkMode": "awsvpc",
        "cpu": "256",
        "memory": "512",
        "containerDefinitions": [
            {"name": "web", "image": "<IMAGE1_NAME>", "essential": True, "portMappings": [{"containerPort": 80}]}
        ],
    }


def buildspec(name: str) -> dict[str, Any]:
    """As AWS's own samples have it, variables and all."""
    return {
        "version": 0.2,
        "env": {"exported-variables": ["IMAGE"]},
        "phases": {
            "pre_build": {
                "commands": [
                    f"aws ecr get-login-password | docker login --username AWS --password-stdin {REGISTRY}",
                    "TAG=$(echo $CODEBUILD_RESOLVED_SOURCE_VERSION | tr -dc a-zA-Z0-9 | cut -c 1-7)",
                    f"IMAGE={REGISTRY}/{name}:$TAG",
                ]
            },
            "build": {"commands": ["cd app", "docker build -t $IMAGE .", "docker push $IMAGE", "cd .."]},
            "post_build": {"commands": ['printf \'{"ImageURI":"%s"}\' $IMAGE > imageDetail.json']},
        },
        "artifacts": {"files": ["imageDetail.json", "taskdef.json", "appspec.yaml"]},
    }


@pytest.fixture
def shop(aws: Clients, ground: dict[str, Any], name: str) -> Shop:
    aws("ecr").create_repository(repositoryName=name)
    return Shop(aws, ground, name)


def files(name: str) -> dict[str, str]:
    return {
        "app/Dockerfile": "FROM scratch\nCOPY . /\n",
        "taskdef.json": json.dumps(taskdef(name)),
        "appspec.yaml": json.dumps(APPSPEC),
    }


def test_a_commit_is_built_and_released_by_codedeploy(aws: Clients, shop: Shop, name: str) -> None:
    made = build(project(aws, name, buildspec(name)), namespace="Built")
    deploy = action(
        "Deploy",
        "Deploy",
        "CodeDeployToECS",
        {"ApplicationName": name, "DeploymentGroupName": "web"} | DEPLOY,
        inputs=["Definition"],
    )
    line = Line.make(aws, name, [made], [deploy], files=files(name))
    id = line.start()
    assert line.ended(id) == "Succeeded", line.stage("Build") | line.stage("Deploy")

    version = line.execution(id)["artifactRevisions"][0]["revisionId"]
    tag = "".join(one for one in version if one.isalnum())[:7]
    image = f"{REGISTRY}/{name}:{tag}"
    (running,) = [definition for status, definition in shop.task_sets() if status == "PRIMARY"]
    live = aws("ecs").describe_task_definition(taskDefinition=running)["taskDefinition"]
    assert live["containerDefinitions"][0]["image"] == image
    assert aws("ecr").describe_images(repositoryName=name)["imageDetails"][0]["imageTags"] == [tag]

    released, built, source = line.actions(id)
    assert built["output"]["outputVariables"] == {"IMAGE": image}
    assert source["output"]["executionResult"] == {}
    result = released["output"]["executionResult"]
    assert result["externalExecutionSummary"] == "Deployment Succeeded"
    assert shop.info(result["externalExecutionId"])["status"] == "Succeeded"
    assert line.latest("Deploy")["externalExecutionId"] == result["externalExecutionId"]
