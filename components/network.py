"""The network of an environment.

Owns the VPC, a public and a private subnet in each zone, the routes, NAT gateways and VPC endpoints; with IPv6, a block
of each subnet and its ways. Security groups belong to what they guard.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network

import pulumi_aws as aws
from pulumi import ComponentResource, Output, Resource, ResourceOptions

from model.networks import ANYWHERE, ANYWHERE_IPV6
from model.partitions import endpoint

MIN_ZONES, MAX_ZONES = 2, 4

SUBNET_BITS = 3
"""The VPC is always cut into eight parts, two a zone, so that a zone more or less moves no other subnet."""

VPC_PREFIX_LENGTHS = range(16, 27 - SUBNET_BITS + 1)
"""EC2 takes a VPC of at most /16, and an Application Load Balancer wants subnets of at least /27."""

IPV6_SUBNET_PREFIX = 64
"""A VPC gets a /56 of Amazon's, and a subnet usually a /64 of it (VPC user guide, IPv6 CIDR blocks)."""


@dataclass(frozen=True, kw_only=True)
class NetworkArgs:
    """Addresses and zones, and how private subnets reach the world."""

    cidr: str
    """/16 to /24: an Application Load Balancer wants subnets of at least /27."""
    zones: tuple[str, ...]
    """Availability Zones by name, 2 to 4."""
    nat_gateways: int
    """Private subnets share these. 0: they reach only what has an endpoint."""
    endpoints: tuple[str, ...]
    """AWS services reached inside the VPC, by their short name, e.g. `ecr.api`. Empty: none, and none for S3."""
    endpoint_policies: Mapping[str, str] = field(default_factory=dict)
    """What goes through the endpoints, by service; through the others all does."""
    dual_stack: bool = False
    """Everything has IPv6 addresses beside its IPv4 ones."""
    region: str
    tags: Mapping[str, str]

    def __post_init__(self) -> None:
        if IPv4Network(self.cidr).prefixlen not in VPC_PREFIX_LENGTHS:
            raise ValueError(f"cidr must be a network of /16 to /24, got {self.cidr}")
        if not MIN_ZONES <= len(self.zones) <= MAX_ZONES:
            raise ValueError(f"zones must be {MIN_ZONES} to {MAX_ZONES} names, got {len(self.zones)}")
        if not 0 <= self.nat_gateways <= len(self.zones):
            raise ValueError(f"nat_gateways must be 0 to {len(self.zones)}, one a zone, got {self.nat_gateways}")


