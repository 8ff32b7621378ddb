"""targets-open-to-load-balancer: what it stops, lets through and leaves undecided."""

import base64
from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, find, unknown, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, before_create, task
from tests.policy.rules.rule_case import Case, Pass

FROM_BALANCER = {"protocol": "tcp", "fromPort": 32768, "toPort": 65535, "securityGroups": ["sg-frontend"]}
CLOSED = without(BLUE_GREEN, "from-balancer")
OTHER = Declared("aws:ec2/securityGroup:SecurityGroup", "other", {"id": "sg-other", "vpcId": "vpc-1"})


def letting_in(first: int, last: int, program: Program = BLUE_GREEN) -> Program:
    return change(change(program, "from-balancer", "fromPort", to=first), "from-balancer", "toPort", to=last)


def checked_on(port: Any, program: Program = NATIVE) -> Program:
    """Blue's health check on this port."""
    return change(program, "blue", "healthCheck", "port", to=port)


def from_network(**source: str) -> Program:
    program = change(unlinked(BLUE_GREEN, "from-balancer"), "from-balancer", "referencedSecurityGroupId", to=None)
    props = {**find(program, "from-balancer").props, **source}
    edges = {"securityGroupId": ["targets"]}
    return tuple(replace(one, props=props, edges=edges) if one.name == "from-balancer" else one for one in program)


def inline(*ingress: Any, program: Program = CLOSED) -> Program:
    program = change(program, "targets", "ingress", to=list(ingress))
    return made_of(program, "targets", ingress=["frontend"])


def old_rule(**props: Any) -> Program:
    kind = "aws:ec2/securityGroupRule:SecurityGroupRule"
    said = {"type": "ingress", "protocol": "tcp", "fromPort": 0, "toPort": 65535, "securityGroupId": "sg-targets"}
    edges = {"securityGroupId": ["targets"], "sourceSecurityGroupId": ["frontend"]}
    return (*CLOSED, Declared(kind, "old-rule", {**said, **props}, edges))


def made_of(program: Program, name: str, **edges: list[str]) -> Program:
    return tuple(replace(one, edges={**one.edges, **edges}) if one.name == name else one for one in program)


JOINS = base64.b64encode(b"#!/bin/bash\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config\n").decode()
ALL = {"ipProtocol": "-1", "fromPort": None, "toPort": None}
FIXED = change(BLUE_GREEN, "tasks", "containerDefinitions", to=task({"containerPort": 4000, "hostPort": 80}))
# Hosts that the service's cluster has only by their user data, without a capacity provider.
OF_NO_PROVIDER = change(
    without(BLUE_GREEN, "provider", "cluster-providers"), "service", "capacityProviderStrategies", to=None
)
BY_USER_DATA = made_of(OF_NO_PROVIDER, "host", userData=["cluster"])
MIXED = change(
    change(BLUE_GREEN, "hosts", "launchTemplate", to=None),
    "hosts",
    "mixedInstancesPolicy",
    to={"launchTemplate": {"launchTemplateSpecification": {"launchTemplateId": "lt-host"}}},
)
ON_INTERFACE = change(
    change(made_of(BLUE_GREEN, "host", networkInterfaces=["targets"]), "host", "vpcSecurityGroupIds", to=None),
    "host",
    "networkInterfaces",
    to=[{"associatePublicIpAddress": "false", "securityGroups": ["sg-targets"]}],
)
ROLLED = change(BLUE_GREEN, "service", "deploymentController", "type", to="ECS")


def network(program: Program, **about: Any) -> Program:
    """A Network Load Balancer in front of TCP target groups; its group, too, lets it in."""
    for group in ("blue", "green"):
        program = change(program, group, "protocol", to="TCP")
    for key, value in {"loadBalancerType": "network", **about}.items():
        program = change(program, "balancer", key, to=value)
    return program


def in_subnets(*cidrs: str, program: Program) -> Program:
    """With the load balancer's subnets in the program."""
    subnets = (
        Declared("aws:ec2/subnet:Subnet", f"subnet-{place}", {"id": f"subnet-{place}", "cidrBlock": cidr})
        for place, cidr in enumerate(cidrs, start=1)
    )
    return (*program, *subnets)


