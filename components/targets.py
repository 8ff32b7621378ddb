"""How a load balancer treats the targets of a service: when one is well, how it comes, how it goes, and who stays."""

from dataclasses import dataclass
from typing import Literal

import pulumi_aws as aws


@dataclass(frozen=True, kw_only=True)
class HealthCheck:
    """In after half a minute, out after three quarters of one."""

    protocol: Literal["HTTP", "TCP"] = "HTTP"
    """By TCP, where a Network Load Balancer asks, a connection is enough; path and matcher are not looked at."""
    path: str
    matcher: str = "200-299"
    """Answers that are well, as AWS writes them: codes and ranges with commas between."""
    interval_seconds: int = 15
    timeout_seconds: int = 5
    healthy_threshold: int = 2
    """Good answers in a row that bring a target in."""
    unhealthy_threshold: int = 3
    """Bad ones that take it out."""

    @property
    def declared(self) -> aws.lb.TargetGroupHealthCheckArgsDict:
        """`traffic-port`, because with dynamic host ports no fixed one would find the container."""
        check: aws.lb.TargetGroupHealthCheckArgsDict = {
            "protocol": self.protocol,
            "port": "traffic-port",
            "interval": self.interval_seconds,
            "timeout": self.timeout_seconds,
            "healthy_threshold": self.healthy_threshold,
            "unhealthy_threshold": self.unhealthy_threshold,
        }
        if self.protocol == "HTTP":
            check |= {"path": self.path, "matcher": self.matcher}
        return check


@dataclass(frozen=True, kw_only=True)
class Targets:
    """Of both target groups of a service."""

    health_check: HealthCheck
    deregistration_delay_seconds: int = 60
    """How long a target may finish its requests after it left; AWS's 300 would lengthen every release."""
    slow_start_seconds: int = 0
    """A target that joins well ones gets more and more requests for so long; 0: its full share at once."""
    stickiness_seconds: int = 0
    """A client comes back to its target for so long after its last request; 0: it goes wherever there is room."""

    @property
    def cookie(self) -> aws.lb.TargetGroupStickinessArgsDict | None:
        """Of a target group."""
        if not self.stickiness_seconds:
            return None
        return {"type": "lb_cookie", "enabled": True, "cookie_duration": self.stickiness_seconds}

    @property
    def group_cookie(self) -> aws.lb.ListenerRuleActionForwardStickinessArgsDict | None:
        """Of a rule: AWS takes no sticky target group in one that isn't sticky itself."""
        if not self.stickiness_seconds:
            return None
        return {"enabled": True, "duration": self.stickiness_seconds}
