"""On which hosts the tasks of a service run, as far as the program says."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from model.capacity import largest, smallest
from model.fargate import FARGATE_PROVIDERS
from model.hosts import Host
from model.instance_types import instance_types
from policy.reading import (
    AUTO_SCALING_GROUP,
    CAPACITY_PROVIDER,
    CLUSTER_CAPACITY_PROVIDERS,
    UNKNOWN,
    Resource,
    Unknown,
    items,
    read,
    text_of,
    whole,
)
from policy.stack import Stack, known, only, remembered
from policy.views.clusters import cluster
from policy.views.launches import SPECIFICATION, auto_scaling_groups, launched_from
from policy.views.user_data import joins

HOSTS_OF_AWS = ("FARGATE", "EXTERNAL", "MANAGED_INSTANCES")
"""Launch types whose hosts AWS makes as needed, or the user keeps elsewhere."""

BURSTABLE = ("t2.", "t3.", "t3a.", "t4g.")
"""Types on which the account setting `awsvpcTrunking` adds no network interfaces for tasks."""

WITH_TRUNKING = 256
"""On the other types it does; no host has more for tasks than this."""


@dataclass(frozen=True)
class NotStated:
    """Something that the program does not say: where, and what."""

    path: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Fleet:
    """The hosts of one Auto Scaling group. Between the bounds nobody but AWS knows."""

    group: Resource
    smallest: Host
    largest: Host
    maximum: int
    """Its maxSize."""
    least: int
    """How many there are at any time."""
    provider: Resource | None
    """What the service uses them by; None: its tasks come to any host of the cluster."""

    @property
    def managed(self) -> bool:
        """Whether ECS starts hosts, up to the maximum, when tasks find none."""
        path = ("autoScalingGroupProvider", "managedScaling", "status")
        return self.provider is not None and self.provider.get(*path) == "ENABLED"

    @property
    def running(self) -> int:
        """How many hosts a release surely gets."""
        return self.maximum if self.managed else self.least


@remembered
def fleet(stack: Stack, service: Resource) -> Fleet | NotStated | None:
    """The hosts of a service; None where it has none of its own, as on Fargate."""
    found = _group(stack, service)
    if found is None or isinstance(found, NotStated):
        return found
    group, provider = found
    path = f"{_STRATEGY} -> {group.name}"
    maximum = whole(group.get("maxSize"))
    kinds = host_kinds(stack, group)
    if isinstance(kinds, str):
        return NotStated(path, kinds)
    if not isinstance(maximum, int) or group.get("desiredCapacityType") not in (None, "", "units"):
        return NotStated(path, "how many hosts it may have at most is not known")
    wanted = whole(group.declared("desiredCapacity"))
    if not isinstance(wanted, int) or group.ignores("desiredCapacity"):
        least = whole(group.get("minSize"))
        wanted = least if isinstance(least, int) else 0
    most = largest(kinds)
    if not all(kind.instance_type.startswith(BURSTABLE) for kind in kinds):
        most = replace(most, task_interfaces=max(most.task_interfaces, WITH_TRUNKING))
    return Fleet(
        group=group,
        smallest=smallest(kinds),
        largest=most,
        maximum=maximum,
        least=min(wanted, maximum),
        provider=provider,
    )


def provider_names(user: Resource, prop: str = "capacityProviderStrategies") -> set[Any]:
    """The capacity providers of a strategy that get tasks, by name; UNKNOWN is one of them."""
    entries = [entry for _, entry in items(user.get(prop))]
    used = [one for one in entries if (read(one, "weight", default=0), read(one, "base", default=0)) != (0, 0)]
    return {text_of(read(entry, "capacityProvider")) for entry in used or entries}


def associations(stack: Stack, service: Resource) -> Sequence[Resource]:
    """What says which capacity providers the service's cluster has."""
    home = cluster(stack, service)
    return _associations(stack).get(home, ()) if home is not UNKNOWN else ()


@remembered
def _associations(stack: Stack) -> Mapping[Resource | str | Unknown, Sequence[Resource]]:
    """All of these, by cluster."""
    found: dict[Resource | str | Unknown, list[Resource]] = defaultdict(list)
    for one in stack.of(CLUSTER_CAPACITY_PROVIDERS):
        found[cluster(stack, one, "clusterName")].append(one)
    return found


