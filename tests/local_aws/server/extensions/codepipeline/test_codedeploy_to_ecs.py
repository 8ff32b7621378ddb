"""CodeDeployToECS: what is wrong with its files or its configuration fails it in AWS's words; so does a release."""

import json
import os
from typing import Any

import pytest

from tests.conftest import Clients
from tests.local_aws.server.code import function
from tests.local_aws.server.extensions.codepipeline.line import Line, action
from tests.local_aws.server.extensions.codepipeline.test_release import APPSPEC, DEPLOY, taskdef
from tests.local_aws.server.extensions.test_deployments import CLUSTER, Shop

IMAGE = '{"ImageURI": "web:7"}'
FROM_SOURCE = dict.fromkeys(
    ("TaskDefinitionTemplateArtifact", "AppSpecTemplateArtifact", "Image1ArtifactName"), "Source"
)


def files(name: str, **changes: Any) -> dict[str, Any]:
    """The three that the action reads; None: it is not there."""
    every = {
        "taskdef.json": json.dumps(taskdef(name)),
        "appspec.yaml": json.dumps(APPSPEC),
        "imageDetail.json": IMAGE,
    } | changes
    return {file: text for file, text in every.items() if text is not None}


def released(aws: Clients, name: str, contents: dict[str, Any], **configuration: Any) -> tuple[Line, str]:
    """A pipeline whose source has the files already, and its execution."""
    wanted = {"ApplicationName": name, "DeploymentGroupName": "web"} | DEPLOY | FROM_SOURCE | configuration
    given = {key: value for key, value in wanted.items() if value is not None}
    line = Line.make(aws, name, [action("Deploy", "Deploy", "CodeDeployToECS", given, ["Source"])], files=contents)
    return line, line.start()


def test_a_task_definition_that_is_not_there(aws: Clients, name: str) -> None:
    line, id = released(aws, name, files(name, **{"taskdef.json": None}))
    text = "Exception while trying to read the task definition artifact file from: Source"
    assert line.error(id, "Deploy") == ("ConfigurationError", text)


def test_an_artifact_of_more_than_3_mb(aws: Clients, name: str) -> None:
    line, id = released(aws, name, files(name, noise=os.urandom(3 * 1024 * 1024)))
    text = "Exception while trying to read the task definition artifact file from: Source"
    assert line.error(id, "Deploy") == ("ConfigurationError", text)


def test_an_appspec_that_is_not_there(aws: Clients, name: str) -> None:
    line, id = released(aws, name, files(name), AppSpecTemplatePath="deploy/appspec.yaml")
    text = "Exception while trying to read the appspec artifact file from: Source"
    assert line.error(id, "Deploy") == ("ConfigurationError", text)


@pytest.mark.parametrize("detail", [None, "no JSON", "{}", '["web:7"]'])
def test_an_image_that_is_not_told(aws: Clients, name: str, detail: str | None) -> None:
    """Such as by `imagedefinitions.json`, which is for the action ECS."""
    definitions = {"imageDetail.json": detail, "imagedefinitions.json": '[{"name": "web", "imageUri": "web:7"}]'}
    line, id = released(aws, name, files(name, **definitions))
    text = "Exception while trying to read the image artifact file from the artifact: Source."
    assert line.error(id, "Deploy") == ("ConfigurationError", text)


def test_an_image_without_its_placeholder(aws: Clients, name: str) -> None:
    line, id = released(aws, name, files(name), Image2ArtifactName="Source")
    text = "Action configuration is missing 'Image2ContainerName' configuration."
    assert line.error(id, "Deploy") == ("ConfigurationError", text)


def test_one_more_artifact_with_an_image(aws: Clients, name: str) -> None:
    """No configuration names it, and it counts."""
    line, id = released(aws, name, files(name), Image1ArtifactName=None, Image1ContainerName=None)
    text = "Action configuration is missing 'Image1ContainerName' configuration."
    assert line.error(id, "Deploy") == ("ConfigurationError", text)


def test_a_number_in_quotation_marks(aws: Clients, name: str) -> None:
    definition = taskdef(name)
    definition["containerDefinitions"][0]["portMappings"][0]["containerPort"] = "80"
    line, id = released(aws, name, files(name, **{"taskdef.json": json.dumps(definition)}))
    assert line.error(id, "Deploy") == ("ConfigurationError", "STRING_VALUE can not be converted to an Integer")


