"""The network, offered to programs in every language."""

from typing import NotRequired, TypedDict

from pulumi import ResourceOptions

from components import network


class NetworkArgs(TypedDict):
    """Addresses and zones, and how private subnets reach the world."""

    cidr: str
    """/16 to /24."""
    zones: list[str]
    """Availability Zones by name, 2 to 4."""
    region: str
    nat_gateways: NotRequired[int]
    """Private subnets share these; 1 where nothing is said."""
    endpoints: NotRequired[list[str]]
    """AWS services reached inside the VPC, by their short name, e.g. `ecr.api`."""
    tags: NotRequired[dict[str, str]]


class Network(network.Network):
    """A VPC with a public and a private subnet in each zone."""

    def __init__(self, name: str, args: NetworkArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__(
            name,
            network.NetworkArgs(
                cidr=args["cidr"],
                zones=tuple(args["zones"]),
                nat_gateways=int(args.get("nat_gateways", 1)),
                endpoints=tuple(args.get("endpoints", ())),
                region=args["region"],
                tags=args.get("tags", {}),
            ),
            opts,
        )
