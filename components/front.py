"""Where a service's requests come in: two listeners, made here or brought by the team."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pulumi import Input, Output, Resource

from model.load_balancers import TCP_IDLE_TIMEOUT_SECONDS, LoadBalancerType
from model.partitions import arn


@dataclass(frozen=True, kw_only=True)
class Front:
    """What a service must know of the listeners before it."""

    load_balancer_type: LoadBalancerType = "application"
    production_listener_arn: Input[str]
    test_listener_arn: Input[str]
    security_group_id: Input[str]
    """The load balancer's own, or the first of them."""
    target_security_group_id: Input[str]
    """For hosts or tasks: lets in what the load balancer sends, and nothing else."""
    listener_arns: Input[str] = ""
    """A pattern over the ARNs of its listeners, which a preview knows; empty where only these two are known."""
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


@dataclass(frozen=True, kw_only=True)
class NetworkFront:
    """A Network Load Balancer, before a service has its own two listeners there."""

    load_balancer_arn: Input[str]
    listener_arns: Input[str] = ""
    """As that of a Front."""
    security_group_id: Input[str]
    target_security_group_id: Input[str]
    arn_suffix: Input[str]
    host: Input[str]
    """By which people reach it."""
    certificate_arn: Input[str] | None = None
    """With it listeners speak TLS, else TCP."""
    idle_timeout_seconds: int = TCP_IDLE_TIMEOUT_SECONDS
    """A TCP connection that is silent for so long is closed."""
    internal: bool = False
    ingress: Sequence[Resource] = ()

    @property
    def secure(self) -> bool:
        """Whether its listeners speak TLS."""
        return self.certificate_arn is not None

    @property
    def url(self) -> Input[str]:
        """Without a port: each service has its own."""
        return Output.concat("tls" if self.secure else "tcp", "://", self.host)

    @property
    def test_url(self) -> str:
        """There is none that the services share."""
        return ""


def listener_arns(region: str, account: str, kind: Literal["app", "net"], name: Input[str]) -> Output[str]:
    """Of all listeners of a load balancer (service authorization reference of Elastic Load Balancing V2)."""
    return Output.concat(arn(region, "elasticloadbalancing", account, f"listener/{kind}/"), name, "/*")
