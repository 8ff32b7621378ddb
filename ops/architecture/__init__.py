"""What a stack has, drawn from its own state: what all services share, then each service."""

from ops.architecture import service, shared
from ops.architecture.drawing import drawn
from ops.architecture.resources import Resources


def svg(stack: str, resources: Resources) -> str:
    """A file of its own."""
    services = sorted(resources.outputs["services"].items())
    bands = [shared.band(resources), *(service.band(name, names, resources) for name, names in services)]
    return drawn(f"The stack {stack}", bands)
