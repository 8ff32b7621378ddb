"""pair-behind-one-load-balancer: what it stops, lets through and leaves undecided."""

from dataclasses import replace

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, find, ignoring, unlinked, without
from tests.policy.programs import (
    BALANCER,
    BLUE_GREEN,
    FIRST_PREVIEW,
    GREEN,
    NATIVE,
    arn,
    before_create,
    forward,
    listener,
)
from tests.policy.rules.rule_case import Case, Pass

OTHER = arn("elasticloadbalancing", "loadbalancer/app/other/1")
SECOND = replace(find(BLUE_GREEN, "balancer"), name="second", props={"name": "other", "arn": OTHER}, edges={})


def listening(balancer: str, name: str = "second") -> Declared:
    """Another listener, on green."""
    one = listener(
        "internal", 9443, loadBalancerArn=balancer, defaultActions=[{"type": "forward", "targetGroupArn": GREEN}]
    )
    return replace(one, edges={"loadBalancerArn": [name], "defaultActions": ["green"]})


def with_rule(balancer: str) -> Program:
    rule = Declared(
        "aws:lb/listenerRule:ListenerRule",
        "rule",
        {"listenerArn": arn("elasticloadbalancing", "listener/internal"), "actions": forward(0, 1)},
        {"listenerArn": ["internal"], "actions": ["green"]},
    )
    one = replace(listening(balancer), props={**listening(balancer).props, "defaultActions": []})
    return (*BLUE_GREEN, SECOND, one, rule)


APART: Program = (*BLUE_GREEN, SECOND, listening(OTHER))

TO_GREEN = Declared(
    "aws:lb/listenerRule:ListenerRule",
    "rule",
    {"listenerArn": arn("elasticloadbalancing", "listener/elsewhere"), "actions": forward(0, 1)},
    {"actions": ["green"]},
)

STOPS: dict[str, Case] = {
    "green behind another load balancer": Case(APART, on="internal", says="loadBalancerArn: on second it leads to"),
    "in a first preview": Case(before_create(APART), on="internal"),
    "green behind a load balancer of another program": Case(without(APART, "second"), on="internal"),
    "green behind a rule on another load balancer": Case(with_rule(OTHER), on="rule", says="listenerArn: on "),
    "behind another load balancer, after a release": Case(
        ignoring(change(APART, "production", "defaultActions", to=forward(0, 100)), "production", "defaultActions"),
        on="internal",
    ),
    "green behind another load balancer, by ARNs in plain text": Case(
        unlinked(unlinked(APART, "internal"), "production"), on="internal", says="listener is on balancer"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "one load balancer": BLUE_GREEN,
    "one load balancer, in a first preview": FIRST_PREVIEW,
    "a third listener of the same load balancer": (*BLUE_GREEN, listening(BALANCER, "balancer")),
    "a third listener of the same load balancer, in a first preview": before_create(
        (*BLUE_GREEN, listening(BALANCER, "balancer"))
    ),
    "a rule on the same load balancer": with_rule(BALANCER),
    "a load balancer of another program": without(BLUE_GREEN, "balancer"),
    "another load balancer, for something else": change(
        APART, "internal", "defaultActions", to=[{"type": "forward", "targetGroupArn": arn("x", "stray")}]
    ),
    "the test listener, which another rule looks at": change(
        (*BLUE_GREEN, SECOND), "test", "loadBalancerArn", to=OTHER
    ),
    "no deployment group": NATIVE,
    "a rule on a listener of another program": (*BLUE_GREEN, TO_GREEN),
    "a rule on a listener that nothing leads to": (
        *BLUE_GREEN,
        *change((TO_GREEN,), "rule", "listenerArn", to=UNKNOWN),
    ),
    "a listener whose actions are not known": unlinked(
        change(APART, "internal", "defaultActions", to=UNKNOWN), "internal"
    ),
    "a pair that nothing leads to": unlinked(
        change(APART, "release", "loadBalancerInfo", "targetGroupPairInfo", "targetGroups", to=[{"name": UNKNOWN}] * 2),
        "release",
    ),
}

UNDECIDED: dict[str, Case] = {
    "a load balancer that nothing leads to": Case(
        unlinked(change(APART, "internal", "loadBalancerArn", to=UNKNOWN), "internal"), on="internal"
    ),
    "production's load balancer that nothing leads to": Case(
        change(unlinked(APART, "production"), "production", "loadBalancerArn", to=UNKNOWN), on="internal"
    ),
    "a production listener of another program": Case(without(APART, "production"), on="internal"),
}
