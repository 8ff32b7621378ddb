"""The network, offered to programs in every language."""

from typing import NotRequired, TypedDict

from pulumi import ComponentResource, Output, ResourceOptions

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


class Network(ComponentResource):
    """A VPC with a public and a private subnet in each zone."""

    vpc_id: Output[str]
    public_subnet_ids: list[Output[str]]
    private_subnet_ids: list[Output[str]]
    nat_addresses: list[Output[str]]
    """The public addresses by which private subnets reach the world."""

    def __init__(self, name: str, args: NetworkArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:Network", name, None, opts)
        made = network.Network(
            name,
            network.NetworkArgs(
                cidr=args["cidr"],
                zones=tuple(args["zones"]),
                nat_gateways=int(args.get("nat_gateways", 1)),
                endpoints=tuple(args.get("endpoints", ())),
                region=args["region"],
                tags=args.get("tags", {}),
            ),
            ResourceOptions(parent=self),
        )
        self.vpc_id, self.nat_addresses = made.vpc_id, made.nat_addresses
        self.public_subnet_ids, self.private_subnet_ids = made.public_subnet_ids, made.private_subnet_ids
        self.register_outputs(
            {
                "vpcId": self.vpc_id,
                "publicSubnetIds": self.public_subnet_ids,
                "privateSubnetIds": self.private_subnet_ids,
                "natAddresses": self.nat_addresses,
            }
        )
