"""listener-for-tests-not-public: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unlinked, without
from tests.policy.programs import (
    BLUE_GREEN,
    FIRST_PREVIEW,
    NATIVE,
    NATIVE_PREVIEW,
    PRODUCTION,
    ROLLING,
    before_create,
    forward,
    linear,
)
from tests.policy.rules.rule_case import Case, Pass

TEST_ROUTE = ("loadBalancerInfo", "targetGroupPairInfo", "testTrafficRoute")
WORLD = "0.0.0.0/0"


def let_in(cidr: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "testers", "cidrIpv4", to=cidr)


def inline(first: int, last: int, program: Program = BLUE_GREEN, **source: Any) -> Program:
    """The program with the load balancer's permissions in its security group."""
    entry = {"protocol": "tcp", "fromPort": first, "toPort": last, **source}
    alone = without(program, "public", "public-http", "testers")
    return change(alone, "frontend", "ingress", to=[entry])


def of_old_kind(**about: Any) -> Declared:
    props = {
        "type": "ingress",
        "securityGroupId": "sg-frontend",
        "protocol": "tcp",
        "fromPort": 8000,
        "toPort": 9000,
        "cidrBlocks": [WORLD],
        **about,
    }
    return Declared("aws:ec2/securityGroupRule:SecurityGroupRule", "old", props, {"securityGroupId": ["frontend"]})


def ported(production: Any, test: Any, program: Program) -> Program:
    return change(change(program, "production", "port", to=production), "test", "port", to=test)


def network(program: Program, **about: Any) -> Program:
    """ECS's own strategy behind a Network Load Balancer, which has no rules: the service names listeners, whose ports
    do not show which is which. Production's is public."""
    program = ported(5000, 5001, without(program, "production-rule", "test-rule"))
    program = change(change(program, "public", "fromPort", to=5000), "public", "toPort", to=5000)
    program = change(change(program, "testers", "fromPort", to=5001), "testers", "toPort", to=5001)
    for name in ("production", "test"):
        program = change(change(program, name, "protocol", to="TCP"), name, "certificateArn", to=None)
    for key, value in {"loadBalancerType": "network", **about}.items():
        program = change(program, "balancer", key, to=value)
    advanced = ("loadBalancers", 0, "advancedConfiguration")
    program = change(program, "service", *advanced, "productionListenerRule", to=UNKNOWN)
    program = change(program, "service", *advanced, "testListenerRule", to=UNKNOWN)
    edges = {"loadBalancers": ["blue", "green", "production", "test", "infrastructure"]}
    return tuple(replace(one, edges={**one.edges, **edges}) if one.name == "service" else one for one in program)


def on_one_listener(program: Program) -> Program:
    """ECS's own strategy, with the test rule on the production listener, which is public."""
    return tuple(
        replace(one, props={**one.props, "listenerArn": PRODUCTION}, edges={**one.edges, "listenerArn": ["production"]})
        if one.name == "test-rule"
        else one
        for one in program
    )


OPEN = let_in(WORLD)

