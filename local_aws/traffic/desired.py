"""What should be: load balancers, target groups and targets, in the words of Elastic Load Balancing.

Times are real seconds; whoever runs a scaled clock scales them first. Ids are any text; ARNs will do.
"""

from dataclasses import dataclass, field
from typing import Literal

Protocol = Literal["HTTP", "HTTPS", "TCP", "TLS"]


@dataclass(frozen=True, kw_only=True)
class HealthCheck:
    """What a target must answer to get requests."""

    protocol: Protocol = "HTTP"
    """TCP and TLS: a connection is enough."""
    path: str = "/"
    matcher: str = "200"
    """Codes and ranges, as AWS writes them: `200,202` or `200-299`. A GRPC group's check passes with any HTTP 200."""
    interval_seconds: float = 30
    timeout_seconds: float = 5
    healthy_threshold: int = 5
    unhealthy_threshold: int = 2
    port: int | None = None
    """None: the target's own port (`traffic-port`)."""


@dataclass(frozen=True, kw_only=True)
class TargetGroup:
    """Targets that are as good as each other. Left out: cookies that stick to one target."""

    id: str
    protocol: Protocol = "HTTP"
    protocol_version: Literal["HTTP1", "HTTP2", "GRPC"] = "HTTP1"
    health_check: HealthCheck = field(default_factory=HealthCheck)
    slow_start_seconds: float = 0
    """A target that joins others gets more and more requests for so long."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """Where a task answers, on 127.0.0.1."""

    group: str
    port: int
    draining: bool = False
    """Gets no new request; what it has begun it finishes. Leave it out when its deregistration delay is over."""


@dataclass(frozen=True, kw_only=True)
class Forward:
    """Requests go to target groups, by weight."""

    weights: dict[str, int]
    """Weight by id of the target group; all 0 answers 503."""
    sticky_seconds: int | None = None
    """A client stays with its group for so long, unless the group's weight goes to 0 (unchecked on AWS)."""


@dataclass(frozen=True, kw_only=True)
class Redirect:
    """With AWS's placeholders `#{protocol}`, `#{host}`, `#{port}`, `#{path}`, `#{query}`."""

    protocol: str = "#{protocol}"
    host: str = "#{host}"
    port: str = "#{port}"
    """A port of a listener of this load balancer leads to where that really listens."""
    path: str = "/#{path}"
    query: str = "#{query}"
    status: Literal[301, 302] = 301


@dataclass(frozen=True, kw_only=True)
class FixedResponse:
    """The load balancer answers."""

    status: int
    content_type: str = "text/plain"
    body: str = ""


Action = Forward | Redirect | FixedResponse


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One of the values must match; `*` is any text, `?` any character."""

    field: Literal["path-pattern", "host-header", "http-header", "http-request-method", "query-string", "source-ip"]
    values: tuple[str, ...] = ()
    header: str = ""
    """The name, for `http-header`."""
    pairs: tuple[tuple[str | None, str], ...] = ()
    """Keys and values, for `query-string`; without a key any will do."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """An action for the requests that meet all conditions; the lowest priority comes first."""

    priority: int
    conditions: tuple[Condition, ...]
    action: Action


@dataclass(frozen=True, kw_only=True)
class Listener:
    """Where a load balancer takes connections; a network load balancer's has no rules, and forwards."""

    port: int
    """As asked for. Where it really listens says `Traffic.ports`."""
    protocol: Protocol
    action: Action
    rules: tuple[Rule, ...] = ()
    idle_timeout_seconds: float = 350
    """A network load balancer's; of an application load balancer it is the load balancer's own."""


@dataclass(frozen=True, kw_only=True)
class LoadBalancer:
    """An application load balancer (HTTP, HTTPS) or a network load balancer (TCP, TLS)."""

    id: str
    listeners: tuple[Listener, ...]
    names: tuple[str, ...] = ()
    """Names its made-up certificate is for, besides localhost and 127.0.0.1."""
    idle_timeout_seconds: float = 60
    http2: bool = True
    """An application load balancer speaks it with clients that can."""


@dataclass(frozen=True, kw_only=True)
class Desired:
    """All of it. A target group that no listener mentions gets no health check and no traffic."""

    load_balancers: tuple[LoadBalancer, ...] = ()
    target_groups: tuple[TargetGroup, ...] = ()
    targets: tuple[Target, ...] = ()
