"""Ranges of addresses that mean something of their own."""

from ipaddress import IPv4Network, IPv6Network
from typing import Final

ANYWHERE: Final = "0.0.0.0/0"
ANYWHERE_IPV6: Final = "::/0"


def is_ipv6(block: str) -> bool:
    """Whether a block of addresses is one of IPv6, as text."""
    return ":" in block


NOT_FOR_A_VPC: Final = {
    IPv4Network("0.0.0.0/8"): "of this network (0.0.0.0/8)",
    IPv4Network("127.0.0.0/8"): "of a host itself (127.0.0.0/8)",
    IPv4Network("169.254.0.0/16"): "of a link (169.254.0.0/16), where AWS answers itself",
    IPv4Network("224.0.0.0/4"): "of groups (multicast, 224.0.0.0/4)",
}
"""What no host has as its address (RFC 6890, RFC 5771), so that EC2 takes no VPC of it; and what it is for."""

PRIVATE: Final = (
    *map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")),
    IPv6Network("fc00::/7"),
)
"""What the internet does not route: RFC 1918, RFC 6598 (shared with a carrier, or inside a VPC), RFC 4193."""
