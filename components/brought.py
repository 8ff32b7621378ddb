"""What stands in the place of a component where the team brings its own: ids and names, of which nothing is made."""

from collections.abc import Sequence
from dataclasses import dataclass

from pulumi import Resource


@dataclass(frozen=True, kw_only=True)
class BroughtNetwork:
    """A VPC and subnets of it; says what `Network` says."""

    vpc_id: str
    public_subnet_ids: Sequence[str]
    """Those of a load balancer that is made; none where one is brought."""
    private_subnet_ids: Sequence[str]
    nat_addresses: Sequence[str]
    """The public addresses by which private subnets reach the world; none that are known, when they have no NAT
    gateway."""
    ways_out: Sequence[Resource] = ()

    def subnet_ids(self, *, internal: bool) -> Sequence[str]:
        """Those of a load balancer that is made."""
        return self.private_subnet_ids if internal else self.public_subnet_ids


@dataclass(frozen=True, kw_only=True)
class BroughtRegistry:
    """A repository; says what `Registry` says."""

    repository_name: str
    repository_arn: str
    repository_url: str


@dataclass(frozen=True, kw_only=True)
class BroughtNamespace:
    """A namespace of Cloud Map."""

    arn: str
    id: str


@dataclass(frozen=True, kw_only=True)
class BroughtCluster:
    """A cluster and one of its capacity providers; says what `Cluster` says."""

    name: str
    capacity_provider_name: str
