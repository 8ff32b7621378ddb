"""native-takes-a-rule: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, unknown, unlinked, without
from tests.policy.programs import BLUE_GREEN, NATIVE, NATIVE_PREVIEW, PRODUCTION, ROLLING, TEST, arn
from tests.policy.rules.rule_case import Case, Pass

ADVANCED = ("loadBalancers", 0, "advancedConfiguration")
OWNER = "aws:elasticloadbalancing:eu-west-1:123456789012"


def ruled(production: Any, test: Any, program: Program = NATIVE) -> Program:
    """With these two ARNs; None removes one."""
    first = change(program, "service", *ADVANCED, "productionListenerRule", to=production)
    return change(first, "service", *ADVANCED, "testListenerRule", to=test)


def made_of(program: Program, *names: str) -> Program:
    return tuple(replace(one, edges={"loadBalancers": names}) if one.name == "service" else one for one in program)


def network(program: Program) -> Program:
    """Behind a Network Load Balancer, which has no rules."""
    balanced = change(program, "balancer", "loadBalancerType", to="network")
    for name in ("production", "test"):
        balanced = change(balanced, name, "protocol", to="TCP")
    return without(balanced, "production-rule", "test-rule")


RULE = arn("elasticloadbalancing", "listener-rule/production-rule")
PREVIEW_OF_LISTENERS = made_of(NATIVE_PREVIEW, "blue", "green", "production", "test", "infrastructure")
ONE_RULE = made_of(NATIVE_PREVIEW, "blue", "green", "production-rule", "infrastructure")

STOPS: dict[str, Case] = {
    "listeners": Case(ruled(PRODUCTION, TEST), on="service", says="invalid ARN format", count=2),
    "a listener, by its ARN alone": Case(
        unlinked(ruled(f"arn:{OWNER}:listener/app/shop/1/2", None), "service"), on="service", says="listener/app"
    ),
    "listeners, in a first preview": Case(PREVIEW_OF_LISTENERS, on="service", says="production", count=2),
    "a listener of a balancer of another program, by its protocol": Case(
        without(PREVIEW_OF_LISTENERS, "balancer"), on="service", says="production", count=2
    ),
    "a plain HTTP listener of a balancer of another program": Case(
        change(without(made_of(NATIVE_PREVIEW, "blue", "production"), "balancer"), "production", "protocol", to="HTTP"),
        on="service",
        says="production",
        count=3,
    ),
    "a load balancer": Case(ruled(f"arn:{OWNER}:loadbalancer/app/shop/1", None), on="service", says="loadbalancer"),
    "a test listener beside a production rule": Case(ruled(RULE, TEST), on="service", says="testListenerRule"),
    "one rule for both": Case(ruled(RULE, RULE), on="service", says="both production and test"),
    "one rule for both, in a first preview": Case(ONE_RULE, on="service", says="production-rule"),
    "one rule of another program for both": Case(
        without(ruled(RULE, RULE), "production-rule", "test-rule"), on="service", says="listener-rule/production-rule"
    ),
    "one listener of a Network Load Balancer for both": Case(
        network(ruled(PRODUCTION, PRODUCTION)), on="service", says="both production and test"
    ),
    "one listener of a Network Load Balancer for both, in a first preview": Case(
        made_of(network(NATIVE_PREVIEW), "blue", "green", "production", "infrastructure"), on="service", says="both"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "rules": NATIVE,
    "rules, in a first preview": NATIVE_PREVIEW,
    "no test rule": ruled(RULE, None),
    "no test rule, as the provider reads it back": ruled(RULE, ""),
    "no test rule, in a first preview": change(ONE_RULE, "service", *ADVANCED, "testListenerRule", to=None),
    "rules of another program": unlinked(
        ruled(f"arn:{OWNER}:listener-rule/app/shop/1/2/3", f"arn:{OWNER}:listener-rule/app/shop/1/2/4"), "service"
    ),
    "listeners of a Network Load Balancer": network(ruled(PRODUCTION, TEST)),
    "listeners of a Network Load Balancer of another program": unlinked(
        ruled(f"arn:{OWNER}:listener/net/shop/1/2", f"arn:{OWNER}:listener/net/shop/1/3"), "service"
    ),
    "listeners of a Network Load Balancer, in a first preview": network(PREVIEW_OF_LISTENERS),
    "a rolling service": ROLLING,
    "a service of CodeDeploy": BLUE_GREEN,
    "a service of an unknown strategy, which ECS may roll": unknown(
        ROLLING, "service", "deploymentConfiguration", "strategy", of="logs"
    ),
    "a rolling service that is prepared, and wrongly": change(
        ruled(PRODUCTION, TEST), "service", "deploymentConfiguration", "strategy", to="ROLLING"
    ),
}

UNDECIDED: dict[str, Case] = {
    "an unknown strategy": Case(
        unknown(ruled(PRODUCTION, TEST), "service", "deploymentConfiguration", "strategy", of="cluster"), on="service"
    ),
    "unknown ARNs of unknown origin": Case(unlinked(NATIVE_PREVIEW, "service"), on="service"),
    "a listener and a rule in unknown order": Case(
        made_of(NATIVE_PREVIEW, "blue", "green", "production", "test-rule", "infrastructure"), on="service"
    ),
    "a TCP listener of a load balancer of another program": Case(
        without(network(PREVIEW_OF_LISTENERS), "balancer"), on="service"
    ),
    "a known TCP listener of a load balancer of another program": Case(
        without(network(ruled(PRODUCTION, TEST)), "balancer"), on="service"
    ),
    "unknown load balancers": Case(
        unlinked(change(NATIVE, "service", "loadBalancers", to=UNKNOWN), "service"), on="service"
    ),
}
