"""What Session Manager takes for ECS Exec: a shell in a running container.

ECS developer guide, monitor containers with ECS Exec; Systems Manager user guide, ssmmessages.
"""

from typing import Final

SESSION_ACTIONS: Final = (
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
)
"""What the agent beside a container calls, with the role of the task; none of them has a narrower resource than *."""

AGENT_FOLDER: Final = "/var/lib/amazon/ssm"
"""Where the agent writes inside of the container, among others (github.com/aws/containers-roadmap/issues/1359)."""

SESSION_ENDPOINT: Final = "ssmmessages"
"""The service that it reaches, as VPC endpoints call it."""
