"""The addresses of subnets: a task with a network interface of its own takes one, as hosts and endpoints do."""

from collections.abc import Iterable
from ipaddress import IPv4Network
from typing import Final

KEPT_BY_AWS: Final = 5
"""The first four of every subnet and its last (https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html)."""


def usable(subnets: Iterable[IPv4Network]) -> int:
    """How many addresses of these subnets AWS gives away."""
    return sum(max(0, one.num_addresses - KEPT_BY_AWS) for one in subnets)


def longest_prefix(needed: int, subnets: int) -> int:
    """The prefix length of the smallest subnets, so many of one size, in which AWS gives away enough addresses."""
    in_each = -(-needed // subnets) + KEPT_BY_AWS
    return 32 - (in_each - 1).bit_length()
