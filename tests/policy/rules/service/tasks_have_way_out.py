"""tasks-have-way-out: what it stops, lets through and leaves undecided."""

import json
from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unknown, unlinked, without
from tests.policy.programs import BLUE_GREEN, NATIVE, ROLLING, ingress, task
from tests.policy.rules.rule_case import Case, Pass
from tests.policy.rules.task.task_sized import containers

ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:1.4.2"
VPC = Declared("aws:ec2/vpc:Vpc", "vpc", {"id": "vpc-1", "cidrBlock": "10.0.0.0/16", "mainRouteTableId": "rtb-main"})
GATEWAY = Declared("aws:ec2/internetGateway:InternetGateway", "internet", {"id": "igw-1"})


def subnet(name: str, **more: Any) -> Declared:
    props = {"id": f"subnet-{name}", "vpcId": "vpc-1", "availabilityZone": f"eu-west-1{name}", **more}
    return Declared("aws:ec2/subnet:Subnet", name, props, {"vpcId": ["vpc"]})


def table(name: str, **more: Any) -> Declared:
    props = {"id": f"rtb-{name}", "vpcId": "vpc-1", **more}
    return Declared("aws:ec2/routeTable:RouteTable", f"{name}-table", props, {"vpcId": ["vpc"]})


def associated(of: str, name: str) -> Declared:
    props = {"subnetId": f"subnet-{of}", "routeTableId": f"rtb-{name}"}
    edges = {"subnetId": [of], "routeTableId": [f"{name}-table"]}
    return Declared("aws:ec2/routeTableAssociation:RouteTableAssociation", f"{of}-{name}", props, edges)


def elsewhere(of: str) -> Declared:
    """With a route table of another program."""
    return replace(associated(of, "elsewhere"), edges={"subnetId": [of]})


def route(name: str, **to: Any) -> Declared:
    props = {"routeTableId": f"rtb-{name}", "destinationCidrBlock": "0.0.0.0/0", **to}
    edges = {"routeTableId": [f"{name}-table"], "gatewayId": ["internet"]}
    return Declared("aws:ec2/route:Route", f"{name}-route", props, edges)


def endpoint(service: Any, **more: Any) -> Declared:
    name = f"com.amazonaws.eu-west-1.{service}" if service != UNKNOWN else UNKNOWN
    own: dict[str, Any] = {
        "vpcEndpointType": "Interface",
        "privateDnsEnabled": True,
        "securityGroupIds": ["sg-endpoints"],
    }
    if service == "s3":
        own = {"routeTableIds": ["rtb-own"]}
    props = {"vpcId": "vpc-1", "serviceName": name, **own, **more}
    edges = {
        "vpcId": ["vpc"],
        "routeTableIds": ["own-table"] if props.get("routeTableIds") == ["rtb-own"] else [],
        "securityGroupIds": ["endpoints"] if props.get("securityGroupIds") == ["sg-endpoints"] else [],
    }
    return Declared("aws:ec2/vpcEndpoint:VpcEndpoint", f"endpoint-{service}", props, edges)


def placed(program: Program, *network: Declared, public: Any = None, ids: Any = ("subnet-a", "subnet-b")) -> Program:
    """The service in subnets a and b of a VPC of the program, which has this network, too."""
    own = {"subnets": ids if isinstance(ids, str) else list(ids), "securityGroups": ["sg-targets"]}
    own |= {} if public is None else {"assignPublicIp": public}
    inside = change(program, "service", "networkConfiguration", to=own)
    linked = tuple(
        replace(one, edges={**one.edges, "networkConfiguration": ["a", "b"]}) if one.name == "service" else one
        for one in (VPC, GATEWAY, subnet("a"), subnet("b"), *inside)
    )
    return (*linked, *network)


def first_preview(program: Program) -> Program:
    """The network is not there yet: nothing has an id."""

    def forget(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: forget(one) for key, one in value.items()}
        if isinstance(value, list):
            return [forget(one) for one in value]
        given = isinstance(value, str) and value.startswith(("subnet-", "rtb-", "vpc-", "igw-", "nat-"))
        return UNKNOWN if given else value

    return tuple(replace(one, props=forget(one.props)) for one in program)


