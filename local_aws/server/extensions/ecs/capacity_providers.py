"""ECS capacity providers and the strategies that name them.

Faithful: an Auto Scaling group that exists and belongs to one provider, hosts that are protected from scale-in where
termination is managed, no removal while in use. Not faithful: managed scaling only scales out, so no host loses its
protection when its last task ends.
"""

from typing import Any

from moto.autoscaling.models import FakeAutoScalingGroup, autoscaling_backends
from moto.ecs.models import CapacityProvider, Cluster, EC2ContainerServiceBackend

from local_aws.server.extensions.patching import AwsError, patches
from model.fargate import FARGATE_PROVIDERS
from model.names import CAPACITY_PROVIDER_TAKEN
from model.texts.ecs import (
    AUTO_SCALING_GROUP_IN_USE,
    CAPACITY_PROVIDER_ALONE,
    CAPACITY_PROVIDER_ELSEWHERE,
    CAPACITY_PROVIDER_EXISTS,
    CAPACITY_PROVIDER_IN_USE,
    CAPACITY_PROVIDER_NAME,
    CAPACITY_PROVIDER_OF_CLUSTER,
    NO_AUTO_SCALING_GROUP,
    NO_CAPACITY_PROVIDER,
)

_create = EC2ContainerServiceBackend.create_capacity_provider
_update = EC2ContainerServiceBackend.update_capacity_provider
_delete = EC2ContainerServiceBackend.delete_capacity_provider
_put = EC2ContainerServiceBackend.put_cluster_capacity_providers


def auto_scaling_group(backend: EC2ContainerServiceBackend, provider: CapacityProvider) -> FakeAutoScalingGroup | None:
    """The provider's group; None once it is deleted."""
    return _group(backend, provider.auto_scaling_group_provider["autoScalingGroupArn"])


def check_strategy(
    backend: EC2ContainerServiceBackend, cluster: str, providers: list[str], strategy: list[dict[str, Any]]
) -> None:
    """Raises unless every provider exists and the strategy names only these."""
    for name in providers:
        if name not in FARGATE_PROVIDERS and backend._get_provider(name) is None:
            raise AwsError("InvalidParameterException", NO_CAPACITY_PROVIDER.say())
    for item in strategy:
        if item["capacityProvider"] not in providers:
            name = item["capacityProvider"]
            raise AwsError.of(CAPACITY_PROVIDER_ELSEWHERE, name=name, cluster=cluster)


@patches(EC2ContainerServiceBackend)
def create_capacity_provider(
    self: EC2ContainerServiceBackend, name: str, asg_details: dict[str, Any] | None, tags: Any
) -> CapacityProvider:
    """For one Auto Scaling group that exists; names are unique."""
    if name.lower().startswith(CAPACITY_PROVIDER_TAKEN):
        raise AwsError.of(CAPACITY_PROVIDER_NAME)
    if name in self.capacity_providers:
        raise AwsError.of(CAPACITY_PROVIDER_EXISTS)
    if not asg_details:
        raise AwsError.of(CAPACITY_PROVIDER_ALONE)
    group = _group(self, asg_details["autoScalingGroupArn"])
    if group is None:
        raise AwsError.of(NO_AUTO_SCALING_GROUP)
    if any(auto_scaling_group(self, other) is group for other in self.capacity_providers.values()):
        raise AwsError.of(AUTO_SCALING_GROUP_IN_USE)
    _protect(asg_details, group)
    return _create(self, name, asg_details, tags)


@patches(EC2ContainerServiceBackend)
def update_capacity_provider(
    self: EC2ContainerServiceBackend, name_or_arn: str, asg_provider: dict[str, Any]
) -> CapacityProvider:
    """moto's, for one that exists."""
    group = auto_scaling_group(self, _known(self, name_or_arn))
    if group:
        _protect(asg_provider, group)
    return _update(self, name_or_arn, asg_provider)


@patches(EC2ContainerServiceBackend)
def delete_capacity_provider(self: EC2ContainerServiceBackend, name_or_arn: str) -> CapacityProvider:
    """Refused while a cluster lists it."""
    provider = _known(self, name_or_arn)
    for cluster in self.clusters.values():
        if cluster.status == "ACTIVE" and provider.name in (cluster.capacity_providers or []):
            raise AwsError.of(CAPACITY_PROVIDER_OF_CLUSTER, cluster=cluster.name)
    return _delete(self, name_or_arn)


@patches(EC2ContainerServiceBackend)
def put_cluster_capacity_providers(
    self: EC2ContainerServiceBackend,
    cluster_name: str,
    capacity_providers: list[str] | None,
    default_capacity_provider_strategy: list[dict[str, Any]] | None,
) -> Cluster:
    """Replaces the cluster's list; one that a service uses can't be removed."""
    cluster = self._get_cluster(cluster_name)
    check_strategy(self, cluster.name, capacity_providers or [], default_capacity_provider_strategy or [])
    for service in self.services.values():
        if service.cluster_name == cluster.name and service.status != "INACTIVE":
            used = {item["capacityProvider"] for item in getattr(service, "capacity_provider_strategy", None) or []}
            if used - set(capacity_providers or []):
                raise AwsError.of(CAPACITY_PROVIDER_IN_USE)
    return _put(self, cluster_name, capacity_providers, default_capacity_provider_strategy)


@patches(EC2ContainerServiceBackend)
def describe_capacity_providers(
    self: EC2ContainerServiceBackend, names: list[str] | None
) -> tuple[list[Any], list[Any]]:
    """Those named, or all."""
    found, failures = [], []
    for name in names or list(self.capacity_providers):
        provider = self._get_provider(name)
        if provider:
            found.append(provider)
        else:
            arn = (
                f"arn:{self.partition}:ecs:{self.region_name}:{self.account_id}:capacity-provider/{name.split('/')[-1]}"
            )
            failures.append({"arn": arn, "reason": "MISSING"})
    return found, failures


def _known(backend: EC2ContainerServiceBackend, name_or_arn: str) -> CapacityProvider:
    provider = backend._get_provider(name_or_arn)
    if provider is None:
        raise AwsError.of(NO_CAPACITY_PROVIDER)
    return provider


def _group(backend: EC2ContainerServiceBackend, arn: str) -> FakeAutoScalingGroup | None:
    groups = autoscaling_backends[backend.account_id][backend.region_name].autoscaling_groups
    return next((group for group in groups.values() if group.arn == arn), None)


def _protect(details: dict[str, Any], group: FakeAutoScalingGroup) -> None:
    """Since 2024 ECS protects the hosts itself (https://github.com/aws/containers-roadmap/issues/860), and leaves them
    protected when it does so no more (https://github.com/aws/containers-roadmap/issues/2862)."""
    managed = details.get("managedTerminationProtection")
    if managed:
        group.hosts_protected_by_ecs = managed == "ENABLED"  # type: ignore[attr-defined]
    if managed == "ENABLED":
        for state in group.instance_states:
            state.protected_from_scale_in = True
