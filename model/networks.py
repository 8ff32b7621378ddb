"""Ranges of addresses that mean something of their own."""

from ipaddress import IPv4Network, IPv6Network
from typing import Final

PRIVATE: Final = (
    *map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")),
    IPv6Network("fc00::/7"),
)
"""What the internet does not route: RFC 1918, RFC 6598 (shared with a carrier, or inside a VPC), RFC 4193."""
