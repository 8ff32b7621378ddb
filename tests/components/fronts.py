"""A load balancer that was made elsewhere, and a service's place before it."""

from dataclasses import replace

from components.front import Front
from components.routing import Requests, Routing, RoutingArgs
from components.target_groups import TargetGroups, TargetGroupsArgs
from components.targets import HealthCheck, Targets

TAGS = {"Stack": "test"}
LISTENER = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shared/1/"
FRONT = Front(
    production_listener_arn=f"{LISTENER}1",
    test_listener_arn=f"{LISTENER}2",
    security_group_id="sg-balancer",
    target_security_group_id="sg-targets",
    arn_suffix="app/shared/1",
    url="http://shared.elb.example",
    test_url="http://shared.elb.example:8080",
    test_port=8080,
)
TARGETS = Targets(health_check=HealthCheck(path="/health"))
GROUPS = TargetGroupsArgs(vpc_id="vpc-1", container_port=4000, target_type="instance", targets=TARGETS, tags=TAGS)


def routed(
    name: str = "web", requests: Requests | None = None, targets: Targets = TARGETS
) -> tuple[TargetGroups, Routing]:
    """Its two target groups, and its rules on the two listeners."""
    groups = TargetGroups(name, replace(GROUPS, targets=targets))
    args = RoutingArgs(target_groups=groups, targets=targets, requests=requests or Requests(), tags=TAGS)
    return groups, Routing(name, FRONT, args)
