"""Facts of ECS Service Connect: the proxy that ECS adds to tasks, and the names by which services reach each other.

ECS API reference, ServiceConnectService, ServiceConnectClientAlias, PortMapping; developer guide, Service Connect.
"""

from typing import Final, Literal

AppProtocol = Literal["http", "http2", "grpc", "tcp"]
"""What a container speaks; a port mapping that says none is `tcp`. It stays for the life of a service."""

Part = Literal["none", "ready", "client", "endpoint"]
"""A service's: `ready` are tasks that have room and a named port, of a service that does not take part yet."""

PROXY_CPU_UNITS: Final = 256
PROXY_MEMORY_MIB: Final = 64
"""What AWS recommends to add to a task for the proxy."""

NETWORK_MODES: Final = ("awsvpc", "bridge")
"""Of the tasks that it works in (developer guide, Interconnecting services, network mode compatibility)."""

LONGEST_PORT_NAME: Final = 64
"""Characters; so long may the name of the service in Cloud Map be, too."""
LONGEST_DNS_NAME: Final = 127

TEST_HEADER: Final = "x-amzn-ecs-blue-green-test"
"""Requests with it reach green before production does, where a service names no other (developer guide, Service Connect
resources for Amazon ECS blue/green deployments)."""
