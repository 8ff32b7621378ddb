"""pipeline-deploys-blue-green: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change
from tests.policy.programs import BLUE_GREEN, arn, role
from tests.policy.rules.rule_case import Case, Pass

ACTION = ("stages", 1, "actions", 0)
CONFIGURATION = (*ACTION, "configuration")

PIPELINE: Program = (
    Declared(
        "aws:codepipeline/pipeline:Pipeline",
        "pipeline",
        {
            "name": "shop",
            "roleArn": role("pipeline"),
            "artifactStores": [
                {"type": "S3", "location": "artifacts", "encryptionKey": {"type": "KMS", "id": arn("kms", "key/1")}}
            ],
            "stages": [
                {
                    "name": "Source",
                    "actions": [
                        {
                            "name": "Image",
                            "category": "Source",
                            "owner": "AWS",
                            "provider": "ECR",
                            "version": "1",
                            "outputArtifacts": ["image"],
                            "configuration": {"RepositoryName": "shop", "ImageTag": "release"},
                        }
                    ],
                },
                {
                    "name": "Deploy",
                    "actions": [
                        {
                            "name": "Deploy",
                            "category": "Deploy",
                            "owner": "AWS",
                            "provider": "CodeDeployToECS",
                            "version": "1",
                            "inputArtifacts": ["templates", "image"],
                            "configuration": {
                                "ApplicationName": "web",
                                "DeploymentGroupName": "web",
                                "TaskDefinitionTemplateArtifact": "templates",
                                "TaskDefinitionTemplatePath": "taskdef.json",
                                "AppSpecTemplateArtifact": "templates",
                                "AppSpecTemplatePath": "appspec.yaml",
                                "Image1ArtifactName": "image",
                                "Image1ContainerName": "IMAGE1_NAME",
                            },
                        }
                    ],
                },
            ],
        },
    ),
)


def configured(name: str, value: Any) -> Program:
    return change(PIPELINE, "pipeline", *CONFIGURATION, name, to=value)


WITHOUT_IMAGES = change(
    configured("Image1ArtifactName", None), "pipeline", *CONFIGURATION, "Image1ContainerName", to=None
)

STOPS: dict[str, Case] = {
    "no task definition": Case(
        configured("TaskDefinitionTemplateArtifact", None), on="pipeline", says="set the input artifact"
    ),
    "no AppSpec": Case(
        configured("AppSpecTemplateArtifact", None),
        on="pipeline",
        says="stages[1].actions[0].configuration.AppSpecTemplateArtifact: not",
    ),
    "no deployment group": Case(
        configured("DeploymentGroupName", None), on="pipeline", says="application and deployment group"
    ),
    "no application": Case(configured("ApplicationName", None), on="pipeline", says="ApplicationName"),
    "an image without a placeholder": Case(configured("Image1ContainerName", None), on="pipeline", says="IMAGE1_NAME"),
    "a placeholder without an image": Case(
        configured("Image1ArtifactName", None), on="pipeline", says="set the input artifact that has"
    ),
    "the third image without a placeholder": Case(
        configured("Image3ArtifactName", "image"), on="pipeline", says="Image3ContainerName"
    ),
    "no configuration at all": Case(
        change(PIPELINE, "pipeline", *CONFIGURATION, to=None), on="pipeline", count=4, says="stages[1].actions[0]"
    ),
    "templates of an artifact that it does not get": Case(
        configured("AppSpecTemplateArtifact", "source"), on="pipeline", says="inputArtifacts"
    ),
    "an image that it does not get": Case(
        change(PIPELINE, "pipeline", *ACTION, "inputArtifacts", to=["templates"]), on="pipeline", says="image"
    ),
    "no AppSpec, for a group that does not exist yet": Case(
        change(
            configured("AppSpecTemplateArtifact", None), "pipeline", *CONFIGURATION, "DeploymentGroupName", to=UNKNOWN
        ),
        on="pipeline",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "everything": PIPELINE,
    "names that are not known yet": change(
        configured("ApplicationName", UNKNOWN), "pipeline", *CONFIGURATION, "DeploymentGroupName", to=UNKNOWN
    ),
    "the usual paths": change(
        configured("AppSpecTemplatePath", None), "pipeline", *CONFIGURATION, "TaskDefinitionTemplatePath", to=None
    ),
    "no image, as the task definition has it": WITHOUT_IMAGES,
    "a deployment by ECS": change(
        change(PIPELINE, "pipeline", *ACTION, "provider", to="ECS"),
        "pipeline",
        *CONFIGURATION,
        to={"ClusterName": "shop", "ServiceName": "web"},
    ),
    "a deployment to servers": change(
        change(PIPELINE, "pipeline", *ACTION, "provider", to="CodeDeploy"),
        "pipeline",
        *CONFIGURATION,
        to={"ApplicationName": "web", "DeploymentGroupName": "web"},
    ),
    "an unknown configuration of something else": change(
        PIPELINE, "pipeline", "stages", 0, "actions", 0, "configuration", to=UNKNOWN
    ),
    "no pipeline": BLUE_GREEN,
}

UNDECIDED: dict[str, Case] = {
    "unknown stages": Case(change(PIPELINE, "pipeline", "stages", to=UNKNOWN), on="pipeline"),
    "an unknown provider": Case(change(PIPELINE, "pipeline", *ACTION, "provider", to=UNKNOWN), on="pipeline"),
    "an unknown configuration": Case(change(PIPELINE, "pipeline", *CONFIGURATION, to=UNKNOWN), on="pipeline"),
    "an unknown artifact": Case(configured("AppSpecTemplateArtifact", UNKNOWN), on="pipeline"),
    "an unknown artifact among unknown ones": Case(
        change(
            configured("AppSpecTemplateArtifact", UNKNOWN),
            "pipeline",
            *ACTION,
            "inputArtifacts",
            to=["templates", "image", UNKNOWN],
        ),
        on="pipeline",
    ),
    "unknown input artifacts": Case(change(PIPELINE, "pipeline", *ACTION, "inputArtifacts", to=UNKNOWN), on="pipeline"),
}