def imaged(image: str, program: Program = NATIVE, **more: Any) -> Program:
    return containers(program, task({"containerPort": 4000}, image=image, secrets=None, **more))


HUB, OWN = imaged("nginx:1.29"), imaged(ECR)
PRIVATE = (table("own"), associated("a", "own"), associated("b", "own"))
PUBLIC = (*PRIVATE, route("own", gatewayId="igw-1"))
NAT = (*PRIVATE, route("own", natGatewayId="nat-1"))
GUARD = Declared("aws:ec2/securityGroup:SecurityGroup", "endpoints", {"id": "sg-endpoints", "name": "endpoints"})
LET_IN = ingress("to-endpoints", "endpoints", 443, 443, cidrIpv4="10.0.0.0/16")
ENDPOINTS = (*map(endpoint, ("ecr.api", "ecr.dkr", "s3", "logs")), GUARD, LET_IN)
LOST = (table("own"), table("lost"), associated("a", "lost"), associated("b", "lost"))


def behind(*rules: Declared, program: Program = OWN, **more: Any) -> Program:
    """The endpoints behind a security group with these rules."""
    guard = replace(GUARD, props={**GUARD.props, **more})
    return placed(program, *PRIVATE, *ENDPOINTS[:4], guard, *rules)


def shown(program: Program) -> Program:
    """With the addresses of the subnets."""
    return change(change(program, "a", "cidrBlock", to="10.0.1.0/24"), "b", "cidrBlock", to="10.0.2.0/24")


LAYERS = "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*"


