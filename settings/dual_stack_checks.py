"""IPv6 needs both: a load balancer with such addresses, and networks that may reach it."""

from collections.abc import Iterator

from model.networks import is_ipv6
from settings.settings import Settings


def problems(s: Settings) -> Iterator[str]:
    """A line for each: the key, its value, what it does not go with and what to do."""
    if s.dual_stack and not any(map(is_ipv6, s.ingress_cidrs)):
        yield (
            f"bluegreen:ingressCidrs = {', '.join(s.ingress_cidrs)}: has no IPv6 network, and with "
            "bluegreen:ipAddressType dualstack names lead to IPv6 addresses, too, where nobody would get an answer; "
            "add ::/0, which is anybody, or your own networks"
        )
    for key, cidrs in () if s.dual_stack else (("ingressCidrs", s.ingress_cidrs), ("testCidrs", s.test_cidrs)):
        for cidr in filter(is_ipv6, cidrs):
            yield (
                f"bluegreen:{key} = {cidr}: is an IPv6 network, and with bluegreen:ipAddressType ipv4 the load "
                "balancer has no IPv6 address; set that to dualstack, or take the network out"
            )
