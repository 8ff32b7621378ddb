"""What the user data of a host says: which cluster it joins."""

import base64
import binascii
import re
from typing import Any

from policy.reading import Resource, Unknown

PROPERTIES = ("userData", "userDataBase64")
NAMED = re.compile(
    r"""(?:^|\s)(?:export\s+)?(?:ECS_CLUSTER=|-Cluster\s+|cluster\s*=\s*(?="))["']?([\w-]+)["']?(?=\s|\\n|$)""",
    re.MULTILINE,
)
"""A cluster as the agent's setting, as Windows's or as Bottlerocket's; one that a shell puts in is none."""


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
