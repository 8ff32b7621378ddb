"""What ECS says of a task definition, besides what it was registered with."""

from typing import Final

ANSWERED_ONLY: Final = frozenset(
    {
        "taskDefinitionArn",
        "revision",
        "status",
        "requiresAttributes",
        "compatibilities",
        "registeredAt",
        "registeredBy",
        "deregisteredAt",
        "deleteRequestedAt",
    }
)
"""Members of DescribeTaskDefinition that RegisterTaskDefinition doesn't take (ECS API reference)."""
