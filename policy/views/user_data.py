"""What the user data of a host says: which cluster it joins."""

import base64
import binascii
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from policy.reading import LAUNCH_TEMPLATE, Resource, Unknown
from policy.stack import Stack, remembered
from policy.views.firewall import INSTANCE
from policy.views.launches import LAUNCH_CONFIGURATION

HOSTS: Final = (LAUNCH_TEMPLATE, LAUNCH_CONFIGURATION, INSTANCE)
"""What hosts start from, and hosts."""

PROPERTIES = ("userData", "userDataBase64")
NAMED = re.compile(
    r"""(?:^|\s)(?:export\s+)?(?:ECS_CLUSTER=|-Cluster\s+|cluster\s*=\s*(?="))["']?([\w-]+)["']?(?=\s|\\n|$)""",
    re.MULTILINE,
)
"""A cluster as the agent's setting, as Windows's or as Bottlerocket's; one that a shell puts in is none."""

PLAIN = re.compile(r"[a-z0-9_][a-z0-9_-]*")
MENTIONED = re.compile(r"cluster(?=\W+(\w[\w-]*))", re.IGNORECASE)
"""A cluster with a PLAIN name, wherever `joins` would find it."""


@remembered
def joining(stack: Stack, cluster: Resource | str | Unknown) -> tuple[Resource, ...]:
    """What starts the hosts of the program that surely join this cluster."""
    name = cluster.get("name") if isinstance(cluster, Resource) else cluster
    name = name.casefold() if isinstance(name, str) else ""
    if name and not PLAIN.fullmatch(name):
        candidates = {host: place for place, host in enumerate(stack.of(*HOSTS))}
    else:
        urn = cluster.urn if isinstance(cluster, Resource) else ""
        candidates = _mentioning(stack).get(urn, {}) | _mentioning(stack).get(name, {})
    return tuple(one for one in sorted(candidates, key=candidates.__getitem__) if joins(one, cluster))


@remembered
def _mentioning(stack: Stack) -> Mapping[str, dict[Resource, int]]:
    """What starts hosts, each with its place, by the URNs and names of the clusters that its user data may mean."""
    found: dict[str, dict[Resource, int]] = defaultdict(dict)
    for place, host in enumerate(stack.of(*HOSTS)):
        for mentioned in _mentioned(host):
            found[mentioned][host] = place
    return found


def _mentioned(host: Resource) -> Iterator[str]:
    for prop in PROPERTIES:
        yield from host.edges.get(prop, ())
        yield from (name.casefold() for name in MENTIONED.findall(_decoded(host.get(prop))))


def joins(host: Resource, cluster: Resource | str | Unknown) -> bool:
    """Whether what a host starts from surely says so: its user data is made of the cluster, or has its name.

    As the agent's setting (`ECS_CLUSTER=shop`), as Windows's or Bottlerocket's (`-Cluster shop`, `cluster = "shop"`).
    """
    if isinstance(cluster, Resource) and any(cluster.urn in host.edges.get(prop, ()) for prop in PROPERTIES):
        return True
    name = cluster.get("name") if isinstance(cluster, Resource) else cluster
    if not isinstance(name, str) or not name:
        return False
    setting = re.compile(rf"cluster\W+{re.escape(name)}(?![\w-])", re.IGNORECASE)
    return any(setting.search(_decoded(host.get(prop))) for prop in PROPERTIES)


def joined(host: Resource) -> str:
    """The cluster that the user data of a host names; empty when it names none as plain text, or several."""
    found = {name for prop in PROPERTIES for name in NAMED.findall(_decoded(host.get(prop)))}
    return found.pop() if len(found) == 1 else ""


def _decoded(user_data: Any) -> str:
    try:
        return base64.b64decode(user_data).decode()
    except (TypeError, ValueError, binascii.Error):
        return user_data if isinstance(user_data, str) else ""