STOPS: dict[str, Case] = {
    "hosts that let nobody in": Case(CLOSED, on="targets", says="32768 to 60999"),
    "hosts that let nobody in, in a first preview": Case(
        without(FIRST_PREVIEW, "from-balancer"), on="targets", says="32768 to 60999"
    ),
    "the container's port instead of the dynamic ones": Case(letting_in(4000, 4000), on="targets", says="32768"),
    "the container's port, in a first preview": Case(letting_in(4000, 4000, FIRST_PREVIEW), on="targets", says="32768"),
    "the upper half of the dynamic ports": Case(letting_in(49153, 65535), on="targets", says="49153"),
    "another protocol": Case(change(BLUE_GREEN, "from-balancer", "ipProtocol", to="udp"), on="targets"),
    "another group of the program": Case(
        made_of(
            change((*BLUE_GREEN, OTHER), "from-balancer", "referencedSecurityGroupId", to="sg-other"),
            "from-balancer",
            referencedSecurityGroupId=["other"],
        ),
        on="targets",
    ),
    "one address": Case(from_network(cidrIpv4="10.0.3.7/32"), on="targets"),
    "another group of another program, on another port": Case(
        inline({**FROM_BALANCER, "fromPort": 22, "toPort": 22, "securityGroups": ["sg-foreign"]}), on="targets"
    ),
    "less than a subnet": Case(from_network(cidrIpv4="10.0.3.0/29"), on="targets"),
    "less than a subnet of IPv6": Case(from_network(cidrIpv6="2001:db8::/65"), on="targets"),
    "no network": Case(from_network(cidrIpv4="the office"), on="targets"),
    "two ports": Case(
        inline({**FROM_BALANCER, "toPort": 32768}, {**FROM_BALANCER, "fromPort": 22, "toPort": 22}),
        on="targets",
        says="only on 22, 32768)",
    ),
    "inline, too few ports": Case(inline({**FROM_BALANCER, "fromPort": 40000}), on="targets"),
    "a rule for what goes out": Case(old_rule(type="egress", sourceSecurityGroupId="sg-frontend"), on="targets"),
    "a fixed host port": Case(FIXED, on="targets", says="80"),
    "tasks with another port": Case(letting_in(80, 80, NATIVE), on="targets", says="4000"),
    "tasks with another port, in a first preview": Case(letting_in(80, 80, NATIVE_PREVIEW), on="targets", says="4000"),
    "a health check on a port of its own": Case(
        letting_in(4000, 4000, checked_on("8081")), on="targets", says="TCP 8081, where"
    ),
    "a health check on a port of its own, in a first preview": Case(
        letting_in(4000, 4000, checked_on(8081, NATIVE_PREVIEW)), on="targets", says="are checked (only on 4000)"
    ),
    "a health check on a fixed port of the hosts": Case(
        checked_on("9000", BLUE_GREEN), on="targets", says="TCP 9000, where the tasks of service service are checked"
    ),
    "hosts found by their user data": Case(without(BY_USER_DATA, "from-balancer"), on="targets"),
    "hosts whose user data has the name of the cluster": Case(
        without(change(OF_NO_PROVIDER, "host", "userData", to=JOINS), "from-balancer"), on="targets"
    ),
    "hosts of several types": Case(without(MIXED, "from-balancer"), on="targets"),
    "hosts with a group on their interface": Case(without(ON_INTERFACE, "from-balancer"), on="targets"),
    "a service that ECS rolls": Case(without(ROLLED, "from-balancer"), on="targets"),
    "hosts that a Network Load Balancer's group may not reach": Case(
        network(letting_in(22, 22)), on="targets", says="let the security group of balancer in"
    ),
    "hosts that a Network Load Balancer's group may not reach, in a first preview": Case(
        network(letting_in(22, 22, FIRST_PREVIEW)), on="targets", says="32768"
    ),
    "tasks that let a group in, which a Network Load Balancer does not have": Case(
        network(NATIVE, securityGroups=None), on="targets", says="let the addresses of the subnets of balancer in"
    ),
    "the same, in a first preview": Case(
        network(NATIVE_PREVIEW, securityGroups=None), on="targets", says="the addresses of the subnets"
    ),
    "a network that has no address of the load balancer": Case(
        in_subnets("192.168.1.0/24", "192.168.2.0/24", program=from_network(cidrIpv4="10.0.0.0/16")), on="targets"
    ),
    "users of a Network Load Balancer, and not its health checks": Case(
        in_subnets(
            "10.0.1.0/24",
            "10.0.2.0/24",
            program=network(from_network(cidrIpv4="203.0.113.0/24"), securityGroups=None),
        ),
        on="targets",
    ),
    "hosts that ECS gives other ports": Case(
        BLUE_GREEN, on="targets", says="20000 to 60999", options={"firstHostPort": 20000}
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "the dynamic ports": BLUE_GREEN,
    "the dynamic ports, in a first preview": FIRST_PREVIEW,
    "the ports that Linux uses": letting_in(32768, 60999),
    "every port": change(letting_in(0, 65535), "from-balancer", "ipProtocol", to="6"),
    "every protocol": tuple(
        replace(one, props={key: value for key, value in {**one.props, **ALL}.items() if value is not None})
        if one.name == "from-balancer"
        else one
        for one in BLUE_GREEN
    ),
    "the VPC's network": from_network(cidrIpv4="10.0.0.0/16"),
    "the VPC's network, by one of its addresses": from_network(cidrIpv4="10.0.3.7/16"),
    "a network of IPv6, beside subnets of IPv4": in_subnets(
        "10.0.1.0/24", "10.0.2.0/24", program=from_network(cidrIpv6="2001:db8::/64")
    ),
    "a network that may be a subnet's whose own is not known": in_subnets(
        "10.0.1.0/24", UNKNOWN, program=from_network(cidrIpv4="10.0.2.0/24")
    ),
    "a subnet": from_network(cidrIpv4="10.0.3.0/28"),
    "a subnet of IPv6": from_network(cidrIpv6="2001:db8::/64"),
    "everybody, which is for another rule": from_network(cidrIpv6="::/0"),
    "inline": inline(FROM_BALANCER),
    "inline, in a first preview": before_create(inline(FROM_BALANCER)),
    "inline, every protocol": inline({**FROM_BALANCER, "protocol": "-1", "fromPort": 0, "toPort": 0}),
    "inline, in two halves": inline({**FROM_BALANCER, "toPort": 49152}, {**FROM_BALANCER, "fromPort": 49153}),
    "inline, beside another port": inline({**FROM_BALANCER, "fromPort": 22, "toPort": 22}, FROM_BALANCER),
    "a host network, with the container's port": letting_in(
        4000, 4000, change(BLUE_GREEN, "tasks", "networkMode", to="host")
    ),
    "a rule of the older kind": old_rule(sourceSecurityGroupId="sg-frontend"),
    "a rule of the older kind, in a first preview": before_create(old_rule(sourceSecurityGroupId="sg-frontend")),
    "a rule of the older kind, for a network": old_rule(cidrBlocks=["10.0.0.0/16"]),
    "one group for the balancer and its hosts": made_of(
        change(
            change(CLOSED, "balancer", "securityGroups", to=["sg-targets"]),
            "targets",
            "ingress",
            to=[{"protocol": "-1", "fromPort": 0, "toPort": 0, "self": True}],
        ),
        "balancer",
        securityGroups=["targets"],
    ),
    "a group that is written with its account": change(
        BLUE_GREEN, "from-balancer", "referencedSecurityGroupId", to="123456789012/sg-frontend"
    ),
    "tasks with their own port": NATIVE,
    "a health check on a port of its own, let in": letting_in(4000, 8081, checked_on("8081")),
    "a health check on a fixed port of the hosts, let in": letting_in(9000, 65535, checked_on("9000", BLUE_GREEN)),
    "a health check on the tasks' port": letting_in(4000, 4000, checked_on("4000")),
    "hosts found by their user data": BY_USER_DATA,
    "hosts of several types": MIXED,
    "hosts with a group on their interface": ON_INTERFACE,
    "hosts with fewer ports": Pass(letting_in(40000, 50000), {"firstHostPort": 40000, "lastHostPort": 50000}),
    "after a release, green behind the listener": change(
        change(BLUE_GREEN, "service", "loadBalancers", 0, "targetGroupArn", to=find(BLUE_GREEN, "green").props["arn"]),
        "production",
        "defaultActions",
        to=[{"type": "forward", "targetGroupArn": find(BLUE_GREEN, "green").props["arn"]}],
    ),
    "awsvpc without a network configuration, which is another rule's": change(
        NATIVE, "service", "networkConfiguration", to=None
    ),
    "a Network Load Balancer, let in by its group": network(BLUE_GREEN),
    "a Network Load Balancer, let in by its group, in a first preview": network(FIRST_PREVIEW),
    "a Network Load Balancer without a group, let in by the VPC's network": network(
        from_network(cidrIpv4="10.0.0.0/16"), securityGroups=None
    ),
    "a Network Load Balancer without a group, let in by the networks of its subnets": in_subnets(
        "10.0.1.0/24", "10.0.2.0/24", program=network(from_network(cidrIpv4="10.0.0.0/16"), securityGroups=None)
    ),
    "a load balancer whose subnets have addresses of the network": in_subnets(
        "10.0.1.0/24", "10.0.2.0/24", program=from_network(cidrIpv4="10.0.2.0/24")
    ),
    "a load balancer with one subnet of another program": in_subnets(
        "192.168.1.0/24", program=from_network(cidrIpv4="10.0.0.0/16")
    ),
    "a Network Load Balancer for UDP": change(network(CLOSED), "blue", "protocol", to="UDP"),
    "a service without a load balancer": change(CLOSED, "service", "loadBalancers", to=[]),
    "a service that ECS rolls, with hosts of another program": change(
        without(ROLLED, "provider", "from-balancer"), "service", "capacityProviderStrategies", to=None
    ),
}

UNDECIDED: dict[str, Case] = {
    "hosts of another program": Case(
        change(without(CLOSED, "provider"), "service", "capacityProviderStrategies", to=None),
        on="service",
        says="its hosts are not",
    ),
    "a load balancer of another program": Case(without(CLOSED, "balancer"), on="service", says="load balancer is not"),
    "some ports for the load balancer, the others for an unknown group": Case(
        inline(
            {**FROM_BALANCER, "toPort": 40000}, {**FROM_BALANCER, "fromPort": 40001, "securityGroups": ["sg-foreign"]}
        ),
        on="service",
    ),
    "listeners of another program": Case(without(CLOSED, "production", "test"), on="service"),
    "a target group of another program": Case(without(CLOSED, "blue"), on="service"),
    "hosts with one more group, of another program": Case(
        change(CLOSED, "host", "vpcSecurityGroupIds", to=["sg-targets", "sg-foreign"]), on="service"
    ),
    "a balancer with the VPC's own group": Case(change(CLOSED, "balancer", "securityGroups", to=None), on="service"),
    "a group of another program let in": Case(
        change(
            made_of(BLUE_GREEN, "from-balancer", referencedSecurityGroupId=[]),
            "from-balancer",
            "referencedSecurityGroupId",
            to="sg-foreign",
        ),
        on="service",
    ),
    "a group whose id another resource passes on, in a first preview": Case(
        made_of(FIRST_PREVIEW, "from-balancer", securityGroupId=["images"]), on="service"
    ),
    "a prefix list": Case(
        made_of(from_network(prefixListId="pl-1"), "from-balancer", securityGroupId=["targets"]), on="service"
    ),
    "an unknown network": Case(from_network(cidrIpv4=UNKNOWN), on="service"),
    "hosts with one more group, of another program, in a first preview": Case(
        change(before_create(CLOSED), "host", "vpcSecurityGroupIds", to=[UNKNOWN, UNKNOWN]), on="service"
    ),
    "a permission of a group that only another resource knows": Case(
        unknown(
            made_of(BLUE_GREEN, "from-balancer", securityGroupId=[]), "from-balancer", "securityGroupId", of="logs"
        ),
        on="service",
    ),
    "unknown ports": Case(change(BLUE_GREEN, "from-balancer", "toPort", to=UNKNOWN), on="service"),
    "some ports, and an unknown protocol for a few others": Case(
        inline({**FROM_BALANCER, "toPort": 40000}, {**FROM_BALANCER, "protocol": UNKNOWN, "fromPort": 50000}),
        on="service",
    ),
    "an unknown protocol": Case(change(BLUE_GREEN, "from-balancer", "ipProtocol", to=UNKNOWN), on="service"),
    "unknown containers": Case(
        change(BLUE_GREEN, "tasks", "containerDefinitions", to=UNKNOWN), on="service", says="on which port"
    ),
    "Windows, which has other ports": Case(
        change(BLUE_GREEN, "tasks", "runtimePlatform", to={"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}),
        on="service",
    ),
    "a whole list of permissions that is unknown": Case(
        made_of(change(CLOSED, "targets", "ingress", to=UNKNOWN), "targets", ingress=["frontend"]), on="service"
    ),
}
