"""Clients that people release with, unchanged, reach success on the local AWS, and report a failure as one."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from local_aws import starter
from local_aws.home import SPEED
from tests.local_aws.scene import Scene, until
from tests.workspace import Workspace

BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SPEED, "600")
        workspace = Workspace.new(tmp_path_factory.mktemp("clients"))
        workspace.home.make()
        yield workspace
        workspace.stop()


def client(scene: Scene, *command: str) -> "subprocess.CompletedProcess[str]":
    """Runs one of the clients in this virtual environment, as its user would against AWS."""
    environment = starter.neutral(os.environ) | {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{scene.workspace.port}",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "local",
        "AWS_SECRET_ACCESS_KEY": "local",
    }
    return subprocess.run(
        [str(BIN / command[0]), *command[1:]], env=environment, text=True, capture_output=True, timeout=120, check=False
    )


def test_aws_ecs_deploy_releases_and_its_waiters_end(workspace: Workspace, tmp_path: Path) -> None:
    scene = Scene.make(workspace)
    scene.service("CODE_DEPLOY")
    scene.deployment_group()
    described = scene.aws("ecs").describe_task_definition(taskDefinition=scene.definition())["taskDefinition"]
    members = ("family", "cpu", "memory", "networkMode", "requiresCompatibilities", "containerDefinitions")
    (tmp_path / "taskdef.json").write_text(json.dumps({member: described[member] for member in members}))
    (tmp_path / "appspec.yaml").write_text(
        """
        version: 0.0
        resources:
          - service:
              type: AWS::ECS::Service
              properties:
                taskDefinition: <TASK_DEFINITION>
                loadBalancerInfo: {containerName: web, containerPort: 80}
        """
    )
    files = (f"{tmp_path}/taskdef.json", f"{tmp_path}/appspec.yaml")
    where = ("--cluster", "web", "--service", "web", "--codedeploy-application", "web")
    done = client(
        scene, "aws", "ecs", "deploy", "--task-definition", files[0], "--codedeploy-appspec", files[1],
        "--codedeploy-deployment-group", "web", *where,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Successfully deployed" in done.stdout
    deployment = scene.aws("codedeploy").list_deployments()["deployments"][0]
    waited = client(scene, "aws", "deploy", "wait", "deployment-successful", "--deployment-id", deployment)
    assert waited.returncode == 0, waited.stderr
    assert scene.described()["taskSets"][0]["taskDefinition"].endswith(f"{scene.name}:3")


def test_ecs_deploy_and_the_waiter_of_a_rolling_service_end(workspace: Workspace) -> None:
    scene = Scene.make(workspace, "rolling")
    scene.service("ECS")
    until(lambda: scene.described()["runningCount"] == 2)
    done = client(scene, "ecs", "deploy", "rolling", "web", "--image", "web", "web:2", "--no-deregister")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Deployment successful" in done.stdout
    waited = client(scene, "aws", "ecs", "wait", "services-stable", "--cluster", "rolling", "--services", "web")
    assert waited.returncode == 0, waited.stderr


def test_a_release_that_failed_fails_its_waiter(workspace: Workspace) -> None:
    scene = Scene.make(workspace, "failing")
    scene.service("CODE_DEPLOY")
    scene.deployment_group()
    deployment = scene.deploy(scene.definition(), hooks={"BeforeInstall": "nobody"})
    scene.ended(deployment)
    waited = client(scene, "aws", "deploy", "wait", "deployment-successful", "--deployment-id", deployment)
    assert waited.returncode != 0
    assert 'matched expected path: "Failed"' in waited.stderr
