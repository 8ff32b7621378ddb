"""Where a service's requests come in: two listeners, made here or brought by the team."""

from collections.abc import Sequence
from dataclasses import dataclass

from pulumi import Input, Resource


@dataclass(frozen=True, kw_only=True)
class Front:
    """What a service must know of the load balancer before it."""

    production_listener_arn: Input[str]
    test_listener_arn: Input[str]
    security_group_id: Input[str]
    """The load balancer's own, or the first of them."""
    target_security_group_id: Input[str]
    """For hosts or tasks: lets in what the load balancer sends, and nothing else."""
    arn_suffix: Input[str]
    """The load balancer's name in CloudWatch metrics."""
    url: Input[str]
    test_url: Input[str]
    test_port: int
    opens_to_hooks: bool = True
    """Whether that group is ours, and takes a rule for whoever must reach the test listener."""
    internal: bool = False
    """Whether it has private addresses only."""
    ingress: Sequence[Resource] = ()
    """What a request passes on its way to a service's rules, where it is made with it."""
