"""CodeBuild's limits and defaults of a project (API reference, CreateProject; botocore's model of 2016-10-06)."""

from collections.abc import Mapping
from typing import Final

NAME: Final = r"[A-Za-z0-9][A-Za-z0-9\-_]{1,149}"
"""Of a project."""

SOURCE_TYPES: Final = (
    "CODECOMMIT",
    "CODEPIPELINE",
    "GITHUB",
    "GITLAB",
    "GITLAB_SELF_MANAGED",
    "S3",
    "BITBUCKET",
    "GITHUB_ENTERPRISE",
    "NO_SOURCE",
)
"""Where what is built comes from."""

ARTIFACT_TYPES: Final = ("CODEPIPELINE", "S3", "NO_ARTIFACTS")
"""Where the result of a build goes."""

PIPELINE: Final = "CODEPIPELINE"
"""Source and artifacts of a project that a pipeline runs."""

ENVIRONMENT_TYPES: Final = (
    "WINDOWS_CONTAINER",
    "LINUX_CONTAINER",
    "LINUX_GPU_CONTAINER",
    "ARM_CONTAINER",
    "WINDOWS_SERVER_2019_CONTAINER",
    "WINDOWS_SERVER_2022_CONTAINER",
    "LINUX_LAMBDA_CONTAINER",
    "ARM_LAMBDA_CONTAINER",
    "LINUX_EC2",
    "ARM_EC2",
    "WINDOWS_EC2",
    "MAC_ARM",
)
"""On what a build runs."""

IMAGES: Final[Mapping[str, tuple[str, str]]] = {
    "X86_64": ("LINUX_CONTAINER", "aws/codebuild/amazonlinux-x86_64-standard:5.0"),
    "ARM64": ("ARM_CONTAINER", "aws/codebuild/amazonlinux-aarch64-standard:3.0"),
}
"""Environment type and image by the architecture of what is built there (user guide, Docker images provided by
CodeBuild, read 2026-11). Docker builds for the machine that it runs on."""

COMPUTE_TYPES: Final = (
    "BUILD_GENERAL1_SMALL",
    "BUILD_GENERAL1_MEDIUM",
    "BUILD_GENERAL1_LARGE",
    "BUILD_GENERAL1_XLARGE",
    "BUILD_GENERAL1_2XLARGE",
    "BUILD_LAMBDA_1GB",
    "BUILD_LAMBDA_2GB",
    "BUILD_LAMBDA_4GB",
    "BUILD_LAMBDA_8GB",
    "BUILD_LAMBDA_10GB",
    "ATTRIBUTE_BASED_COMPUTE",
    "CUSTOM_INSTANCE_TYPE",
)
"""How large it is."""

BUILD_MINUTES: Final = (5, 2160)
"""The shortest and the longest time-out of a build."""

DEFAULT_BUILD_MINUTES: Final = 60
"""Where a project doesn't say."""

QUEUED_MINUTES: Final = (5, 480)
"""The shortest and the longest time that a build may wait for its start."""

DEFAULT_QUEUED_MINUTES: Final = 480
"""Where a project doesn't say."""
