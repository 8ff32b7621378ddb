"""What AWS's provider for Pulumi does by itself (the documentation of its resources)."""

from typing import Final

SERVICE_UPDATE_MINUTES: Final = 20
"""How long it waits for the update of an ECS service (registry documentation of aws.ecs.Service, timeouts)."""
