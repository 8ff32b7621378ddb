"""An account in which everything is as it must be that our program's stacks bring: for a verdict, which asks no AWS.

The zones, blocks and groups are made up so that none is in the way. What is wrong in a real account its preview says.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import grpc
from pulumi.runtime.mocks import MockCallArgs, MockResourceArgs, Mocks

from model.networks import ANYWHERE, ANYWHERE_IPV6
from model.partitions import arn, partition

ACCOUNT = "123456789012"
VPC, MAIN_TABLE, GROUP = "vpc-0000000000000b001", "rtb-main", "sg-0000000000000b001"
BALANCER_SUBNETS = ("subnet-0000000000000b0a0", "subnet-0000000000000b0b0")
ZONES = "abcd"

Answer = dict[str, Any]


class NothingThere(grpc.RpcError):
    """What a look-up of nothing ends with."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said

    def code(self) -> grpc.StatusCode:
        return grpc.StatusCode.UNKNOWN

    def details(self) -> str:
        return self.said


class Account(Mocks):
    """Answers what a configuration of ours makes the program ask, by the name of the function."""

    def __init__(self, region: str, config: Mapping[str, str]) -> None:
        self.region = region
        self.config = config
        self.vpc: Answer = _object(config, "vpc")
        self.load_balancer: Answer = _object(config, "loadBalancer")
        self.cluster: Answer = _object(config, "cluster")
        self.public: Sequence[str] = self.vpc.get("publicSubnetIds") or BALANCER_SUBNETS
        self.private: Sequence[str] = self.vpc.get("privateSubnetIds") or (
            "subnet-0000000000000c0a0",
            "subnet-0000000000000c0b0",
        )

    def call(self, args: MockCallArgs) -> tuple[Answer, list[tuple[str, str]]]:
        name = args.token.rpartition(":")[2]
        given = {key: value for key, value in args.args.items() if value is not None}
        answer = getattr(self, name, None)
        if answer is None:
            raise AssertionError(f"nothing may be looked up here, but {args.token} was")
        return {"id": name, "region": self.region, **given, **answer(given)}, []

    def new_resource(self, args: MockResourceArgs) -> tuple[str | None, Answer]:
        raise AssertionError(f"nothing may be looked up here, but the {args.typ} {args.resource_id} was")

    def getCallerIdentity(self, given: Answer) -> Answer:
        return {"accountId": ACCOUNT, "arn": "", "id": "", "userId": ""}

    def getAvailabilityZones(self, given: Answer) -> Answer:
        return {
            "names": [f"{self.region}{letter}" for letter in ZONES],
            "zoneIds": [f"{self.region}-az{number + 1}" for number in range(len(ZONES))],
            "groupNames": [self.region],
            "id": self.region,
        }

    def getVpc(self, given: Answer) -> Answer:
        return {"id": given.get("id", VPC), "cidrBlock": "10.0.0.0/16", "mainRouteTableId": MAIN_TABLE}

    def getSubnets(self, given: Answer) -> Answer:
        return {"ids": self.public if given["tags"] == self.vpc.get("publicSubnetTags") else self.private}

    def getSubnet(self, given: Answer) -> Answer:
        """One in each zone by turns, private ones and public ones alike."""
        kind, ids = (16, self.private) if given["id"] in self.private else (0, self.public)
        number = [*ids].index(given["id"])
        return {
            "vpcId": self.vpc.get("id", VPC),
            "availabilityZone": f"{self.region}{ZONES[number % 2 if kind else number % len(ZONES)]}",
            "cidrBlock": f"10.0.{kind + number}.0/24",
            "ipv6CidrBlock": f"2001:db8:0:{kind + number:x}::/64",
            "mapPublicIpOnLaunch": False,
        }

    def getRouteTables(self, given: Answer) -> Answer:
        """Each subnet has one of its own."""
        return {"ids": [f"rtb-{given['filters'][0]['values'][0]}"]}

    def getRouteTable(self, given: Answer) -> Answer:
        private = given["routeTableId"].removeprefix("rtb-") in self.private
        way = {"natGatewayId": "nat-1"} if private else {"gatewayId": "igw-1"}
        by_ipv6 = {"egressOnlyGatewayId": "eigw-1"} if private else way
        routes = [{"cidrBlock": ANYWHERE, **way}, {"ipv6CidrBlock": ANYWHERE_IPV6, **by_ipv6}]
        return {"routes": routes, "associations": []}

    def getNatGateway(self, given: Answer) -> Answer:
        return {"publicIp": "203.0.113.1"}

    def getListener(self, given: Answer) -> Answer:
        test = given["arn"] == self.load_balancer.get("testListenerArn")
        balancer = given["arn"].replace(":listener/", ":loadbalancer/").rpartition("/")[0]
        return {"loadBalancerArn": balancer, "port": 8443 if test else 443, "protocol": "HTTPS"}

    def getLoadBalancer(self, given: Answer) -> Answer:
        suffix = given["arn"].partition(":loadbalancer/")[2]
        name = suffix.split("/")[1]
        return {
            "arnSuffix": suffix,
            "name": name,
            "dnsName": f"{name}.elb.example",
            "zoneId": "Z0000000000",
            "vpcId": self.vpc.get("id", VPC),
            "internal": False,
            "loadBalancerType": "application",
            "securityGroups": [GROUP],
            "subnets": self.public,
        }

    def getListenerRule(self, given: Answer) -> Answer:
        raise NothingThere("reading ELBv2 Listener Rule: empty result")

    def getSecurityGroupRules(self, given: Answer) -> Answer:
        groups = [group for one in given["filters"] for group in one["values"]]
        return {"ids": [f"{way}-{group}" for group in groups for way in ("in", "out")]}

    def getSecurityGroupRule(self, given: Answer) -> Answer:
        """All is let through."""
        way, _, group = given["securityGroupRuleId"].partition("-")
        return {
            "isEgress": way == "out",
            "securityGroupId": group,
            "ipProtocol": "-1",
            "fromPort": -1,
            "toPort": -1,
            "cidrIpv4": "0.0.0.0/0",
        }

    def getHttpNamespace(self, given: Answer) -> Answer:
        return self._namespace(given)

    def getDnsNamespace(self, given: Answer) -> Answer:
        return self._namespace(given)

    def _namespace(self, given: Answer) -> Answer:
        id = "ns-0000000000000000"
        return {
            "id": id,
            "arn": arn(self.region, "servicediscovery", ACCOUNT, f"namespace/{id}"),
            "name": given["name"],
        }

    def getZone(self, given: Answer) -> Answer:
        """By name, or by id, where it is one that the domain is in."""
        name = given.get("name") or self.config.get("bluegreen:domain", "")
        return {"zoneId": given.get("zoneId", "Z0000000000000"), "name": name}

    def getCluster(self, given: Answer) -> Answer:
        return {"status": "ACTIVE", "clusterName": given["clusterName"]}

    def getRepository(self, given: Answer) -> Answer:
        name = given["name"]
        host = f"{ACCOUNT}.dkr.ecr.{self.region}.{partition(self.region).dns_suffix}"
        return {
            "arn": arn(self.region, "ecr", ACCOUNT, f"repository/{name}"),
            "registryId": ACCOUNT,
            "repositoryUrl": f"{host}/{name}",
            "imageTagMutability": "MUTABLE",
            "imageTagMutabilityExclusionFilters": [],
        }

    def getLogGroup(self, given: Answer) -> Answer:
        return {"arn": arn(self.region, "logs", ACCOUNT, f"log-group:{given['name']}"), "retentionInDays": 30}

    def getKey(self, given: Answer) -> Answer:
        return {"arn": given["keyId"], "keyState": "Enabled", "keySpec": "SYMMETRIC_DEFAULT", "enabled": True}

    def getTopic(self, given: Answer) -> Answer:
        return {"arn": arn(self.region, "sns", ACCOUNT, given["name"])}

    def getRole(self, given: Answer) -> Answer:
        """With the path that the configuration says; everybody trusts everybody."""
        said = re.search(
            rf"arn:[a-z-]+:iam::\d{{12}}:role/([\w+=,.@/-]+/)?{re.escape(given['name'])}\b", str(self.config)
        )
        trust = {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}
        return {"arn": said and said[0], "assumeRolePolicy": json.dumps({"Statement": [trust]})}

    def getPrincipalPolicySimulation(self, given: Answer) -> Answer:
        """All is allowed."""
        return {"allAllowed": True, "results": []}

    def getResource(self, given: Answer) -> Answer:
        """Of Cloud Control: a cluster's capacity providers. A topic has the policy of its first day."""
        if given["typeName"] == "AWS::SNS::TopicInlinePolicy":
            raise NothingThere("reading Cloud Control API Resource: couldn't find resource")
        return {"properties": json.dumps({"CapacityProviders": [self.cluster.get("capacityProvider")]})}


def _object(config: Mapping[str, str], key: str) -> Answer:
    found = json.loads(config.get(f"bluegreen:{key}") or "{}")
    return found if isinstance(found, dict) else {}