STOPS: dict[str, Case] = {
    "a rule for everybody": Case(OPEN, on="testers", says="0.0.0.0/0 may reach port 8443"),
    "a rule for everybody, in a first preview": Case(before_create(OPEN), on="testers", says="8443"),
    "a rule for everybody with IPv6": Case(
        change(let_in(None), "testers", "cidrIpv6", to="::/0"), on="testers", says="::/0"
    ),
    "a rule for every protocol": Case(change(OPEN, "testers", "ipProtocol", to="-1"), on="testers"),
    "an entry of the security group": Case(inline(8443, 8443, cidrBlocks=[WORLD]), on="frontend", says="ingress[0]"),
    "an entry for every port, in a first preview": Case(
        before_create(inline(0, 65535, ipv6CidrBlocks=["::/0"])), on="frontend", says="::/0"
    ),
    "a rule of the older kind": Case((*BLUE_GREEN, of_old_kind()), on="old", says="8443"),
    "production's port, when both are exchanged": Case(ported(8443, 443, BLUE_GREEN), on="public", says="443"),
    "a test listener that is new beside production's, whatever the ports": Case(
        change(
            change(inline(9001, 9001, ported(9000, 9001, BLUE_GREEN), cidrBlocks=[WORLD]), "test", "arn", to=UNKNOWN),
            "release",
            *TEST_ROUTE,
            to={"listenerArns": [UNKNOWN]},
        ),
        on="frontend",
        says="9001",
    ),
    "ECS's own strategy": Case(let_in(WORLD, linear(NATIVE)), on="testers", says="8443"),
    "ECS's own strategy, in a first preview": Case(let_in(WORLD, NATIVE_PREVIEW), on="testers", says="8443"),
    "two listeners for everybody, whichever is for tests": Case(
        network(let_in(WORLD, NATIVE_PREVIEW)), on="service", says="one of them is the test listener"
    ),
    "a Network Load Balancer without security groups": Case(
        network(NATIVE_PREVIEW, securityGroups=None), on="service", says="everybody may reach production and test"
    ),
    "a Network Load Balancer without security groups, once its listeners are there": Case(
        change(change(NATIVE, "balancer", "loadBalancerType", to="network"), "balancer", "securityGroups", to=None),
        on="balancer",
        says="it has none",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a network of testers": BLUE_GREEN,
    "a network of testers, in a first preview": FIRST_PREVIEW,
    "ECS's own strategy": NATIVE,
    "nobody": without(BLUE_GREEN, "testers"),
    "another port for everybody": inline(443, 443, cidrBlocks=[WORLD]),
    "a network of testers, in the security group": inline(8443, 8443, cidrBlocks=["10.0.0.0/8"]),
    "a rule of the older kind, for traffic out": (*BLUE_GREEN, of_old_kind(type="egress")),
    "a rule for UDP": change(OPEN, "testers", "ipProtocol", to="udp"),
    "a load balancer that the internet does not reach": change(OPEN, "balancer", "internal", to=True),
    "a sign-in": change(
        OPEN,
        "test",
        "defaultActions",
        to=[{"type": "authenticate-oidc", "order": 1}, {"type": "forward", "order": 2}],
    ),
    "clients with certificates": change(OPEN, "test", "mutualAuthentication", to={"mode": "verify"}),
    "a test rule on the production listener": on_one_listener(without(NATIVE, "test")),
    "a test rule on the production listener, in a first preview": before_create(
        on_one_listener(without(NATIVE, "test"))
    ),
    "ports that do not show which is which, none of them public": ported(9000, 9001, FIRST_PREVIEW),
    "a public production listener and a private test listener of a Network Load Balancer": network(NATIVE_PREVIEW),
    "the same on an internal load balancer": network(NATIVE_PREVIEW, internal=True, securityGroups=None),
    "no test route": change(OPEN, "release", *TEST_ROUTE, to=None),
    "a service that ECS rolls": ROLLING,
    "a refreshed group that once let everybody in": change(
        BLUE_GREEN,
        "frontend",
        "ingress",
        to=[{"protocol": "tcp", "fromPort": 8443, "toPort": 8443, "cidrBlocks": [WORLD]}],
    ),
    "a service that ECS rolls, with a test rule prepared": change(
        let_in(WORLD, NATIVE), "service", "deploymentConfiguration", "strategy", to="ROLLING"
    ),
    "a sign-in by a token, at the test rule": change(
        let_in(WORLD, NATIVE), "test-rule", "actions", to=[{"type": "jwt-validation"}, *forward(1, 0)]
    ),
    "an unknown port, and UDP for everybody": change(
        change(without(OPEN, "public", "public-http"), "testers", "ipProtocol", to="udp"), "test", "port", to=UNKNOWN
    ),
}

UNDECIDED: dict[str, Case] = {
    "a test listener of another program": Case(without(BLUE_GREEN, "test"), on="release", says="testTrafficRoute"),
    "a test rule of another program": Case(without(NATIVE, "test-rule"), on="service", says="testListenerRule"),
    "a load balancer of another program": Case(without(BLUE_GREEN, "balancer"), on="test", says="loadBalancerArn"),
    "a security group of another program": Case(
        without(BLUE_GREEN, "frontend", "public", "public-http", "testers"), on="balancer", says="securityGroups"
    ),
    "a security group of another program beside": Case(
        change(BLUE_GREEN, "balancer", "securityGroups", to=["sg-frontend", "sg-theirs"]), on="balancer"
    ),
    "two listeners whose ports do not show which is which, behind a group of another program": Case(
        network(without(NATIVE_PREVIEW, "frontend")), on="balancer", says="securityGroups"
    ),
    "a listener of unknown origin": Case(
        unlinked(change(BLUE_GREEN, "release", *TEST_ROUTE, to={"listenerArns": [UNKNOWN]}), "release"),
        on="release",
        says="not part of the program",
    ),
    "a rule of a listener of unknown origin": Case(
        unlinked(change(NATIVE, "test-rule", "listenerArn", to=UNKNOWN), "test-rule"), on="service"
    ),
    "a load balancer of unknown origin": Case(
        unlinked(change(BLUE_GREEN, "test", "loadBalancerArn", to=UNKNOWN), "test"), on="test"
    ),
    "an unknown port": Case(change(OPEN, "test", "port", to=UNKNOWN), on="testers", says="port"),
    "a rule for unknown ports": Case(change(OPEN, "testers", "toPort", to=UNKNOWN), on="testers"),
}