def host_kinds(stack: Stack, group: Resource) -> list[Host] | str:
    """Every kind of host that the group may start, or why that is not known."""
    names: set[Any] = set()
    for _, override in items(group.declared("mixedInstancesPolicy", "launchTemplate", "overrides")):
        if whole(read(override, "weightedCapacity", default=1)) != 1:
            return "its maxSize counts weights of instance types instead of hosts"
        if read(override, "instanceRequirements") is not None:
            return "AWS chooses its instance types"
        if (name := read(override, "instanceType")) is not None:
            names.add(text_of(name))
    if not names:
        template = _template(stack, group)
        if isinstance(template, str):
            return template
        names.add(text_of(template.get("instanceType")))
    if UNKNOWN in names:
        return "its instance type is not known"
    if unlisted := sorted(str(name) for name in names if name not in instance_types()):
        return f"{', '.join(unlisted)} is not in this policy pack's table of instance types"
    return [instance_types()[name] for name in sorted(names)]


_STRATEGY = "capacityProviderStrategies"
_DEFAULT_STRATEGY = "defaultCapacityProviderStrategies"

_Group = tuple[Resource, Resource | None] | NotStated | None
"""An Auto Scaling group, and the capacity provider by which the service uses it."""


def _group(stack: Stack, service: Resource) -> _Group:
    launch_type = service.declared("launchType")
    strategy = service.get(_STRATEGY)
    if launch_type in HOSTS_OF_AWS:
        return None
    if strategy is UNKNOWN or strategy:
        return _provided(stack, service, _STRATEGY)
    if launch_type is UNKNOWN:
        return NotStated("launchType", "it is not known yet")
    associated = associations(stack, service)
    if not launch_type:
        for association in associated:
            default = association.get(_DEFAULT_STRATEGY)
            if default is UNKNOWN or default:
                return _provided(stack, association, _DEFAULT_STRATEGY)
    return _joined(stack, service, associated)


def _provided(stack: Stack, user: Resource, prop: str) -> _Group:
    """The group of the one capacity provider of a strategy that gets tasks."""
    path = prop if prop == _STRATEGY else f"{_STRATEGY} -> {user.name}.{prop}"
    names = provider_names(user, prop)
    if names <= set(FARGATE_PROVIDERS):
        return None
    if len(names) > 1:
        return NotStated(path, "its tasks are divided among several capacity providers")
    provider = only(stack.linked(user, prop, names.pop(), CAPACITY_PROVIDER, by="name"))
    if provider is None:
        return NotStated(path, "its capacity provider is not part of this program, or may be one of several")
    if provider.get("managedInstancesProvider") is not None:
        return None
    group = only(auto_scaling_groups(stack, provider))
    if group is None:
        return NotStated(path, f"the Auto Scaling group of {provider.name} is not part of this program")
    return group, provider


def _joined(stack: Stack, service: Resource, associated: Sequence[Resource]) -> _Group:
    """The group whose hosts join the cluster of a service that names no capacity provider.

    Any host of the cluster takes its tasks, so this is known only where the program has one Auto Scaling group.
    """
    home, group = cluster(stack, service), only(stack.of(AUTO_SCALING_GROUP))
    not_stated = NotStated("launchType", "it does not tell which hosts join the service's cluster")
    if not isinstance(home, Resource) or group is None:
        return not_stated
    for association in associated:
        for _, name in items(association.get("capacityProviders")):
            providers = stack.linked(association, "capacityProviders", name, CAPACITY_PROVIDER, by="name")
            if any(group in known(auto_scaling_groups(stack, one)) for one in known(providers)):
                return group, None
    template = _template(stack, group)
    return (group, None) if isinstance(template, Resource) and joins(template, home) else not_stated


def _template(stack: Stack, group: Resource) -> Resource | str:
    """The launch template or configuration of a group, or why it is not known."""
    template = only(launched_from(stack, group))
    if template is None:
        return "its launch template is not part of this program"
    steps = ("launchTemplate",) if group.declared("mixedInstancesPolicy") is None else SPECIFICATION
    version, latest = group.get(*steps, "version", default="$Default"), whole(template.get("latestVersion"))
    version = template.get("defaultVersion") if version == "$Default" else version
    if isinstance(latest, int) and isinstance(whole(version), int) and whole(version) != latest:
        return f"it starts version {whole(version)} of its launch template, and the program knows version {latest}"
    return template
