"""listener-for-tests-present: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, find
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, NATIVE, NATIVE_PREVIEW, ROLLING, linear
from tests.policy.rules.rule_case import Case, Pass

PAIR = ("loadBalancerInfo", "targetGroupPairInfo")
ENTRY = ("loadBalancers", 0, "advancedConfiguration")


def route(to: Any, program: Program = BLUE_GREEN) -> Program:
    return change(program, "release", *PAIR, "testTrafficRoute", to=to)


def rule(to: Any, program: Program = NATIVE) -> Program:
    return change(program, "service", *ENTRY, "testListenerRule", to=to)


SERVERS = Declared("aws:codedeploy/deploymentGroup:DeploymentGroup", "servers", {"loadBalancerInfo": {"elbInfos": []}})

STOPS: dict[str, Case] = {
    "no test route": Case(route(None), on="release", says="testTrafficRoute"),
    "no test route, in a first preview": Case(route(None, FIRST_PREVIEW), on="release", says="testTrafficRoute"),
    "a test route without a listener": Case(route({"listenerArns": []}), on="release", says="testTrafficRoute"),
    "no test rule": Case(rule(None), on="service", says="testListenerRule"),
    "no test rule, in a first preview": Case(rule(None, linear(NATIVE_PREVIEW)), on="service", says="testListenerRule"),
    "no test rule, as the provider reads it back": Case(
        rule(""), on="service", says="loadBalancers[0].advancedConfiguration.testListenerRule: not set"
    ),
    "a second load balancer without a test rule": Case(
        change(
            NATIVE,
            "service",
            "loadBalancers",
            to=[
                {},
                find(NATIVE, "service").props["loadBalancers"][0],
                find(rule(None), "service").props["loadBalancers"][0],
            ],
        ),
        on="service",
        says="loadBalancers[2]",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a test listener": BLUE_GREEN,
    "a test listener, in a first preview": FIRST_PREVIEW,
    "a test rule": NATIVE,
    "a test rule, in a first preview": NATIVE_PREVIEW,
    "a service that ECS rolls": ROLLING,
    "a service that ECS rolls, with the rules of later": change(
        rule(None), "service", "deploymentConfiguration", "strategy", to="ROLLING"
    ),
    "ECS's own strategy without a load balancer": change(NATIVE, "service", "loadBalancers", to=[]),
    "a deployment group for servers": (SERVERS,),
    "a deployment group without a pair": change(BLUE_GREEN, "release", "loadBalancerInfo", to={}),
    "a test rule, whatever the strategy is": change(
        rule(UNKNOWN), "service", "deploymentConfiguration", "strategy", to=UNKNOWN
    ),
    "a pair, with no service": change(route(None), "release", "ecsService", to=None),
}

UNDECIDED: dict[str, Case] = {
    "an unknown test route": Case(route(UNKNOWN), on="release"),
    "all of it unknown": Case(change(BLUE_GREEN, "release", "loadBalancerInfo", to=UNKNOWN), on="release"),
    "an unknown configuration": Case(change(NATIVE, "service", *ENTRY, to=UNKNOWN), on="service"),
    "an unknown strategy, without a test rule": Case(
        change(rule(None), "service", "deploymentConfiguration", "strategy", to=UNKNOWN), on="service"
    ),
}
