"""The keys of the load balancer: where it is, who reaches it, and how it treats connections."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator

from model.load_balancers import IDLE_TIMEOUTS_SECONDS
from settings.strict import Strict, refuse_unless
from settings.values import Network, between, once


def _somebody(value: Sequence[str]) -> Sequence[str]:
    refuse_unless(bool(value), "must have a network, or nobody would reach the services; 0.0.0.0/0 is anybody")
    return value


class IngressKeys(Strict):
    """What the services of a stack share of their load balancer, besides its certificate and its logs."""

    internal: bool
    ingress_cidrs: Annotated[list[Network], AfterValidator(once), AfterValidator(_somebody)]
    idle_timeout_seconds: Annotated[int, between(*IDLE_TIMEOUTS_SECONDS, "seconds")]
    http2: bool
