"""Security policies of load balancers: which versions of TLS a listener speaks."""

from typing import Final

CURRENT_POLICY: Final = "ELBSecurityPolicy-TLS13-1-2-2021-06"
"""TLS 1.3 and 1.2 only (user guide of Application Load Balancers, security policies)."""

UNSET_POLICY: Final = "ELBSecurityPolicy-2016-08"
"""What AWS's API gives a listener that names none (ELBv2 API reference, CreateListener): it still speaks TLS 1.0."""
