"""What policies that AWS manages allow, as far as tasks need it (AWS managed policy reference)."""

from collections.abc import Mapping, Sequence
from typing import Final

from model.session_manager import SESSION_ACTIONS

PULL: Final = (
    "ecr:GetAuthorizationToken",
    "ecr:BatchCheckLayerAvailability",
    "ecr:GetDownloadUrlForLayer",
    "ecr:BatchGetImage",
)
"""What pulling an image from a private repository takes (Amazon ECR user guide, identity-based policy examples)."""

LOG: Final = ("logs:CreateLogStream", "logs:PutLogEvents")
"""What log driver awslogs calls (ECS developer guide, send logs to CloudWatch)."""

ALLOWED: Final[Mapping[str, Sequence[str]]] = {
    "AmazonECSTaskExecutionRolePolicy": (*PULL, *LOG),
    "AmazonEC2ContainerServiceforEC2Role": (*PULL, *LOG),
    "AmazonEC2ContainerRegistryReadOnly": PULL,
    "AmazonEC2ContainerRegistryPullOnly": PULL,
    "AmazonEC2ContainerRegistryPowerUser": PULL,
    "AmazonEC2ContainerRegistryFullAccess": PULL,
    "CloudWatchLogsFullAccess": ("logs:*",),
    "SecretsManagerReadWrite": ("secretsmanager:*",),
    "AmazonSSMReadOnlyAccess": ("ssm:Describe*", "ssm:Get*", "ssm:List*"),
    "AmazonSSMFullAccess": ("ssm:*",),
    "AmazonSSMManagedInstanceCore": ("ssm:GetParameters", *SESSION_ACTIONS),
    "AmazonS3ReadOnlyAccess": ("s3:Get*", "s3:List*"),
    "AmazonS3FullAccess": ("s3:*",),
    "PowerUserAccess": ("*",),
    "AdministratorAccess": ("*",),
}
"""By the policy's name, actions with wildcards, on all resources."""
