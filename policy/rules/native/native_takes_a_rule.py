"""ECS's own strategies take the ARN of a listener rule, or of a listener where the load balancer has no rules."""

from collections.abc import Iterator
from typing import Any

from model.texts.native import NO_RULE_ARN, SAME_RULE
from policy.finding import Findings, Undecided, Violation
from policy.reading import LISTENER, LISTENER_RULE, SERVICE, UNKNOWN, Resource, Unknown, items, read, text_of
from policy.rule import Options, stack_rule
from policy.stack import Stack, known, only
from policy.symptom import Symptom
from policy.views.strategies import native
from policy.views.topology import balancers

PRODUCTION, TEST = "productionListenerRule", "testListenerRule"


@stack_rule(
    remedy="Name rules of the listeners with an Application Load Balancer, listeners with a Network Load Balancer.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AdvancedConfiguration.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=f"{NO_RULE_ARN.quote()}: ECS refuses the service.",
)
def native_takes_a_rule(stack: Stack, options: Options) -> Findings:
    """A service with ECS's own strategy names listener rules, and not one for production and test.

    The property takes the ARN of a rule, and many programs give it a listener's. With an Application Load Balancer
    ECS moves traffic at a rule and nowhere else. One rule for both kinds of traffic would show users what is being
    tested.

    Looks at services with strategy BLUE_GREEN, LINEAR or CANARY. A known ARN shows what it is; an unknown one is
    judged by what `loadBalancers` was made of: a listener of an Application Load Balancer and no rule is wrong. A
    default rule that a lookup finds by its listener looks the same in a first preview, and needs an exemption
    there. Listeners of a Network Load Balancer are correct. A listener whose load balancer is not known is
    undecided.
    """
    for service in stack.of(SERVICE):
        places = list(_places(service))
        moves = native(service)
        if moves is UNKNOWN and places:
            yield Undecided(resource=service, path="deploymentConfiguration", reason="the strategy is not known yet")
        if moves is not True:
            continue
        for path, _, arn in places:
            kind = _kind(stack, service, arn)
            if kind is UNKNOWN:
                yield Undecided(
                    resource=service,
                    path=path,
                    reason="it, or the type of its load balancer, is not known yet and not part of this program",
                )
            elif kind != "a rule":
                yield Violation(
                    resource=service,
                    path=path,
                    wrong=f"{kind}, not a listener rule",
                    fix="set the arn of a rule of that listener.",
                )
        yield from _shared(stack, service, places)


def _places(service: Resource) -> Iterator[tuple[str, str, Any]]:
    for index, entry in items(service.get("loadBalancers")):
        for name in (PRODUCTION, TEST):
            # The provider reads one back as empty that is not set.
            if (arn := read(entry, "advancedConfiguration", name)) not in (None, ""):
                yield f"loadBalancers[{index}].advancedConfiguration.{name}", name, text_of(arn)


def _kind(stack: Stack, service: Resource, arn: Any) -> str | Unknown:
    """`a rule` for what ECS takes, or what it is instead."""
    if isinstance(arn, str):
        resource = arn.split(":", 5)[-1].split("/")
        if resource[0] != "listener":
            return "a rule" if resource[0] == "listener-rule" else f"{arn}"
        if resource[1:2] in (["app"], ["net"]):
            return "a rule" if resource[1] == "net" else f"a listener of an Application Load Balancer ({arn})"
    rules = _linked(stack, service, arn, LISTENER_RULE)
    listeners = _linked(stack, service, arn, LISTENER)
    kinds = {_balancer_type(stack, one) for one in listeners} | ({"rule"} if rules else set())
    if kinds == {"application"}:
        return f"listener {' or '.join(one.name for one in listeners)} of an Application Load Balancer"
    return "a rule" if kinds in ({"rule"}, {"network"}) else UNKNOWN


def _linked(stack: Stack, service: Resource, arn: Any, kind: str) -> tuple[Resource, ...]:
    """The rules or listeners that the ARN may mean. Nothing else in `loadBalancers` is made of these."""
    return known(stack.linked(service, "loadBalancers", arn, kind, by="arn"))


def _balancer_type(stack: Stack, listener: Resource) -> str | Unknown:
    if listener.get("protocol") in ("HTTP", "HTTPS"):
        return "application"
    balancer = only(balancers(stack, listener))
    return balancer.get("loadBalancerType", default="application") if balancer else UNKNOWN


def _shared(stack: Stack, service: Resource, places: list[tuple[str, str, Any]]) -> Findings:
    """One rule for production and for test."""
    production = {arn for _, name, arn in places if name == PRODUCTION}
    for path, name, arn in places:
        if name == TEST and arn in production:
            if arn is UNKNOWN:
                made_of = [*_linked(stack, service, arn, LISTENER_RULE), *_linked(stack, service, arn, LISTENER)]
                if len(made_of) != 1:
                    continue
                arn = made_of[0].name
            yield Violation(
                resource=service,
                path=path,
                wrong=f"{arn} is the production rule as well",
                cost=f"{SAME_RULE.quote()}.",
                fix="give the tests a rule of their own, on another port or for a header.",
            )