def allowing(*actions: Any, on: Any = "*", **more: Any) -> str:
    """A policy of an endpoint."""
    statement = {"Effect": "Allow", "Principal": "*", "Action": list(actions), "Resource": on, **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def through(service: str, policy: Any, program: Program = OWN, *more: Declared) -> Program:
    """With this policy of an endpoint."""
    return change(placed(program, *PRIVATE, *ENDPOINTS, *more), f"endpoint-{service}", "policy", to=policy)


def beside(kind: str, **props: Any) -> Declared:
    edges = {"vpcEndpointId": ["endpoint-s3"], "routeTableId": ["own-table"]}
    return Declared(kind, "beside", props, {prop: made_of for prop, made_of in edges.items() if prop in props})


STOPS: dict[str, Case] = {
    "no route": Case(placed(HUB, *PRIVATE), on="service", says="no route of it leads out of its VPC", count=2),
    "no route, in a first preview": Case(
        first_preview(placed(imaged("shop/web:1.4.2"), *PRIVATE)), on="service", says="logs, the internet", count=2
    ),
    "no route table, so the VPC's own": Case(placed(HUB), on="service", says="from a tasks do not reach", count=2),
    "no route table, in a first preview": Case(first_preview(placed(HUB)), on="service", count=2),
    "no route, in a rolling service": Case(
        placed(imaged("ghcr.io/acme/api:1", change(ROLLING, "service", "networkConfiguration", to={})), *PRIVATE),
        on="service",
        says="do not reach logs, the internet:",
        count=2,
    ),
    "a public subnet without a public address": Case(
        change(placed(HUB, *PUBLIC), "a", "ipv6CidrBlock", to=""),
        on="service",
        says="assignPublicIp is false, which has no endpoint",
        count=2,
    ),
    "a public subnet without a public address, in a first preview": Case(
        first_preview(placed(HUB, *PUBLIC, public=False)), on="service", says="set assignPublicIp to true, or", count=2
    ),
    "a public address without a route to the internet": Case(placed(HUB, *PRIVATE, public=True), on="service", count=2),
    "a public address that is not known, without a route to the internet": Case(
        placed(HUB, *PRIVATE, public=UNKNOWN), on="service", count=2
    ),
    "one of two subnets without a way out": Case(
        placed(HUB, *NAT[:2], table("lost"), associated("b", "lost"), NAT[-1]), on="service", says="from b"
    ),
    "the same, in a first preview": Case(
        first_preview(placed(HUB, *NAT[:2], table("lost"), associated("b", "lost"), NAT[-1])),
        on="service",
        says="from b",
    ),
    "no endpoint for an image in ECR": Case(
        placed(OWN, *PRIVATE), on="service", says="do not reach ecr.api, ecr.dkr, logs, s3", count=2
    ),
    "no endpoint for the layers": Case(
        placed(OWN, *PRIVATE, *ENDPOINTS[:2], *ENDPOINTS[3:]),
        on="service",
        says="endpoints for ecr.api, ecr.dkr, logs",
        count=2,
    ),
    "no endpoint for the log": Case(
        placed(OWN, *PRIVATE, *ENDPOINTS[:3], *ENDPOINTS[4:]),
        on="service",
        says="give the VPC endpoints for logs, or",
        count=2,
    ),
    "no endpoint for the secrets": Case(
        placed(containers(NATIVE, task({"containerPort": 4000}, image=ECR)), *PRIVATE, *ENDPOINTS),
        on="service",
        says="secretsmanager",
        count=2,
    ),
    "no endpoint for a secret of its log driver": Case(
        placed(
            imaged(
                ECR,
                logConfiguration={
                    "logDriver": "splunk",
                    "secretOptions": [{"name": "splunk-token", "valueFrom": "/shop/token"}],
                },
            ),
            *PRIVATE,
            *ENDPOINTS,
        ),
        on="service",
        says="do not reach ssm:",
        count=2,
    ),
    "no endpoint for a file of variables": Case(
        placed(
            imaged(
                "registry.shop.internal:5000/web:1",
                logConfiguration=None,
                environmentFiles=[{"type": "s3", "value": "arn:aws:s3:::shop/web.env"}],
            ),
            *PRIVATE,
        ),
        on="service",
        says="do not reach s3:",
        count=2,
    ),
    "endpoints, for an image of Docker Hub": Case(
        placed(HUB, *PRIVATE, *ENDPOINTS), on="service", says="do not reach the internet:", count=2
    ),
    "an endpoint without private DNS that nobody needs": Case(
        change(placed(HUB, *PRIVATE, *ENDPOINTS), "endpoint-ecr.api", "privateDnsEnabled", to=False),
        on="service",
        says="which has endpoints for ecr.dkr, logs, s3\nOn AWS",
        count=2,
    ),
    "endpoints without private DNS": Case(
        change(placed(OWN, *PRIVATE, *ENDPOINTS), "endpoint-ecr.api", "privateDnsEnabled", to=False),
        on="service",
        says="do not reach ecr.api: no route of it leads out of its VPC, which has endpoints for ecr.dkr, logs, s3;"
        " endpoint-ecr.api has no private DNS",
        count=2,
    ),
    "endpoints without a word on private DNS": Case(
        change(placed(OWN, *PRIVATE, *ENDPOINTS), "endpoint-logs", "privateDnsEnabled", to=None),
        on="service",
        says="Fix: set privateDnsEnabled of endpoint-logs to true, or route",
        count=2,
    ),
    "a gateway endpoint in another route table": Case(
        placed(OWN, *LOST, *ENDPOINTS), on="service", says="endpoint-s3 is not in the route table of a", count=2
    ),
    "a gateway endpoint in another route table, in a first preview": Case(
        first_preview(placed(OWN, *LOST, *ENDPOINTS)), on="service", says="add the route table of b", count=2
    ),
    "a gateway endpoint in no route table": Case(
        change(placed(OWN, *PRIVATE, *ENDPOINTS), "endpoint-s3", "routeTableIds", to=None), on="service", count=2
    ),
    "endpoints whose group lets nobody in": Case(
        behind(), on="service", says="no security group of endpoint-logs lets the tasks in on TCP 443", count=2
    ),
    "endpoints whose group lets nobody in, in a first preview": Case(first_preview(behind()), on="service", count=2),
    "endpoints whose group lets others in": Case(
        shown(behind(ingress("to-endpoints", "endpoints", 443, 443, cidrIpv4="192.168.0.0/16"))),
        on="service",
        says="let the tasks in on TCP 443 in a security group of endpoint-ecr.api and let",
        count=2,
    ),
    "endpoints whose group lets one of two subnets in": Case(
        shown(behind(ingress("to-endpoints", "endpoints", 443, 443, cidrIpv4="10.0.1.0/24"))),
        on="service",
        says="from b",
    ),
    "endpoints whose group lets the load balancer in": Case(
        behind(ingress("to-endpoints", "endpoints", 443, 443, referencedSecurityGroupId="frontend")),
        on="service",
        count=2,
    ),
    "endpoints whose group lets the tasks in on another port": Case(
        behind(ingress("to-endpoints", "endpoints", 80, 80, referencedSecurityGroupId="targets")),
        on="service",
        count=2,
    ),
    "an endpoint whose policy lets no image through": Case(
        through("ecr.dkr", allowing("ecr:GetAuthorizationToken", "ecr:GetDownloadUrlForLayer")),
        on="service",
        says="the policy of endpoint-ecr.dkr does not allow ecr:BatchGetImage",
        count=2,
    ),
    "an endpoint whose policy lets no log through": Case(
        through("logs", allowing("logs:Create*", "logs:Describe*")),
        on="service",
        says="Fix: allow logs:PutLogEvents in the policy of endpoint-logs, or route",
        count=2,
    ),
    "an endpoint whose policy lets no layer through": Case(
        through("s3", allowing("s3:GetObject", on="arn:aws:s3:::shop/*")),
        on="service",
        says=f"the policy of endpoint-s3 does not allow s3:GetObject on {LAYERS}",
        count=2,
    ),
    "an endpoint whose policy lets the layers of another region through": Case(
        through("s3", allowing("s3:*", on=LAYERS.replace("eu-west-1", "us-east-1"))), on="service", count=2
    ),
    "an endpoint whose policy denies all": Case(
        through("ecr.api", allowing("*", Effect="Deny")), on="service", says="ecr:GetAuthorizationToken", count=2
    ),
    "unknown containers, and no endpoint": Case(
        placed(change(NATIVE, "tasks", "containerDefinitions", to=UNKNOWN), *PRIVATE), on="service", count=2
    ),
    "a task definition of another program, and no endpoint": Case(
        placed(without(HUB, "tasks"), *PRIVATE), on="service", count=2
    ),
    "on Fargate by its capacity provider": Case(
        placed(
            change(
                change(HUB, "service", "launchType", to=None),
                "service",
                "capacityProviderStrategies",
                to=[{"capacityProvider": "FARGATE_SPOT", "weight": 1}],
            ),
            *PRIVATE,
        ),
        on="service",
        count=2,
    ),
    "a list of subnets that is not known, all without a way out": Case(
        placed(HUB, *PRIVATE, ids=UNKNOWN), on="service", count=2
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "subnets of another program": NATIVE,
    "a NAT gateway": placed(HUB, *NAT),
    "a NAT gateway, in a first preview": first_preview(placed(HUB, *NAT)),
    "one subnet that is not known, which may be the one with a way out": placed(
        HUB, *NAT[:2], table("lost"), associated("b", "lost"), NAT[-1], ids=[UNKNOWN]
    ),
    "a NAT gateway in an inline route": placed(
        HUB,
        table("own", routes=[{"cidrBlock": "0.0.0.0/0", "natGatewayId": "nat-1"}]),
        associated("a", "own"),
        associated("b", "own"),
    ),
    "a transit gateway": placed(HUB, *PRIVATE, route("own", transitGatewayId="tgw-1")),
    "a VPN": placed(HUB, table("own", propagatingVgws=["vgw-1"]), associated("a", "own"), associated("b", "own")),
    "a route in the VPC's own table": placed(
        HUB,
        Declared(
            "aws:ec2/route:Route",
            "main-route",
            {"routeTableId": "rtb-main", "destinationCidrBlock": "0.0.0.0/0", "natGatewayId": "nat-1"},
            {"routeTableId": ["vpc"]},
        ),
    ),
    "the VPC's own table, managed by the program": placed(
        HUB,
        Declared(
            "aws:ec2/defaultRouteTable:DefaultRouteTable",
            "main",
            {"id": "rtb-main", "defaultRouteTableId": UNKNOWN, "routes": [{"natGatewayId": "nat-1"}]},
            {"defaultRouteTableId": ["vpc"]},
        ),
    ),
    "another main table": placed(
        HUB,
        *NAT[:1],
        NAT[-1],
        Declared(
            "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
            "main",
            {"vpcId": "vpc-1", "routeTableId": "rtb-own"},
            {"vpcId": ["vpc"], "routeTableId": ["own-table"]},
        ),
    ),
    "a public address in a public subnet": placed(HUB, *PUBLIC, public="true"),
    "a public address in a public subnet, in a first preview": first_preview(placed(HUB, *PUBLIC, public=True)),
    "IPv6 in a public subnet": change(
        change(placed(HUB, *PUBLIC), "a", "ipv6CidrBlock", to="2001:db8::/64"), "b", "ipv6Native", to="true"
    ),
    "endpoints": placed(OWN, *PRIVATE, *ENDPOINTS),
    "a policy that lets the layers through": through(
        "s3", allowing("s3:GetObject", on=[LAYERS, "arn:aws:s3:::shop/*"])
    ),
    "a policy that lets all through but something else": through(
        "s3", allowing(on="*", Action=None, NotAction=["s3:DeleteObject"])
    ),
    "a policy that lets the account's own through": through(
        "ecr.dkr", allowing("ecr:*", Condition={"StringEquals": {"aws:PrincipalAccount": "123456789012"}})
    ),
    "a policy of S3 that has nothing of layers, for an image of another registry": placed(
        imaged(
            "registry.shop.internal:5000/web:1", environmentFiles=[{"type": "s3", "value": "arn:aws:s3:::shop/a.env"}]
        ),
        *PRIVATE,
        *ENDPOINTS[:2],
        endpoint("s3", policy=allowing("s3:GetObject", on="arn:aws:s3:::shop/*")),
        *ENDPOINTS[3:],
    ),
    "a policy that is not known": through("logs", UNKNOWN),
    "a policy whose actions are not known": through("logs", {"Statement": [{"Effect": "Allow", "Action": [UNKNOWN]}]}),
    "a policy that AWS refuses": through("logs", "{"),
    "no policy, which lets all through": through("logs", ""),
    "a policy apart from its endpoint": through(
        "logs", allowing("logs:Describe*"), OWN, Declared("aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy", "apart", {})
    ),
    "endpoints, in a first preview": first_preview(placed(OWN, *PRIVATE, *ENDPOINTS)),
    "endpoints whose private DNS is not known": unknown(
        placed(OWN, *PRIVATE, *ENDPOINTS), "endpoint-logs", "privateDnsEnabled", of="images"
    ),
    "private DNS by a resource of its own": change(
        placed(OWN, *PRIVATE, *ENDPOINTS, beside("aws:vpc/endpointPrivateDns:EndpointPrivateDns")),
        *("endpoint-logs", "privateDnsEnabled"),
        to=None,
    ),
    "names of the program's own": change(
        placed(OWN, *PRIVATE, *ENDPOINTS, beside("aws:route53/zone:Zone")),
        *("endpoint-logs", "privateDnsEnabled"),
        to=False,
    ),
    "a gateway endpoint in the VPC's own table": placed(
        OWN, *ENDPOINTS[:2], endpoint("s3", routeTableIds=["rtb-main"]), *ENDPOINTS[3:]
    ),
    "a gateway endpoint in a route table by a resource of its own": change(
        placed(
            OWN,
            *PRIVATE,
            *ENDPOINTS,
            beside(
                "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
                vpcEndpointId=UNKNOWN,
                routeTableId="rtb-own",
            ),
        ),
        *("endpoint-s3", "routeTableIds"),
        to=None,
    ),
    "an interface endpoint for S3": placed(
        OWN,
        *PRIVATE,
        *ENDPOINTS[:2],
        endpoint("s3", vpcEndpointType="Interface", privateDnsEnabled=True, securityGroupIds=["sg-endpoints"]),
        *ENDPOINTS[3:],
    ),
    "endpoints whose group lets the tasks' group in": behind(
        ingress("to-endpoints", "endpoints", 443, 443, referencedSecurityGroupId="targets")
    ),
    "endpoints whose group lets a group in that may be the tasks'": change(
        behind(ingress("to-endpoints", "endpoints", 443, 443, referencedSecurityGroupId="frontend")),
        *("service", "networkConfiguration", "securityGroups"),
        to=["sg-elsewhere"],
    ),
    "endpoints whose group lets the subnets in": shown(behind(LET_IN)),
    "endpoints whose group lets in what is not known": behind(
        ingress("to-endpoints", "endpoints", 443, 443, prefixListId="pl-1")
    ),
    "endpoints with a group of another program": placed(
        OWN, *PRIVATE, *(endpoint(one, securityGroupIds=["sg-else"]) for one in ("ecr.api", "ecr.dkr", "s3", "logs"))
    ),
    "endpoints with the VPC's own group": placed(
        OWN, *PRIVATE, *(endpoint(one, securityGroupIds=None) for one in ("ecr.api", "ecr.dkr", "s3", "logs"))
    ),
    "endpoints that get a group by a resource of its own": (
        *behind(),
        beside("aws:ec2/securityGroupAssociation:SecurityGroupAssociation", securityGroupId="sg-targets"),
    ),
    "a registry that may be inside": placed(
        imaged("registry.shop.internal:5000/web:1", logConfiguration=None), *PRIVATE
    ),
    "hosts, which pull for their tasks": placed(change(BLUE_GREEN, "service", "networkConfiguration", to={}), *PRIVATE),
    "route tables of another program": placed(HUB, elsewhere("a"), elsewhere("b")),
    "one more route table, of another program": placed(HUB, *PRIVATE, elsewhere("a"), elsewhere("b")),
    "a main route table of a VPC that is not known": placed(
        HUB,
        Declared(
            "aws:ec2/defaultRouteTable:DefaultRouteTable",
            "main",
            {"id": "rtb-main", "defaultRouteTableId": UNKNOWN, "routes": [{"natGatewayId": "nat-1"}]},
        ),
    ),
    "a VPC of another program": tuple(
        replace(one, edges={}) if one.name in "ab" else one for one in without(placed(HUB, *PRIVATE), "vpc")
    ),
    "a component's subnets, of which one has a way out": placed(
        HUB, *NAT[:2], table("lost"), associated("b", "lost"), NAT[-1], ids=UNKNOWN
    ),
    "a route of a table that is not known": placed(
        HUB, *PRIVATE, Declared("aws:ec2/route:Route", "somewhere", {"routeTableId": UNKNOWN, "natGatewayId": "nat-1"})
    ),
    "unknown subnets of unknown origin": unlinked(placed(HUB, *PRIVATE, ids=UNKNOWN), "service"),
}

UNDECIDED: dict[str, Case] = {
    "a public address that is not known": Case(
        placed(HUB, *PUBLIC, public=UNKNOWN), on="service", says="networkConfiguration.assignPublicIp"
    ),
    "an endpoint that is not known": Case(
        placed(OWN, *PRIVATE, *ENDPOINTS[:3], GUARD, endpoint(UNKNOWN)),
        on="service",
        says="one of them is not known yet",
    ),
    "unknown containers, and some endpoints": Case(
        placed(change(OWN, "tasks", "containerDefinitions", to=UNKNOWN), *PRIVATE, *ENDPOINTS),
        on="service",
        says="the containers are not",
    ),
}
