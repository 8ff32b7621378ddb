"""A health check that AWS takes: it is over before the next one, and its codes are of its protocol."""

from typing import Any

from model.health_checks import GRPC_CODES, HTTP_CODES, INTERVAL_SECONDS
from model.load_balancers import WEB
from model.texts.elbv2 import MATCHER
from policy.finding import Findings, Undecided, Violation
from policy.reading import TARGET_GROUP, UNKNOWN, Resource, whole
from policy.rule import Options, resource_rule
from policy.symptom import Symptom

CHECK = "healthCheck"


@resource_rule(
    TARGET_GROUP,
    remedy="Set a timeout below the interval, and a matcher of gRPC codes for gRPC, of HTTP codes else.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
    severity="high",
    symptoms=(Symptom.REFUSED, Symptom.UNHEALTHY),
    cost="AWS refuses the target group.",
)
def health_check_valid(target_group: Resource, options: Options) -> Findings:
    """A health check ends before the next one begins, and waits for codes that its protocol has.

    A timeout as long as the interval is refused, which shows when somebody makes checks more frequent; of a target
    group for TCP or UDP only a longer one is. gRPC answers with codes from 0 to 99, HTTP with 200 to 499, and a matcher
    that is left from the other one never matches.

    Looks at every target group with a health check: a timeout that is set against the interval, and of groups for
    HTTP and HTTPS each code and range of the matcher by `protocolVersion`.
    """
    protocol = target_group.declared("protocol")
    timeout = whole(target_group.declared(CHECK, "timeout"))
    interval = whole(target_group.declared(CHECK, "interval", default=INTERVAL_SECONDS))
    if UNKNOWN in (timeout, interval):
        yield Undecided(resource=target_group, path=f"{CHECK}.timeout", reason="it or the interval is not known yet")
    elif isinstance(timeout, int) and isinstance(interval, int) and _too_long(timeout, interval, protocol):
        yield Violation(
            resource=target_group,
            path=f"{CHECK}.timeout",
            wrong=f"{timeout} seconds, and the next check begins after {interval}",
            fix=f"set it below {interval}, such as {min(5, max(2, interval - 1))}.",
        )
    version = target_group.declared("protocolVersion")
    matcher = target_group.declared(CHECK, "matcher")
    if version is UNKNOWN or protocol not in WEB:
        return
    allowed = GRPC_CODES if version == "GRPC" else HTTP_CODES
    if wrong := _outside(matcher, allowed):
        first, last = allowed
        yield Violation(
            resource=target_group,
            path=f"{CHECK}.matcher",
            wrong=f"{wrong}, and {'gRPC' if version == 'GRPC' else 'HTTP'} has codes from {first} to {last}",
            cost="AWS refuses the target group, or no task becomes healthy."
            if version == "GRPC"
            else f"AWS refuses the target group: {MATCHER.quote(code=wrong, first=first, last=last)}",
            fix="set the codes of a good answer, such as 0 (OK)." if version == "GRPC" else "set it to 200.",
        )


def _too_long(timeout: int, interval: int, protocol: Any) -> bool:
    """AWS takes both alike for a Network Load Balancer (https://github.com/aws/aws-cdk/issues/16446)."""
    return timeout > interval or (timeout == interval and protocol in WEB)


def _outside(matcher: Any, allowed: tuple[int, int]) -> str:
    """The first code or range that is not within these."""
    for part in str(matcher).split(","):
        ends = [whole(end) for end in part.partition("-")[::2]]
        if any(isinstance(end, int) and not allowed[0] <= end <= allowed[1] for end in ends):
            return part.strip()
    return ""
