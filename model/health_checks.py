"""Health checks of target groups behind an Application Load Balancer."""

from typing import Final

INTERVAL_SECONDS: Final = 30
"""Between two checks, where nothing is set (ELB API reference, CreateTargetGroup)."""

GRPC_CODES: Final = (0, 99)
HTTP_CODES: Final = (200, 499)
"""First and last of the codes that a matcher may have (ELB API reference, Matcher)."""
