"""A way to a target group that no release moves leads to the wrong one after the next release."""

from collections.abc import Iterator, Sequence

from policy.finding import Findings, Undecided, Violation
from policy.reading import LISTENER, SERVICE, UNKNOWN, Resource, items, whole
from policy.rule import Options, stack_rule
from policy.stack import Linked, Stack, known
from policy.symptom import Symptom
from policy.views.conditions import Answer, every, some, takes_all
from policy.views.strategies import native
from policy.views.topology import (
    actions,
    forwarders_of,
    forwards,
    listener_rules,
    listeners,
    pairs,
    rules_beside,
    ways_leading,
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
    moving = {owner: list(_moving(stack, owner)) for owner, _ in pairs(stack)}
    moved = {way for found in moving.values() for _, ways in found for way in ways}
    for owner, links in pairs(stack):
        sure = all(linked is not UNKNOWN for linked, _ in moving[owner])
        pair = set(known(*(linked for _, linked in links)))
        for way in ways_leading(stack).to(*pair):
            targets = [linked for _, linked in forwards(stack, way)]
            found = set(known(*targets))
            if way in moved or not found <= pair or UNKNOWN in targets:
                continue
            reached = _reached(stack, way)
            moves = native(owner) if owner.type == SERVICE else True
            home = listeners(stack, way)  # A rule is moved with its listener.
            if reached is not False and (not sure or UNKNOWN in (reached, moves, home)):
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


def _moving(stack: Stack, owner: Resource) -> Iterator[tuple[Linked, Sequence[Resource]]]:
    """What a deployment group or a service names, and all that its releases move there."""
    if owner.type != SERVICE:
        yield from ((linked, forwarders) for _, linked, forwarders in forwarders_of(stack, owner))
        return
    for _, entry in items(owner.get("loadBalancers")):
        yield from ((linked, known(linked)) for _, linked in listener_rules(stack, owner, entry))


def _reached(stack: Stack, way: Resource) -> Answer:
    """Whether there are requests that no rule takes before; a default action comes after all rules."""
    taken = some(
        every([share, _before(rule, way), takes_all(rule, way)])
        for rule in rules_beside(stack, way)
        if rule is not way and (share := _share_listener(stack, rule, way)) is not False
    )
    return UNKNOWN if taken is UNKNOWN else not taken


def _share_listener(stack: Stack, rule: Resource, way: Resource) -> Answer:
    one, other = listeners(stack, rule), listeners(stack, way)
    return UNKNOWN if one is UNKNOWN or other is UNKNOWN else bool(set(one) & set(other))


def _before(rule: Resource, way: Resource) -> Answer:
    if way.type == LISTENER:
        return True
    first, second = whole(rule.get("priority")), whole(way.get("priority"))
    return first < second if isinstance(first, int) and isinstance(second, int) else UNKNOWN