class Network(ComponentResource):
    """A VPC with a public and a private subnet in each zone."""

    vpc_id: Output[str]
    public_subnet_ids: list[Output[str]]
    private_subnet_ids: list[Output[str]]
    nat_addresses: list[Output[str]]
    """The public addresses by which private subnets reach the world."""
    ways_out: list[Resource]
    """What a task needs to reach the world."""

    def __init__(self, name: str, args: NetworkArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:Network", name, None, opts)
        child = ResourceOptions(parent=self)

        def tags(label: str) -> dict[str, str]:
            return {**args.tags, "Name": label}

        # Endpoints are found by the names that the service is reached at anyway; that takes both DNS switches.
        vpc = aws.ec2.Vpc(
            name,
            cidr_block=args.cidr,
            enable_dns_support=True,
            enable_dns_hostnames=True,
            assign_generated_ipv6_cidr_block=args.dual_stack or None,
            tags=tags(name),
            opts=child,
        )
        gateway = aws.ec2.InternetGateway(name, vpc_id=vpc.id, tags=tags(name), opts=child)
        public_table = aws.ec2.RouteTable(f"{name}-public", vpc_id=vpc.id, tags=tags(f"{name}-public"), opts=child)
        to_internet = aws.ec2.Route(
            f"{name}-public",
            route_table_id=public_table.id,
            destination_cidr_block=ANYWHERE,
            gateway_id=gateway.id,
            opts=child,
        )
        if args.dual_stack:
            aws.ec2.Route(
                f"{name}-public-ipv6",
                route_table_id=public_table.id,
                destination_ipv6_cidr_block=ANYWHERE_IPV6,
                gateway_id=gateway.id,
                opts=child,
            )

        def subnet(label: str, zone: str, number: int, table: aws.ec2.RouteTable) -> aws.ec2.Subnet:
            made = aws.ec2.Subnet(
                label,
                vpc_id=vpc.id,
                availability_zone=zone,
                cidr_block=str(blocks[number]),
                ipv6_cidr_block=vpc.ipv6_cidr_block.apply(_part(number)) if args.dual_stack else None,
                map_public_ip_on_launch=False,
                tags=tags(label),
                opts=child,
            )
            aws.ec2.RouteTableAssociation(label, subnet_id=made.id, route_table_id=table.id, opts=child)
            return made

        blocks = list(IPv4Network(args.cidr).subnets(prefixlen_diff=SUBNET_BITS))
        public = [
            subnet(f"{name}-public-{number}", zone, number, public_table) for number, zone in enumerate(args.zones)
        ]

        gateways: list[aws.ec2.NatGateway] = []
        self.nat_addresses = []
        for number in range(args.nat_gateways):
            label = f"{name}-nat-{number}"
            address = aws.ec2.Eip(label, domain="vpc", tags=tags(label), opts=child)
            self.nat_addresses.append(address.public_ip)
            gateways.append(
                aws.ec2.NatGateway(
                    label,
                    allocation_id=address.id,
                    subnet_id=public[number].id,
                    tags=tags(label),
                    # AWS: a NAT gateway works once its subnet leads to the internet.
                    opts=ResourceOptions(parent=self, depends_on=[to_internet]),
                )
            )

        # The way out of IPv6 where there is one of IPv4: nobody comes in by it, and it costs nothing.
        outward = None
        if args.dual_stack and gateways:
            outward = aws.ec2.EgressOnlyInternetGateway(name, vpc_id=vpc.id, tags=tags(name), opts=child)

        private: list[aws.ec2.Subnet] = []
        private_tables: list[aws.ec2.RouteTable] = []
        for number, zone in enumerate(args.zones):
            label = f"{name}-private-{number}"
            table = aws.ec2.RouteTable(label, vpc_id=vpc.id, tags=tags(label), opts=child)
            private_tables.append(table)
            private.append(subnet(label, zone, MAX_ZONES + number, table))
            if gateways:
                aws.ec2.Route(
                    label,
                    route_table_id=table.id,
                    destination_cidr_block=ANYWHERE,
                    nat_gateway_id=gateways[number % len(gateways)].id,
                    opts=child,
                )
            if outward:
                aws.ec2.Route(
                    f"{label}-ipv6",
                    route_table_id=table.id,
                    destination_ipv6_cidr_block=ANYWHERE_IPV6,
                    egress_only_gateway_id=outward.id,
                    opts=child,
                )

        if args.endpoints:
            self._endpoints(name, args, vpc, private, private_tables)

        self.vpc_id, self.ways_out = vpc.id, [self]
        self.public_subnet_ids = [made.id for made in public]
        self.private_subnet_ids = [made.id for made in private]
        self.register_outputs(
            {
                "vpcId": self.vpc_id,
                "publicSubnetIds": self.public_subnet_ids,
                "privateSubnetIds": self.private_subnet_ids,
            }
        )

    def subnet_ids(self, *, internal: bool) -> list[Output[str]]:
        """Those of a load balancer."""
        return self.private_subnet_ids if internal else self.public_subnet_ids

    def _endpoints(
        self,
        name: str,
        args: NetworkArgs,
        vpc: aws.ec2.Vpc,
        subnets: list[aws.ec2.Subnet],
        tables: list[aws.ec2.RouteTable],
    ) -> None:
        """An interface for each service in every private subnet, and a gateway for S3, where ECR keeps the layers."""
        child = ResourceOptions(parent=self)
        label = f"{name}-endpoints"
        group = aws.ec2.SecurityGroup(
            label,
            vpc_id=vpc.id,
            description="VPC endpoints: HTTPS from inside the VPC",
            tags={**args.tags, "Name": label},
            opts=child,
        )
        aws.vpc.SecurityGroupIngressRule(
            label,
            security_group_id=group.id,
            ip_protocol="tcp",
            from_port=443,
            to_port=443,
            cidr_ipv4=args.cidr,
            description="HTTPS from inside the VPC",
            tags=args.tags,
            opts=child,
        )
        for service in args.endpoints:
            label = f"{name}-{service.replace('.', '-')}"
            aws.ec2.VpcEndpoint(
                label,
                vpc_id=vpc.id,
                service_name=endpoint(args.region, service),
                vpc_endpoint_type="Interface",
                private_dns_enabled=True,
                policy=args.endpoint_policies.get(service),
                subnet_ids=[made.id for made in subnets],
                security_group_ids=[group.id],
                tags={**args.tags, "Name": label},
                opts=child,
            )
        aws.ec2.VpcEndpoint(
            f"{name}-s3",
            vpc_id=vpc.id,
            service_name=endpoint(args.region, "s3"),
            vpc_endpoint_type="Gateway",
            route_table_ids=[table.id for table in tables],
            policy=args.endpoint_policies.get("s3"),
            tags={**args.tags, "Name": f"{name}-s3"},
            opts=child,
        )


def _part(number: int) -> Callable[[str], str]:
    """The subnet of this number, of the block that a VPC was given."""
    return lambda block: str(list(IPv6Network(block).subnets(new_prefix=IPV6_SUBNET_PREFIX))[number])
