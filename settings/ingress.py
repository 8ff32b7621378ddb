"""The keys of the load balancer: where it is, who reaches it, and how it treats connections."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import AfterValidator

from model.certificates import LONGEST_NAME
from model.load_balancers import IDLE_TIMEOUTS_SECONDS, TCP_IDLE_TIMEOUTS_SECONDS, LoadBalancerType
from model.names import ARN_LENGTH
from model.partitions import ANY
from settings.strict import Strict, refuse_unless
from settings.values import EitherNetwork, between, matching, once


def _somebody(value: Sequence[str]) -> Sequence[str]:
    refuse_unless(bool(value), "must have a network, or nobody would reach the services; 0.0.0.0/0 is anybody")
    return value


class IngressKeys(Strict):
    """What the services of a stack share of their load balancer, besides its logs and a certificate of their own."""

    load_balancer_type: LoadBalancerType
    ip_address_type: Literal["ipv4", "dualstack"]
    internal: bool
    ingress_cidrs: Annotated[list[EitherNetwork], AfterValidator(once), AfterValidator(_somebody)]
    idle_timeout_seconds: Annotated[int, between(*IDLE_TIMEOUTS_SECONDS, "seconds")]
    tcp_idle_timeout_seconds: Annotated[int, between(*TCP_IDLE_TIMEOUTS_SECONDS, "seconds")]
    http2: bool
    domain: Annotated[
        str,
        matching(
            r"|([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]",
            "must be a name such as api.example.com, in small letters, or empty for none",
            most=LONGEST_NAME,
        ),
    ]
    hosted_zone: Annotated[
        str,
        matching(
            r"|Z[A-Z0-9]{1,31}|[a-z0-9-]+(\.[a-z0-9-]+)+",
            "must be the id of a hosted zone of Route 53, such as Z0123456789ABC, or its name, such as example.com",
            most=LONGEST_NAME,
        ),
    ]
    web_acl_arn: Annotated[
        str,
        matching(
            rf"|{ANY}:wafv2:[a-z0-9-]+:\d{{12}}:regional/webacl/[\w-]+/[\w-]+",
            "must be the ARN of a regional web ACL, arn:aws:wafv2:REGION:ACCOUNT:regional/webacl/NAME/ID, or empty",
            most=ARN_LENGTH,
        ),
    ]
