"""target-group-behind-one-load-balancer: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unlinked
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, GREEN, NATIVE, arn, before_create, listener, listener_rule
from tests.policy.rules.rule_case import Case, Pass

INSIDE = Declared(
    "aws:lb/loadBalancer:LoadBalancer",
    "inside",
    {"arn": arn("elasticloadbalancing", "loadbalancer/app/inside/1"), "internal": True},
)


def on_inside(**about: Any) -> Declared:
    """Another load balancer's listener, which leads to blue."""
    props = {"loadBalancerArn": INSIDE.props["arn"], **about}
    edges = {"loadBalancerArn": ["inside"], "defaultActions": ["blue"]}
    return replace(listener("inside-listener", 8080, **props), edges=edges)


BOTH: Program = (*NATIVE, INSIDE, on_inside())
OF_ANOTHER = arn("elasticloadbalancing", "listener/app/inside/50dc6c495c0c9188/f2f7dc8efc522ab2")
ELSEWHERE: Program = (
    *NATIVE,
    Declared(
        "aws:lb/listenerRule:ListenerRule",
        "rule-elsewhere",
        {**listener_rule("rule-elsewhere", "production", 7).props, "listenerArn": OF_ANOTHER},
        {"actions": ["blue", "green"]},
    ),
)

STOPS: dict[str, Case] = {
    "a listener of another load balancer": Case(BOTH, on="inside-listener", says="blue is behind balancer"),
    "a listener of another load balancer, in a first preview": Case(before_create(BOTH), on="inside-listener"),
    "a rule on a listener of another program": Case(ELSEWHERE, on="rule-elsewhere", count=2),
    "weight 0": Case(
        (
            *NATIVE,
            INSIDE,
            on_inside(defaultActions=[{"type": "forward", "forward": {"targetGroups": [{"arn": GREEN, "weight": 0}]}}]),
        ),
        on="inside-listener",
        says="green",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "listeners of one load balancer": NATIVE,
    "listeners of one load balancer, in a first preview": FIRST_PREVIEW,
    "a pair that CodeDeploy moves, which is another rule's": (*BLUE_GREEN, INSIDE, on_inside()),
    "another load balancer with a fixed answer": (
        *NATIVE,
        INSIDE,
        on_inside(defaultActions=[{"type": "fixed-response"}]),
    ),
    "a listener that was made of a component with all target groups": unlinked(
        (
            *before_create((*NATIVE, INSIDE)),
            replace(
                before_create((on_inside(),))[0],
                edges={"loadBalancerArn": ["inside"], "defaultActions": ["blue", "green"]},
            ),
        ),
        "production-rule",
    ),
}

UNDECIDED: dict[str, Case] = {
    "a load balancer of unknown origin": Case(
        (*NATIVE, INSIDE, replace(on_inside(loadBalancerArn=UNKNOWN), edges={"defaultActions": ["blue"]})),
        on="inside-listener",
        says="which blue is behind",
    ),
    "a listener of unknown origin": Case(
        change(unlinked(ELSEWHERE, "rule-elsewhere"), "rule-elsewhere", "listenerArn", to=UNKNOWN), on="rule-elsewhere"
    ),
}
