"""What does not go with what is brought: each line before AWS is asked for anything."""

from collections.abc import Iterator, Mapping
from typing import Any

from model.fargate import FARGATE_PROVIDERS
from settings.keys import Keys
from settings.settings import Settings

OF_WHAT_IS_MADE: Mapping[str, Mapping[str, Any]] = {
    "vpc": {"vpc_cidr": "10.0.0.0/16", "zones": 2, "nat_gateways": 1, "vpc_endpoints": False},
    "load_balancer": {
        "certificate_arn": "",
        "access_log_days": 0,
        "deletion_protection": False,
        "test_cidrs": [],
        "ip_address_type": "ipv4",
        "internal": False,
        "ingress_cidrs": ["0.0.0.0/0"],
        "load_balancer_type": "application",
        "idle_timeout_seconds": 60,
        "http2": True,
        "domain": "",
        "hosted_zone": "",
        "web_acl_arn": "",
    },
    "cluster": {"type_of_hosts": "", "min_hosts": 2, "max_hosts": 4, "container_insights": "enabled"},
}
"""Keys that say nothing where it is brought, with their defaults in `Pulumi.yaml`."""


def problems(s: Settings) -> Iterator[str]:
    """A line for each: the key, its value, what it does not go with and what to do."""
    for whole, keys in OF_WHAT_IS_MADE.items():
        if getattr(s, whole).given:
            for key, default in keys.items():
                if getattr(s, key) != default:
                    yield (
                        f"bluegreen:{_alias(key)} = {getattr(s, key)}: is about what the program makes, and "
                        f"bluegreen:{_alias(whole)} brings one that is never changed; take it out"
                    )
    yield from _network(s)
    if s.cluster.given:
        yield from _capacity(s)


def _alias(key: str) -> str:
    """As people write it."""
    return Keys.model_fields[key].alias or key


def _network(s: Settings) -> Iterator[str]:
    if s.load_balancer.given and not s.vpc.given:
        yield (
            "bluegreen:loadBalancer: reaches what runs in its own VPC alone; bring that as bluegreen:vpc, with the "
            "subnets for tasks"
        )
    without = s.load_balancer.given or s.internal
    if s.vpc.given and s.vpc.names_public_subnets == without:
        yield (
            "bluegreen:vpc.publicSubnetIds: the load balancer is "
            f"{'brought, with subnets of its own' if s.load_balancer.given else 'in the private ones'}; take it out"
            if without
            else "bluegreen:vpc: has no publicSubnetIds and no publicSubnetTags, and the load balancer that is made "
            "needs public subnets; name them, or bring a bluegreen:loadBalancer"
        )
    for arn in (s.load_balancer.production_listener_arn, s.load_balancer.test_listener_arn):
        if arn and arn.split(":")[3] != s.region:
            yield f"bluegreen:loadBalancer: {arn} is not in {s.region} (aws:region); bring one of that region"


def _capacity(s: Settings) -> Iterator[str]:
    provider = s.cluster.capacity_provider
    if (provider in FARGATE_PROVIDERS) != (s.launch_type == "FARGATE"):
        yield (
            f"bluegreen:cluster.capacityProvider = {provider}: is "
            f"{'' if provider in FARGATE_PROVIDERS else 'not '}Fargate, and bluegreen:launchType is {s.launch_type}; "
            "set both to the same"
        )
    elif s.launch_type == "EC2" and not s.vpc.given:
        yield (
            f"bluegreen:cluster.name = {s.cluster.name}: its hosts are in a VPC that is there already, and a task "
            "has an address in the subnets of its host's VPC; bring that as bluegreen:vpc"
        )
