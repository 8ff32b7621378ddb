"""listener-for-tests-apart: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, find, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, PRODUCTION, arn, before_create
from tests.policy.rules.rule_case import Case, Pass

TEST_ROUTE = ("loadBalancerInfo", "targetGroupPairInfo", "testTrafficRoute")
OTHER_BALANCER = Declared(
    "aws:lb/loadBalancer:LoadBalancer",
    "other",
    {"name": "other", "arn": arn("elasticloadbalancing", "loadbalancer/app/other/1")},
)


def via(listener_arn: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "release", *TEST_ROUTE, to={"listenerArns": [listener_arn]})


def made_of(program: Program, name: str, prop: str, *others: str) -> Program:
    return tuple(replace(one, edges={**one.edges, prop: others}) if one.name == name else one for one in program)


ONE = made_of(via(PRODUCTION), "release", "loadBalancerInfo", "production", "blue", "green")
APART = made_of(
    (OTHER_BALANCER, *change(BLUE_GREEN, "test", "loadBalancerArn", to=OTHER_BALANCER.props["arn"])),
    "test",
    "loadBalancerArn",
    "other",
)
ODD_PORTS = change(change(BLUE_GREEN, "production", "port", to=9000), "test", "port", to=9001)
TEST_ADDED = change(via(UNKNOWN), "test", "arn", to=UNKNOWN)


def elsewhere(production: str, test: str, program: Program = BLUE_GREEN) -> Program:
    """With listeners of another program, whose ARNs contain their load balancers."""
    arns = (arn("elasticloadbalancing", f"listener/{name}") for name in (production, test))
    production_arn, test_arn = arns
    route = (*TEST_ROUTE[:2], "prodTrafficRoute", "listenerArns")
    return without(change(via(test_arn, program), "release", *route, to=[production_arn]), "production", "test")


NO_TEST = Declared(find(BLUE_GREEN, "release").type, "first", {"ecsService": {}, "loadBalancerInfo": {}})

STOPS: dict[str, Case] = {
    "the production listener": Case(ONE, on="release", says="production route"),
    "the production listener, in a first preview": Case(before_create(ONE), on="release", says="production route"),
    "the production listener of another program": Case(
        without(ONE, "production", "test"), on="release", says="production route"
    ),
    "a listener of another load balancer": Case(
        APART, on="release", says="not of one load balancer: production and test"
    ),
    "a listener of another load balancer, in a first preview": Case(
        before_create(APART), on="release", says="not of one load balancer"
    ),
    "listeners of two load balancers of another program": Case(
        elsewhere("app/web/50dc6c49/1", "app/api/73e2d6bc/2"),
        on="release",
        says="app/api/73e2d6bc and app/web/50dc6c49",
    ),
    "the production listener, beside a group without a test route": Case(
        (NO_TEST, *ONE), on="release", says="loadBalancerInfo.targetGroupPairInfo.testTrafficRoute: it names"
    ),
    "the production listener, beside a group that has the same fault": Case(
        (replace(find(ONE, "release"), name="again"), *APART, replace(find(ONE, "release"), name="third")),
        on="third",
        count=3,
    ),
    "a listener of another load balancer, by ARNs in plain text": Case(
        unlinked(unlinked(APART, "test"), "production"), on="release"
    ),
    "a listener of another load balancer, beside listeners of another program": Case(
        (replace(find(elsewhere("app/web/5/1", "app/web/5/2"), "release"), name="first", edges={}), *APART),
        on="release",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "another port": BLUE_GREEN,
    "another port, in a first preview": FIRST_PREVIEW,
    "the same port, which is another rule's": change(BLUE_GREEN, "test", "port", to=443),
    "the same port, in a first preview": change(FIRST_PREVIEW, "test", "port", to="443"),
    "ports that do not show which is which": ODD_PORTS,
    "ports that do not show which is which, in a first preview": before_create(ODD_PORTS),
    "a test listener that is new beside production's": TEST_ADDED,
    "no test route": change(BLUE_GREEN, "release", *TEST_ROUTE, to=None),
    "no test route, and a production listener of another program": without(
        change(BLUE_GREEN, "release", *TEST_ROUTE, to=None), "production"
    ),
    "a load balancer of another program": without(BLUE_GREEN, "balancer"),
    "ECS's own strategy": NATIVE,
    "a deployment group for servers": (
        Declared("aws:codedeploy/deploymentGroup:DeploymentGroup", "servers", {"loadBalancerInfo": {}}),
    ),
    "listeners of one load balancer of another program": elsewhere("app/web/50dc6c49/1", "app/web/50dc6c49/2"),
    "listeners without ports, of which nothing is known": change(
        change(BLUE_GREEN, "production", "port", to=None), "test", "port", to=None
    ),
    "listeners whose ports are not known": change(
        change(BLUE_GREEN, "production", "port", to=UNKNOWN), "test", "port", to=UNKNOWN
    ),
    "no production route, which another rule stops": change(
        BLUE_GREEN, "release", *TEST_ROUTE[:2], "prodTrafficRoute", to=None
    ),
}

UNDECIDED: dict[str, Case] = {
    "a test listener of another program": Case(without(BLUE_GREEN, "test"), on="release", says="testTrafficRoute"),
    "a production listener of another program": Case(
        without(BLUE_GREEN, "production"), on="release", says="prodTraffic"
    ),
    "a load balancer that nothing leads to": Case(
        unlinked(change(FIRST_PREVIEW, "test", "loadBalancerArn", to=UNKNOWN), "test"), on="release"
    ),
    "a known load balancer and one that is not made yet": Case(
        change(BLUE_GREEN, "test", "loadBalancerArn", to=UNKNOWN), on="release", says="load balancer"
    ),
    "a listener that nothing leads to": Case(unlinked(via(UNKNOWN), "release"), on="release", says="testTrafficRoute"),
    "a production listener of another program, whose ARN contains its load balancer": Case(
        change(
            BLUE_GREEN,
            "release",
            *TEST_ROUTE[:2],
            "prodTrafficRoute",
            "listenerArns",
            to=[arn("x", "listener/app/web/1/2")],
        ),
        on="release",
    ),
    "a load balancer that is one of two": Case(
        made_of((OTHER_BALANCER, *FIRST_PREVIEW), "test", "loadBalancerArn", "balancer", "other"), on="release"
    ),
}
