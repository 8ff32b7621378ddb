"""Attributes of target groups behind an Application Load Balancer (ELB API reference, TargetGroupAttribute)."""

from typing import Final

DEREGISTRATION_DELAYS_SECONDS: Final = (0, 3600)
SLOW_STARTS_SECONDS: Final = (30, 900)
"""First and last; 0 is off."""
STICKINESS_SECONDS: Final = (1, 604_800)
"""First and last of a cookie's, which is a week; the same of a rule's (TargetGroupStickinessConfig)."""