def test_a_task_definition_that_is_no_json(aws: Clients, name: str) -> None:
    line, id = released(aws, name, files(name, **{"taskdef.json": "{"}))
    code, text = line.error(id, "Deploy")
    assert (code, text.partition(":")[0]) == ("ConfigurationError", "The task definition file taskdef.json is invalid")


def test_what_ecs_refuses_is_in_its_words(aws: Clients, name: str) -> None:
    definition = taskdef(name) | {"cpu": "300"}
    line, id = released(aws, name, files(name, **{"taskdef.json": json.dumps(definition)}))
    code, text = line.error(id, "Deploy")
    assert code == "JobFailed"
    assert text.startswith("No Fargate configuration exists for given values: 300 CPU, 512 memory.")
    assert "(Service: AmazonECS; Status Code: 400; Error Code: ClientException; Request ID: " in text


def test_a_group_named_by_the_providers_id(aws: Clients, ground: dict[str, Any], name: str) -> None:
    """APPLICATION:GROUP is the id of the resource, and no name of a group."""
    Shop(aws, ground, name)
    line, id = released(aws, name, files(name), DeploymentGroupName=f"{name}:web")
    _, text = line.error(id, "Deploy")
    assert "Error Code: DeploymentGroupDoesNotExistException" in text


def test_a_capacity_provider_by_its_arn(aws: Clients, ground: dict[str, Any], name: str) -> None:
    """ECS refuses it, and that fails the deployment."""
    Shop(aws, ground, name)
    appspec = json.loads(json.dumps(APPSPEC))
    properties = appspec["Resources"][0]["TargetService"]["Properties"]
    arn = f"arn:aws:ecs:us-east-1:123456789012:capacity-provider/{name}"
    properties["CapacityProviderStrategy"] = [{"CapacityProvider": arn, "Base": 0, "Weight": 1}]
    line, id = released(aws, name, files(name, **{"appspec.yaml": json.dumps(appspec)}))
    code, text = line.error(id, "Deploy")
    assert code == "JobFailed"
    assert "The specified capacity provider was not found." in text or "capacity provider" in text


def test_a_release_that_is_rolled_back_fails_the_action(aws: Clients, ground: dict[str, Any], name: str) -> None:
    hook = function(aws, name, "def handler(event, context): raise ValueError", Timeout=5)
    Shop(aws, ground, name)
    appspec = APPSPEC | {"Hooks": [{"BeforeInstall": f"{hook}-absent"}]}
    line, id = released(aws, name, files(name, **{"appspec.yaml": json.dumps(appspec)}))
    code, text = line.error(id, "Deploy")
    deployment = line.latest("Deploy")["externalExecutionId"]
    info = aws("codedeploy").get_deployment(deploymentId=deployment)["deploymentInfo"]
    assert (code, info["status"]) == ("JobFailed", "Failed")
    assert text == f"Deployment {deployment} failed: {info['errorInformation']['message']}"


def test_a_second_release_while_one_runs_is_refused(aws: Clients, ground: dict[str, Any], name: str) -> None:
    shop = Shop(aws, ground, name, ready_minutes=600)
    running = shop.deploy()
    assert shop.info(running)["status"] == "Ready"
    line, id = released(aws, name, files(name))
    _, text = line.error(id, "Deploy")
    assert f"is already deploying deployment '{running}'" in text or "DeploymentLimitExceededException" in text
    aws("codedeploy").stop_deployment(deploymentId=running)


def test_placeholders_are_filled_and_nulls_left_out(aws: Clients, ground: dict[str, Any], name: str) -> None:
    shop = Shop(aws, ground, name)
    definition = taskdef(name) | {"taskRoleArn": None, "volumes": []}
    line, id = released(aws, name, files(name, **{"taskdef.json": json.dumps(definition)}))
    assert line.ended(id) == "Succeeded"
    (running,) = [one for status, one in shop.task_sets() if status == "PRIMARY"]
    found = aws("ecs").describe_task_definition(taskDefinition=running)["taskDefinition"]
    assert found["containerDefinitions"][0]["image"] == "web:7"
    assert aws("ecs").describe_clusters(clusters=[CLUSTER])["clusters"][0]["status"] == "ACTIVE"
