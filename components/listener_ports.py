"""Where production and test traffic come in."""

from dataclasses import dataclass
from typing import Literal

TEST_OFFSET = 8000
"""From a production port to the port of its tests, where nothing is said: 80 and 8080, 443 and 8443."""


@dataclass(frozen=True, kw_only=True)
class ListenerPorts:
    """Of two listeners with the same protocol."""

    protocol: Literal["HTTP", "HTTPS", "TCP", "TLS"]
    production_port: int
    test_port: int

    @property
    def both(self) -> tuple[int, int]:
        """In this order."""
        return self.production_port, self.test_port


HTTP = ListenerPorts(protocol="HTTP", production_port=80, test_port=8080)
HTTPS = ListenerPorts(protocol="HTTPS", production_port=443, test_port=8443)
"""Of an Application Load Balancer, whose services share them."""

PLAIN_PORTS = {"http": HTTP.production_port, "https": HTTPS.production_port}
"""Those that a URL does without."""


def network_ports(*, secure: bool, port: int = 0, test_port: int = 0) -> ListenerPorts:
    """Of a service behind a Network Load Balancer, where each has its own; 0: the usual one."""
    production_port = port or (HTTPS if secure else HTTP).production_port
    return ListenerPorts(
        protocol="TLS" if secure else "TCP",
        production_port=production_port,
        test_port=test_port or production_port + TEST_OFFSET,
    )


def in_url(scheme: str, port: int) -> str:
    """What a URL has of the port, behind the host."""
    return "" if port == PLAIN_PORTS.get(scheme) else f":{port}"
