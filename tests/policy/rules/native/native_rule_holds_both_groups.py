"""native-rule-holds-both-groups: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change, unknown, unlinked, without
from tests.policy.programs import (
    BLUE,
    BLUE_GREEN,
    FIRST_PREVIEW,
    GREEN,
    NATIVE,
    NATIVE_PREVIEW,
    PRODUCTION,
    ROLLING,
    TEST,
    arn,
    before_create,
    forward,
    target_group,
)
from tests.policy.rules.rule_case import Case, Pass

THIRD = arn("elasticloadbalancing", "targetgroup/third")
ADVANCED = ("loadBalancers", 0, "advancedConfiguration")
TEST_RULE = (*ADVANCED, "testListenerRule")
WITH_THIRD: Program = (*NATIVE, target_group("third", "ip"))


def forwarding(name: str, actions: Any, *groups: str, program: Program = WITH_THIRD) -> Program:
    """With a rule whose actions are these, made of these groups."""
    changed = change(program, name, "actions", to=actions)
    return tuple(replace(one, edges={**one.edges, "actions": groups}) if one.name == name else one for one in changed)


def one(group: str) -> list[dict[str, Any]]:
    return [{"type": "forward", "targetGroupArn": group}]


def no_test_rule(program: Program) -> Program:
    """Without a test rule, neither at the service nor in the program."""
    return without(change(program, "service", *TEST_RULE, to=None), "test-rule")


ONLY_BLUE = forwarding("production-rule", one(BLUE), "blue")
BLUE_EVERYWHERE = forwarding("test-rule", one(BLUE), "blue", program=ONLY_BLUE)
APART = forwarding("test-rule", one(GREEN), "green", program=ONLY_BLUE)
FOREIGN = forwarding("production-rule", forward(0, 0, 1), "blue", "green", "third")
NETWORK = without(
    change(
        change(NATIVE, "service", *ADVANCED, "productionListenerRule", to=PRODUCTION), "service", *TEST_RULE, to=TEST
    ),
    "production-rule",
    "test-rule",
)

STOPS: dict[str, Case] = {
    "one group and no test rule": Case(no_test_rule(ONLY_BLUE), on="production-rule", says="has no test rule"),
    "one group and no test rule, in a first preview": Case(
        no_test_rule(before_create(ONLY_BLUE)), on="production-rule", says="testListenerRule is required"
    ),
    "one group in both rules": Case(BLUE_EVERYWHERE, on="production-rule", says="not associated with either"),
    "one group in both rules, in a first preview": Case(
        before_create(BLUE_EVERYWHERE), on="production-rule", says="neither it nor a test rule"
    ),
    "a rule that forwards nowhere": Case(
        no_test_rule(forwarding("production-rule", [{"type": "fixed-response"}])),
        on="production-rule",
        says="blue and green",
    ),
    "traffic for something else": Case(FOREIGN, on="production-rule", says="unexpected target group"),
    "another pair": Case(
        no_test_rule(forwarding("production-rule", forward(1, 0, groups=("third", "fourth")), "third")),
        on="production-rule",
        says="blue and green",
    ),
    "groups of another program, of which the rule has one": Case(
        without(no_test_rule(ONLY_BLUE), "blue", "green"), on="production-rule", says="targetgroup/green"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "both groups": NATIVE,
    "both groups, in a first preview": NATIVE_PREVIEW,
    "both groups, after a release": forwarding("production-rule", forward(0, 100), "blue", "green"),
    "both groups, declared the other way round": forwarding(
        "production-rule", forward(1, 0, groups=("green", "blue")), "blue", "green"
    ),
    "one in the production rule, one in the test rule": APART,
    "one in the production rule, one in the test rule, in a first preview": before_create(APART),
    "one in each, after a release, which the provider did not read back": change(
        APART, "production-rule", "actions", to=[{"type": "forward", "targetGroupArn": ""}]
    ),
    "no test rule": no_test_rule(NATIVE),
    "no test rule, in a first preview": no_test_rule(NATIVE_PREVIEW),
    "both rules on one listener, in a first preview": change(NATIVE_PREVIEW, "test", "port", to=443),
    "groups of another program": without(NATIVE, "blue", "green"),
    "a third group without traffic": forwarding("production-rule", forward(1, 0, 0), "blue", "green", "third"),
    "a sign-in before the forward": forwarding(
        "production-rule", [{"type": "authenticate-oidc"}, *forward(1, 0)], "blue", "green"
    ),
    "a test rule for something else": forwarding("test-rule", one(THIRD), "third"),
    "listeners of a Network Load Balancer": NETWORK,
    "a service of CodeDeploy of which nothing is known": unlinked(FIRST_PREVIEW, "service"),
    "a load balancer without the second group, which is another rule's": change(
        unlinked(NATIVE_PREVIEW, "service"), "service", *ADVANCED, to=None
    ),
    "a Classic Load Balancer, which is another rule's": change(
        NATIVE, "service", "loadBalancers", 0, "targetGroupArn", to=None
    ),
    "a Classic Load Balancer, as the provider reads it back": change(
        NATIVE, "service", "loadBalancers", 0, "targetGroupArn", to=""
    ),
    "one in each, after a release, of which the provider read back that there are none": change(
        APART, "production-rule", "actions", to=[{"type": "forward", "forward": {"targetGroups": []}}]
    ),
    "no rule at all, which AWS's provider refuses": change(
        no_test_rule(NATIVE), "service", *ADVANCED, "productionListenerRule", to=None
    ),
    "a rolling service": ROLLING,
    "a rolling service that is prepared": change(
        no_test_rule(ONLY_BLUE), "service", "deploymentConfiguration", "strategy", to="ROLLING"
    ),
    "a service of CodeDeploy": BLUE_GREEN,
}

UNDECIDED: dict[str, Case] = {
    "a rule of another program": Case(
        without(NATIVE, "production-rule"), on="service", says="[0].advancedConfiguration.productionListenerRule: "
    ),
    "two rules of another program": Case(
        without(NATIVE, "production-rule", "test-rule"), on="service", says=".productionListenerRule: "
    ),
    "groups of unknown origin": Case(
        tuple(
            replace(one, edges={"loadBalancers": ["production-rule", "test-rule"]}) if one.name == "service" else one
            for one in NATIVE_PREVIEW
        ),
        on="service",
    ),
    "traffic of unknown weight": Case(
        forwarding("production-rule", forward(1, 0, UNKNOWN), "blue", "green", "third"), on="production-rule"
    ),
    **{
        f"a group whose ARN is {group}, which AWS's provider refuses": Case(
            forwarding("production-rule", [{"type": "forward", "forward": {"targetGroups": [group]}}]), on="service"
        )
        for group in ({}, {"arn": ""})
    },
    "an unknown list of groups": Case(
        forwarding("production-rule", [{"type": "forward", "forward": {"targetGroups": UNKNOWN}}]), on="service"
    ),
    "one of two rules on a port with traffic for something else, in a first preview": Case(
        change(before_create(forwarding("test-rule", one(THIRD), "third")), "test", "port", to=443), on="test-rule"
    ),
    "unknown ARNs of unknown origin": Case(unlinked(NATIVE_PREVIEW, "service"), on="service"),
    "unknown actions": Case(
        forwarding("production-rule", UNKNOWN, "blue", "green"),
        on="service",  # pyright: ignore[reportArgumentType]
    ),
    "a group of unknown origin in the rule": Case(unlinked(NATIVE_PREVIEW, "production-rule"), on="service"),
    "traffic for one of three groups, in a first preview": Case(before_create(FOREIGN), on="production-rule"),
    "an unknown controller": Case(
        unknown(NATIVE, "service", "deploymentController", "type", of="images"), on="service"
    ),
}
