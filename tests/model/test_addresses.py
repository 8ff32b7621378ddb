"""How many addresses subnets have, and how large they must be."""

from ipaddress import IPv4Network

from hypothesis import given
from hypothesis import strategies as some

from model.addresses import longest_prefix, usable


def alike(prefix: int, subnets: int) -> list[IPv4Network]:
    return [IPv4Network((0, prefix))] * subnets


def test_aws_keeps_five_addresses_of_each_subnet() -> None:
    assert usable([IPv4Network("10.0.0.0/28"), IPv4Network("10.0.1.0/24")]) == 11 + 251
    assert usable([IPv4Network("10.0.0.0/30")]) == 0


@given(some.integers(1, 9000), some.integers(1, 6))
def test_the_longest_prefix_is_that_of_the_smallest_subnets_that_suffice(needed: int, subnets: int) -> None:
    prefix = longest_prefix(needed, subnets)
    assert usable(alike(prefix, subnets)) >= needed > usable(alike(prefix + 1, subnets))
