"""A live environment goes from one strategy to another by `pulumi up`, under load: no request fails."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import outputs
from local_aws import starter
from local_aws.home import SPEED, TRAFFIC
from model.moving.service_deployments import ENDED
from tests.local_aws.scene import until
from tests.local_aws.traffic.load import Load, get, load
from tests.workspace import Workspace, changes


@dataclass(frozen=True)
class Live:
    """Our stack dev, up, with real traffic."""

    workspace: Workspace
    program: Path
    names: outputs.Outputs[str]

    @property
    def port(self) -> int:
        """Where production answers on this machine."""
        host = self.names.url.removeprefix("http://")
        return starter.identity(self.workspace.home)["addresses"][host]["80"]

    def pulumi(self, *words: str) -> str:
        return self.workspace.pulumi(*words, "--stack", "dev", cwd=self.program)

    @property
    def service(self) -> dict[str, Any]:
        found = self.workspace.aws("ecs").describe_services(cluster=self.names.cluster, services=[self.names.service])
        return found["services"][0]

    def definition(self) -> str:
        """The next revision of the family."""
        ecs = self.workspace.aws("ecs")
        before = ecs.describe_task_definition(taskDefinition=self.names.task_definition)["taskDefinition"]
        kept = ("family", "networkMode", "cpu", "memory", "containerDefinitions", "requiresCompatibilities")
        return ecs.register_task_definition(**{key: before[key] for key in kept if key in before})["taskDefinition"][
            "taskDefinitionArn"
        ]

    def release_by_codedeploy(self) -> None:
        names, codedeploy = self.names, self.workspace.aws("codedeploy")
        balanced = {"ContainerName": names.container_name, "ContainerPort": int(names.container_port)}
        properties = {"TaskDefinition": self.definition(), "LoadBalancerInfo": balanced}
        content = {"version": 0.0, "Resources": [{"Web": {"Type": "AWS::ECS::Service", "Properties": properties}}]}
        deployment = codedeploy.create_deployment(
            applicationName=names.application,
            deploymentGroupName=names.deployment_group,
            revision={"revisionType": "AppSpecContent", "appSpecContent": {"content": json.dumps(content)}},
        )["deploymentId"]

        def info() -> dict[str, Any]:
            return codedeploy.get_deployment(deploymentId=deployment)["deploymentInfo"]

        until(lambda: info()["status"] in ("Succeeded", "Failed", "Stopped"), 60)
        assert info()["status"] == "Succeeded"

    def release_by_ecs(self) -> None:
        self.workspace.aws("ecs").update_service(
            cluster=self.names.cluster, service=self.names.service, taskDefinition=self.definition()
        )
        self.ecs_is_done()

    def ecs_is_done(self) -> None:
        """The newest deployment of ECS itself has succeeded."""
        ecs = self.workspace.aws("ecs")

        def newest() -> dict[str, Any]:
            asked = {"cluster": self.names.cluster, "service": self.names.service}
            return ecs.list_service_deployments(**asked)["serviceDeployments"][0]

        until(lambda: newest()["status"] in ENDED, 60)
        assert newest()["status"] == "SUCCESSFUL"

    def answers(self, revision: int) -> None:
        """Returns when production does."""
        until(lambda: (seen := get(self.port)).status == 200 and seen.json["revision"] == revision)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(TRAFFIC, "on")
        patch.setenv(SPEED, "300")
        workspace = Workspace.new(tmp_path, traffic=True)
        try:
            yield workspace
        finally:
            workspace.stop()


def live(workspace: Workspace, strategy: str) -> Live:
    program = workspace.program("Pulumi.dev.yaml")
    workspace.up("dev", program, "--config", f"bluegreen:strategy={strategy}")
    made = Live(workspace, program, outputs.load(workspace.outputs("dev", program)))
    made.answers(1)
    return made


@contextmanager
def undisturbed(environment: Live) -> Iterator[Load]:
    """Constant load on production, none of which fails."""
    with load(environment.port, pause_seconds=0.002) as seen:
        yield seen
    assert seen.failures == []
    assert seen.total > 200


MOVED = {
    "Role web-dev-infrastructure": "create",
    "RolePolicyAttachment web-dev-infrastructure": "create",
    "Service web-dev": "update",
}
GONE = {
    "Application web-dev": "delete",
    "DeploymentGroup web-dev": "delete",
    "Role web-dev-codedeploy": "delete",
    "RolePolicy web-dev-codedeploy": "delete",
    "RolePolicyAttachment web-dev-codedeploy": "delete",
}


@pytest.mark.parametrize("live_group", ["blue", "green"])
def test_from_codedeploy_to_ecs_itself_in_place_and_no_request_fails(workspace: Workspace, live_group: str) -> None:
    environment = live(workspace, "codedeploy")
    revision = 1
    if live_group == "green":
        environment.release_by_codedeploy()
        revision = 2
        environment.answers(revision)
    before = environment.service
    environment.pulumi("config", "set", "bluegreen:strategy", "native")
    assert changes(environment.pulumi("preview", "--json")) == MOVED | GONE
    with undisturbed(environment) as seen:
        environment.pulumi("up", "--yes", "--skip-preview")
        environment.ecs_is_done()
        assert set(seen.answers) == {revision}
        environment.release_by_ecs()
        environment.answers(revision + 1)
    after = environment.service
    assert (after["serviceArn"], after["deploymentController"]) == (before["serviceArn"], {"type": "ECS"})
    assert environment.workspace.aws("codedeploy").list_applications()["applications"] == []
    assert changes(environment.pulumi("preview", "--json")) == {}


def test_from_rolling_to_ecs_itself_moving_traffic_and_no_request_fails(workspace: Workspace) -> None:
    environment = live(workspace, "rolling")
    environment.pulumi("config", "set", "bluegreen:strategy", "native")
    assert changes(environment.pulumi("preview", "--json")) == MOVED
    with undisturbed(environment):
        environment.pulumi("up", "--yes", "--skip-preview")
        environment.ecs_is_done()
        environment.release_by_ecs()
        environment.answers(2)
    assert changes(environment.pulumi("preview", "--json")) == {}


@pytest.mark.parametrize("strategy", ["native", "rolling"])
def test_nothing_goes_to_codedeploy_and_what_was_there_serves_on(workspace: Workspace, strategy: str) -> None:
    environment = live(workspace, strategy)
    environment.pulumi("config", "set", "bluegreen:strategy", "codedeploy")
    with undisturbed(environment) as seen:
        code, said = workspace.run(
            "pulumi", "up", "--yes", "--skip-preview", "--stack", "dev", "--non-interactive", cwd=environment.program
        )
        until(lambda: seen.total > 200)
    assert code != 0
    assert "Unable to update the deployment controller from ECS to CODE_DEPLOY" in said
    environment.pulumi("config", "set", "bluegreen:strategy", strategy)
    environment.pulumi("up", "--yes", "--skip-preview")
    assert changes(environment.pulumi("preview", "--json")) == {}
    assert environment.workspace.aws("codedeploy").list_applications()["applications"] == []
    environment.release_by_ecs()
