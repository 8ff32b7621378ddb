"""The action ECS: the live revision with another image, and what is wrong with `imagedefinitions.json`."""

from typing import Any

import pytest
import requests

from tests.conftest import Clients
from tests.local_aws.scene import until
from tests.local_aws.server.extensions.codepipeline.line import Line, action
from tests.local_aws.server.extensions.test_deployments import CLUSTER, Shop

IMAGES = '[{"name": "web", "imageUri": "web:7"}]'


@pytest.fixture
def service(aws: Clients, ground: dict[str, Any], name: str) -> str:
    """A rolling service of one container `web`; its name."""
    aws("ecs").register_task_definition(
        family=name,
        requiresCompatibilities=["FARGATE"],
        networkMode="awsvpc",
        cpu="256",
        memory="512",
        containerDefinitions=[{"name": "web", "image": "web:1", "environment": [{"name": "A", "value": "1"}]}],
        tags=[{"key": "Team", "value": "shop"}],
    )
    aws("ecs").create_service(
        cluster=CLUSTER,
        serviceName=name,
        taskDefinition=name,
        desiredCount=1,
        launchType="FARGATE",
        networkConfiguration=ground["network"],
    )
    return name


def released(aws: Clients, name: str, files: dict[str, Any], **configuration: str) -> tuple[Line, str]:
    wanted = {"ClusterName": CLUSTER, "ServiceName": name} | configuration
    line = Line.make(aws, name, [action("Deploy", "Deploy", "ECS", wanted, ["Source"])], files=files)
    return line, line.start()


def test_the_live_revision_is_released_with_the_image(aws: Clients, service: str) -> None:
    line, id = released(aws, service, {"imagedefinitions.json": IMAGES})
    assert line.ended(id) == "Succeeded"
    live = aws("ecs").describe_services(cluster=CLUSTER, services=[service])["services"][0]["taskDefinition"]
    assert live.endswith(f"{service}:2")
    found = aws("ecs").describe_task_definition(taskDefinition=live, include=["TAGS"])
    (container,) = found["taskDefinition"]["containerDefinitions"]
    assert (container["image"], container["environment"]) == ("web:7", [{"name": "A", "value": "1"}])
    assert found["tags"] == [{"key": "Team", "value": "shop"}]
    assert line.latest("Deploy")["summary"] == "Deployment Succeeded"


def test_a_revision_that_the_service_does_not_run_is_not_taken(aws: Clients, service: str) -> None:
    newer = [{"name": "web", "image": "web:2", "memory": 512, "environment": [{"name": "A", "value": "2"}]}]
    aws("ecs").register_task_definition(family=service, networkMode="awsvpc", containerDefinitions=newer)
    line, id = released(aws, service, {"imagedefinitions.json": IMAGES})
    assert line.ended(id) == "Succeeded"
    found = aws("ecs").describe_task_definition(taskDefinition=f"{service}:3")["taskDefinition"]
    assert found["containerDefinitions"][0]["environment"] == [{"name": "A", "value": "1"}]


@pytest.mark.parametrize(
    ("images", "text"),
    [
        (None, "Did not find the image definition file imagedefinitions.json in the input artifacts ZIP file."),
        ("{", "The image definition file imagedefinitions.json contents invalid JSON format"),
        ('{"ImageURI": "web:7"}', "The image definition file imagedefinitions.json contents invalid JSON format"),
        (f"[{' ' * 102400}]", "The image definition file imagedefinitions.json is larger than the maximum of 100 KB"),
        ('[{"name": "api", "imageUri": "api:7"}]', "The task definition {name}:1 has no container api"),
    ],
)
def test_what_is_wrong_with_the_file_fails_the_action(
    aws: Clients, service: str, images: str | None, text: str
) -> None:
    line, id = released(aws, service, {"imagedefinitions.json" if images else "other": images or ""})
    code, words = line.error(id, "Deploy")
    assert (code, words[: len(text.format(name=service))]) == ("ConfigurationError", text.format(name=service))


def test_a_service_of_codedeploy_is_not_updated(aws: Clients, ground: dict[str, Any], name: str) -> None:
    Shop(aws, ground, name)
    line, id = released(aws, name, {"imagedefinitions.json": IMAGES})
    code, text = line.error(id, "Deploy")
    assert code == "JobFailed"
    assert text.startswith("Unable to update task definition on services with a CODE_DEPLOY deployment controller")


def test_a_service_that_is_not_there(aws: Clients, name: str, ground: dict[str, Any]) -> None:
    line, id = released(aws, name, {"imagedefinitions.json": IMAGES})
    assert "ServiceNotFoundException" in line.error(id, "Deploy")[1]


def test_a_service_that_gets_not_steady_is_waited_for_until_the_time_out(
    aws: Clients, ground: dict[str, Any], name: str, endpoint: str
) -> None:
    """There is no host for its tasks."""
    container = {"name": "web", "image": "web:1", "memory": 128}
    aws("ecs").register_task_definition(family=name, containerDefinitions=[container])
    aws("ecs").create_service(cluster=CLUSTER, serviceName=name, taskDefinition=name, desiredCount=1)
    line, id = released(aws, name, {"imagedefinitions.json": IMAGES}, DeploymentTimeout="45")
    until(lambda: line.latest("Deploy").get("externalExecutionId"))
    assert line.execution(id)["status"] == "InProgress"
    requests.post(f"{endpoint}/_local/step?seconds={46 * 60}", timeout=30)
    code, text = line.error(id, "Deploy")
    assert code == "JobFailed"
    assert text.startswith("The deployment timed out after 45 minutes")
