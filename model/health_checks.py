"""Health checks of target groups."""

from typing import Final

INTERVAL_SECONDS: Final = 30
"""Between two checks, where nothing is set (ELB API reference, CreateTargetGroup)."""

GRPC_CODES: Final = (0, 99)
HTTP_CODES: Final = (200, 499)
"""First and last of the codes that a matcher may have (ELB API reference, Matcher)."""
NETWORK_HTTP_CODES: Final = (200, 599)
"""The same behind a Network Load Balancer, which asks targets of TCP by HTTP, too."""
NETWORK_MATCHER: Final = "200-399"
"""What it takes for well where nothing is said."""

INTERVALS_SECONDS: Final = (5, 300)
TIMEOUTS_SECONDS: Final = (2, 120)
THRESHOLDS: Final = (2, 10)
"""First and last of what a target group takes (ELB API reference, CreateTargetGroup)."""
