"""CodePipeline's action types for releases to Amazon ECS: how each is configured, and how many artifacts it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

NAME: Final = r"[A-Za-z0-9.@\-_]+"
"""Of pipelines, stages and actions (API reference, PipelineDeclaration, StageDeclaration, ActionDeclaration)."""

ARTIFACT_NAME: Final = r"[a-zA-Z0-9_\-]+"
"""API reference, OutputArtifact."""

LONGEST_NAME: Final = 100
"""In characters, of all of them."""

LEAST_STAGES: Final = 2
"""Of a pipeline (user guide, reference-pipeline-structure)."""

IMAGES: Final = range(1, 5)
"""The numbers of those that one CodeDeployToECS action puts into a task definition (user guide,
action-reference-ECSbluegreen)."""

TASK_DEFINITION, APP_SPEC = "taskdef.json", "appspec.yaml"
"""What CodeDeployToECS reads, unless it is told other paths."""

IMAGE_DETAIL, IMAGE_DEFINITIONS = "imageDetail.json", "imagedefinitions.json"
"""What says the image: for CodeDeployToECS, which takes no other name, and for ECS, unless it is told another (user
guide, file-reference)."""


@dataclass(frozen=True, kw_only=True)
class ActionType:
    """One, of those that AWS owns."""

    required: tuple[str, ...] = ()
    """Keys of its configuration that it needs."""
    optional: tuple[str, ...] = ()
    """Those that it knows besides."""
    inputs: tuple[int, int] = (0, 0)
    """The least and the most artifacts that it takes."""
    outputs: tuple[int, int] = (0, 0)
    """And makes."""


_IMAGES = tuple(f"Image{n}{what}" for n in IMAGES for what in ("ArtifactName", "ContainerName"))
_BUILD = ActionType(
    required=("ProjectName",),
    optional=("PrimarySource", "BatchEnabled", "CombineArtifacts", "EnvironmentVariables"),
    inputs=(1, 5),
    outputs=(0, 5),
)

ACTION_TYPES: Final[Mapping[tuple[str, str], ActionType]] = {
    ("Source", "S3"): ActionType(
        required=("S3Bucket", "S3ObjectKey"),
        optional=("PollForSourceChanges", "AllowOverrideForS3ObjectKey"),
        outputs=(1, 1),
    ),
    ("Source", "ECR"): ActionType(required=("RepositoryName",), optional=("ImageTag",), outputs=(1, 1)),
    ("Source", "CodeStarSourceConnection"): ActionType(
        required=("ConnectionArn", "FullRepositoryId", "BranchName"),
        optional=("OutputArtifactFormat", "DetectChanges"),
        outputs=(1, 1),
    ),
    ("Build", "CodeBuild"): _BUILD,
    ("Test", "CodeBuild"): _BUILD,
    ("Approval", "Manual"): ActionType(optional=("NotificationArn", "CustomData", "ExternalEntityLink")),
    ("Deploy", "CodeDeployToECS"): ActionType(
        required=(
            "ApplicationName",
            "DeploymentGroupName",
            "TaskDefinitionTemplateArtifact",
            "AppSpecTemplateArtifact",
        ),
        optional=("TaskDefinitionTemplatePath", "AppSpecTemplatePath", *_IMAGES),
        inputs=(1, 5),
    ),
    ("Deploy", "ECS"): ActionType(
        required=("ClusterName", "ServiceName"), optional=("FileName", "DeploymentTimeout"), inputs=(1, 1)
    ),
    ("Deploy", "S3"): ActionType(
        required=("BucketName", "Extract"),
        optional=("ObjectKey", "CannedACL", "CacheControl", "KMSEncryptionKeyARN"),
        inputs=(1, 1),
    ),
}
"""By category and provider (user guide, action-reference-* and reference-action-artifacts, read 2026-11). Required keys
as CreatePipeline asked for them on 2026-09-14 (github.com/badmintoncryer/cdk-preflight, rules/_lib/codepipeline.rego),
those of CodeStarSourceConnection and CodeDeployToECS as the guide has them. AWS has other types, which aren't here."""

BLUE_GREEN: Final = ACTION_TYPES["Deploy", "CodeDeployToECS"]
"""The one for CodeDeploy's blue/green on ECS."""

PROVIDERS: Final = frozenset(provider for _, provider in ACTION_TYPES)
"""Those of the types."""

ECS_DEPLOYMENT_MINUTES: Final = 60
"""How long the action ECS waits for the service, and the longest that it may be told to (aws-cdk-lib 2.276,
EcsDeployActionProps)."""
