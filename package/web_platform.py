"""What services share, offered to programs in every language."""

from typing import NotRequired, TypedDict, cast

from pulumi import ComponentResource, Input, Output, ResourceOptions

from components.cluster import Cluster, ClusterArgs
from components.hosts import Architecture, HostGroup
from components.load_balancer import LoadBalancer, LoadBalancerArgs
from model.instance_types import instance_types
from model.ports import LINUX_DYNAMIC_PORTS


class PlatformArgs(TypedDict):
    """Where it is, on what tasks run, and who may reach it."""

    vpc_id: Input[str]
    public_subnet_ids: Input[list[str]]
    private_subnet_ids: Input[list[str]]
    zones: NotRequired[int]
    """How many subnets of each kind these are, which nobody knows before they exist; 2 where nothing is said."""
    region: str
    account: str
    container_ports: NotRequired[list[int]]
    """Of services on Fargate, 80 where nothing is said; those on hosts have ports that Linux gives them."""
    instance_type: NotRequired[str]
    """Of hosts; tasks run on Fargate where nothing is said."""
    min_hosts: NotRequired[int]
    max_hosts: NotRequired[int]
    """During a release these hold blue and green together; 1 to 4 hosts where nothing is said."""
    certificate_arn: NotRequired[str]
    """Without: plain HTTP on 80, tests on 8080. With: HTTPS on 443, tests on 8443."""
    test_cidrs: NotRequired[list[str]]
    """Who may reach the test listener; nobody where nothing is said."""
    tags: NotRequired[dict[str, str]]


class Platform(ComponentResource):
    """A load balancer with two listeners, and a cluster with one kind of capacity."""

    url: Output[str]
    test_url: Output[str]
    shared: Output[dict[str, str]]
    """All that a WebService must know of it."""

    def __init__(self, name: str, args: PlatformArgs, opts: ResourceOptions | None = None) -> None:
        super().__init__("bluegreen:index:Platform", name, None, opts)
        child = ResourceOptions(parent=self)
        tags, zones = args.get("tags", {}), int(args.get("zones", 2))
        private = each(args["private_subnet_ids"], zones)
        load_balancer = LoadBalancer(
            name,
            LoadBalancerArgs(
                vpc_id=args["vpc_id"],
                subnet_ids=each(args["public_subnet_ids"], zones),
                target_ports=_ports(args),
                certificate_arn=args.get("certificate_arn"),
                test_cidrs=tuple(args.get("test_cidrs", ())),
                region=args["region"],
                account=args["account"],
                tags=tags,
            ),
            opts=child,
        )
        front = load_balancer.front
        cluster = Cluster(
            name,
            ClusterArgs(
                hosts=_hosts(args),
                subnet_ids=private,
                security_group_id=front.target_security_group_id,
                region=args["region"],
                tags=tags,
            ),
            opts=child,
        )

        self.url, self.test_url = Output.from_input(front.url), Output.from_input(front.test_url)
        self.shared = Output.all(
            vpcId=args["vpc_id"],
            subnetIds=Output.all(*private).apply(",".join),
            clusterName=cluster.name,
            capacityProviderName=cluster.capacity_provider_name,
            productionListenerArn=front.production_listener_arn,
            testListenerArn=front.test_listener_arn,
            securityGroupId=front.security_group_id,
            targetSecurityGroupId=front.target_security_group_id,
            arnSuffix=front.arn_suffix,
            url=front.url,
            testUrl=front.test_url,
        )
        self.register_outputs({"url": self.url, "testUrl": self.test_url, "shared": self.shared})


def each(ids: Input[list[str]], count: int) -> list[Output[str]]:
    """Those of a list that another resource gives, of which a preview knows the length alone."""
    return [Output.from_input(ids).apply(lambda known, place=place: known[place]) for place in range(count)]


def _ports(args: PlatformArgs) -> list[tuple[int, int]]:
    if args.get("instance_type"):
        return [LINUX_DYNAMIC_PORTS]
    return [(int(port), int(port)) for port in args.get("container_ports", [80])]


def _hosts(args: PlatformArgs) -> HostGroup | None:
    wanted = args.get("instance_type")
    if not wanted:
        return None
    if wanted not in instance_types():
        raise ValueError(f"instanceType {wanted!r} is not known; one is t3.small")
    return HostGroup(
        instance_type=wanted,
        architecture=cast(Architecture, instance_types()[wanted].architecture),
        min_hosts=int(args.get("min_hosts", 1)),
        max_hosts=int(args.get("max_hosts", 4)),
    )
