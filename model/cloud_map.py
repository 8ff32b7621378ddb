"""Facts of AWS Cloud Map, as far as ECS registers tasks in it.

ECS API reference, ServiceRegistry; developer guide, service discovery, considerations; Cloud Map API reference,
CreateHttpNamespace, CreatePrivateDnsNamespace.
"""

from typing import Final, Literal

NamespaceType = Literal["HTTP", "DNS_PRIVATE"]
"""What resolves its names: calls of Cloud Map alone, or DNS in a VPC, too."""

RECORD_TYPES: Final = {"awsvpc": "A", "bridge": "SRV", "host": "SRV"}
"""By the network mode of a task, the DNS record that is enough to reach it. With `awsvpc` there may be SRV as well; the
other two take SRV alone, because only that has a port."""

LONGEST_NAME: Final = 253
"""Characters of a namespace's name in DNS."""
