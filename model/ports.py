"""TCP ports, and which of a host's ports ECS gives to containers."""

from typing import Final

LAST_PORT: Final = 65535

HostPort = tuple[str, int]
"""A protocol, in lower case, and a port that a container takes of its host."""

AGENT_PORTS: Final[frozenset[HostPort]] = frozenset(("tcp", port) for port in (22, 2375, 2376, 51678, 51679, 51680))
"""What SSH, Docker and the ECS agent keep on each host (ECS API reference, PortMapping)."""

LINUX_DYNAMIC_PORTS: Final = (32768, 60999)
"""The first and last port from which ECS takes one for a container with host port 0: the kernel's
`ip_local_port_range`, here Linux's default."""

DYNAMIC_PORTS: Final = (32768, LAST_PORT)
"""The same on a host of any kind. Where the kernel does not say, ECS takes 49153 to 65535, on Windows from 49152 on; no
port below 32768 is ever dynamic (ECS API reference, PortMapping)."""
