"""A way to a target group that no release moves leads to the wrong one after the next release."""

from collections.abc import Iterator

from policy.finding import Findings, Undecided, Violation
from policy.reading import LISTENER, LISTENER_RULE, SERVICE, UNKNOWN, Resource, items, whole
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.conditions import Answer, every, some, takes_all
from policy.views.strategies import native
from policy.views.topology import (
    actions,
    deployment_groups,
    forwarders_of,
    forwards,
    listener_rules,
    listeners,
    pairs,
    rules_on,
)


@stack_rule(
    remedy="Let other ways in answer by themselves, such as with a 404; or name them where the release is set up.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html",
    severity="high",
    symptoms=(Symptom.SECOND_RELEASE, Symptom.UNANSWERED),
    cost="after the first release that target group is empty: every request that comes this way is answered with 503.",
)
def pair_reached_by_moved_routes(stack: Stack, options: Options) -> Findings:
    """Nothing but what a release moves leads to the target groups of its pair.

    A release moves the listeners of its deployment group with their rules, or the rules that the service names. A
    default action, another rule or another listener that forwards to blue goes on doing so when blue is empty. It
    works until the first release, and again after the second one.

    Looks at all listeners and rules of the program that forward to a pair's target groups and to nothing else. A
    default action, or a rule, all of whose requests another rule takes first is let through: nobody gets there.
    """
    moved = set(_moved(stack))
    for owner, links in pairs(stack):
        pair = set(known(*(linked for _, linked in links)))
        for way in stack.of(LISTENER, LISTENER_RULE):
            targets = list(forwards(stack, way)) if way not in moved else []
            found = {one for _, linked in targets for one in known(linked)}
            if not found or not found <= pair or any(linked is UNKNOWN for _, linked in targets):
                continue
            reached = _reached(stack, way)
            if reached is UNKNOWN or (owner.type == SERVICE and native(owner) is UNKNOWN):
                reason = f"whether requests get here, and whether releases of {owner.name} move them, is not known yet"
                yield Undecided(resource=way, path=actions(way), reason=reason)
            elif reached:
                yield Violation(
                    resource=way,
                    path=actions(way),
                    wrong=f"it forwards to {' and '.join(sorted(one.name for one in found))}, and releases of"
                    f" {owner.name} do not move it",
                    fix="answer with a fixed response, remove it, or let the release move it.",
                )


def _moved(stack: Stack) -> Iterator[Resource]:
    for group in deployment_groups(stack):
        for _, _, forwarders in forwarders_of(stack, group):
            yield from forwarders
    for service in stack.of(SERVICE):
        for _, entry in items(service.get("loadBalancers")):
            for _, linked in listener_rules(stack, service, entry):
                yield from known(linked)


def _reached(stack: Stack, way: Resource) -> Answer:
    """Whether there are requests that no rule takes before; a default action comes after all rules."""
    taken = some(
        every([_before(rule, way), takes_all(rule, way)])
        for listener in known(listeners(stack, way))
        for rule in rules_on(stack, listener)
        if rule is not way
    )
    return UNKNOWN if taken is UNKNOWN else not taken


def _before(rule: Resource, way: Resource) -> Answer:
    if way.type == LISTENER:
        return True
    first, second = whole(rule.get("priority")), whole(way.get("priority"))
    return first < second if isinstance(first, int) and isinstance(second, int) else UNKNOWN
