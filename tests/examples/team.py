"""What a team has before it brings it: made by nobody's program, and there afterwards."""

from dataclasses import dataclass
from typing import Any

from tests.examples import team_service
from tests.workspace import Workspace


def _tagged(kind: str, **tags: str) -> list[dict[str, Any]]:
    return [{"ResourceType": kind, "Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}]


@dataclass(frozen=True, kw_only=True)
class Team:
    """A VPC with public and private subnets in two zones, a load balancer with two listeners, a cluster, and what a
    service may have."""

    workspace: Workspace
    listener_arns: tuple[str, str]
    """Of production and of tests."""
    before: dict[str, Any]
    """What AWS says of all of it."""

    @classmethod
    def make(cls, workspace: Workspace) -> "Team":
        """On a local AWS, which is started for it."""
        workspace.run("true", cwd=workspace.folder / "program")
        ec2, elb = workspace.aws("ec2"), workspace.aws("elbv2")
        vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16", TagSpecifications=_tagged("vpc", Name="team"))["Vpc"]["VpcId"]
        public, private = (_subnets(ec2, vpc, kind, third) for kind, third in (("public", 0), ("private", 16)))
        gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
        _lead(ec2, vpc, public, GatewayId=gateway)
        address = ec2.allocate_address(Domain="vpc")["AllocationId"]
        nat = ec2.create_nat_gateway(SubnetId=public[0], AllocationId=address)["NatGateway"]["NatGatewayId"]
        _lead(ec2, vpc, private, NatGatewayId=nat)
        group = ec2.create_security_group(GroupName="team", Description="the team's", VpcId=vpc)["GroupId"]
        everyone = [{"CidrIp": "0.0.0.0/0"}]
        ports = [{"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": everyone} for port in (80, 8080)]
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=ports)
        balancer = elb.create_load_balancer(Name="team", Subnets=public, SecurityGroups=[group])["LoadBalancers"][0]
        nobody = {"StatusCode": "404", "ContentType": "text/plain", "MessageBody": "nobody"}
        arns = [
            elb.create_listener(
                LoadBalancerArn=balancer["LoadBalancerArn"],
                Protocol="HTTP",
                Port=port,
                DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": nobody}],
            )["Listeners"][0]["ListenerArn"]
            for port in (80, 8080)
        ]
        ecs = workspace.aws("ecs")
        ecs.create_cluster(clusterName="team", capacityProviders=["FARGATE", "FARGATE_SPOT"])
        team_service.make(workspace)
        return cls(workspace=workspace, listener_arns=(arns[0], arns[1]), before=_described(workspace))

    @property
    def keys(self) -> dict[str, Any]:
        """What only AWS decides of it, for a stack file."""
        production, test = self.listener_arns
        return {"loadBalancer": {"productionListenerArn": production, "testListenerArn": test}}

    def is_untouched(self) -> None:
        """It is there, as it was, and there is nothing beside it."""
        assert _described(self.workspace) == self.before


def _subnets(ec2: Any, vpc: str, kind: str, third: int) -> list[str]:
    return [
        ec2.create_subnet(
            VpcId=vpc,
            CidrBlock=f"10.9.{third + number}.0/24",
            AvailabilityZone=f"us-east-1{zone}",
            TagSpecifications=_tagged("subnet", Tier=kind),
        )["Subnet"]["SubnetId"]
        for number, zone in enumerate("ab")
    ]


def _lead(ec2: Any, vpc: str, subnets: list[str], **to: str) -> None:
    """Makes the way of these subnets into the world."""
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", **to)
    for subnet in subnets:
        ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)


def _described(workspace: Workspace) -> dict[str, Any]:
    ec2, elb, ecs = (workspace.aws(service) for service in ("ec2", "elbv2", "ecs"))
    listeners = [
        listener
        for one in elb.describe_load_balancers()["LoadBalancers"]
        for listener in elb.describe_listeners(LoadBalancerArn=one["LoadBalancerArn"])["Listeners"]
    ]
    return {
        "vpcs": ec2.describe_vpcs()["Vpcs"],
        "subnets": [{**one, "AvailableIpAddressCount": 0} for one in ec2.describe_subnets()["Subnets"]],
        "tables": ec2.describe_route_tables()["RouteTables"],
        "gateways": ec2.describe_nat_gateways()["NatGateways"],
        "groups": ec2.describe_security_groups()["SecurityGroups"],
        "rules of groups": ec2.describe_security_group_rules()["SecurityGroupRules"],
        "load balancers": elb.describe_load_balancers()["LoadBalancers"],
        "listeners": listeners,
        "rules": [elb.describe_rules(ListenerArn=one["ListenerArn"])["Rules"] for one in listeners],
        "clusters": ecs.describe_clusters(clusters=["team"])["clusters"],
        **team_service.described(workspace),
    }
