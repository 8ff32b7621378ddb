"""Network modes of task definitions (ECS API reference, TaskDefinition.networkMode)."""

from typing import Final

MAPPING_MODES: Final = ("bridge", "nat", "default", "")
"""Docker maps a port of the host to one of the container; `default` is Windows's. Empty: so the default is read
back."""

UNMAPPED_MODES: Final = ("awsvpc", "host")
"""A container has its own port, and AWS wants the host port absent or the same: in `awsvpc` the task has a network
interface of its own, in `host` the container uses the host's."""
