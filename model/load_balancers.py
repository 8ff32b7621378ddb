"""What an Application Load Balancer may be told, and what it needs."""

from typing import Final

IDLE_TIMEOUTS_SECONDS: Final = (1, 4000)
"""First and last (ELB API reference, LoadBalancerAttribute)."""
FREE_ADDRESSES: Final = 8
"""Of each of its subnets, so that it can grow (ALB user guide, subnets for your load balancer)."""
