"""ECS moves weights between two target groups of a rule, so the rules must forward to both, and to no other."""

from collections.abc import Iterable, Iterator
from typing import Any

from model.texts.native import GROUP_NOT_BEHIND_RULE, NO_TEST_RULE, UNEXPECTED_GROUP
from policy.finding import Findings, Undecided, Violation
from policy.reading import LISTENER_RULE, SERVICE, TARGET_GROUP, UNKNOWN, Resource, Unknown, items, read, whole
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.strategies import native
from policy.views.topology import actions, listener_rules

Groups = frozenset[str] | Unknown
"""Target groups that an ARN may mean: their URNs, or the ARN itself where the program does not have the group."""

NEITHER = GROUP_NOT_BEHIND_RULE.quote()
REFUSED = f"{NO_TEST_RULE.quote()}: ECS refuses the service."


@stack_rule(
    remedy="Forward the production rule to both target groups of the service, with weights 1 and 0.",
    source="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html",
    severity="high",
    symptoms=(Symptom.RELEASE_FAILS,),
    cost=NEITHER,
)
def native_rule_holds_both_groups(stack: Stack, options: Options) -> Findings:
    """The listener rules of a service that ECS releases forward to both of its target groups.

    CodeDeploy requires a listener with one target group, ECS's own strategies require a rule with both: the first
    release of a service that was moved from one to the other, or copied from an example of the other, is rolled
    back.

    Looks at services with strategy BLUE_GREEN, LINEAR or CANARY. Both groups must be in the production rule or, as
    AWS also takes it, one in the production and one in the test rule. The group that gets production's traffic
    must be one of the two. Which of them it is does not matter, as a release swaps them; `single-forward-at-rest`
    checks that it is one and not both.

    Listeners of a Network Load Balancer may hold one group each and are let through. Rules that are not part of the
    program, and weights or groups that are not known, are undecided.
    """
    for service in stack.of(SERVICE):
        for index, entry in items(service.get("loadBalancers")) if native(service) is not False else ():
            yield from _entry(stack, service, f"loadBalancers[{index}]", entry)


def _entry(stack: Stack, service: Resource, path: str, entry: Any) -> Findings:
    arns = read(entry, "targetGroupArn"), read(entry, "advancedConfiguration", "alternateTargetGroupArn")
    if None in arns or "" in arns:  # Left to `native-load-balancers-complete`.
        return
    expected = _union(_groups(stack, service, "loadBalancers", arn) for arn in arns)
    links = listener_rules(stack, service, entry)
    outside = [route for route, linked in links if linked is UNKNOWN or not linked]
    if expected is UNKNOWN or outside or native(service) is UNKNOWN:
        where = ".".join([path, *outside[:1]])
        yield Undecided(resource=service, path=where, reason="its target groups or rules are not part of this program")
        return
    rules = {rule: route for route, linked in links if linked is not UNKNOWN for rule in linked}
    if not rules or any(rule.type != LISTENER_RULE for rule in rules):
        return

    forwards = {rule: list(_forwards(stack, rule)) for rule in rules}
    held = _union(groups for found in forwards.values() for _, groups, _ in found)
    production = known(*(linked for route, linked in links if "production" in route))
    if held is UNKNOWN:
        yield Undecided(resource=service, path=path, reason="where its rules forward to is not known yet")
    elif missing := expected - held:
        first = next(iter(rules))
        yield Violation(
            resource=first,
            path=actions(first),
            wrong=f"neither it nor a test rule of service {service.name} forwards to {_names(stack, missing)}"
            if len(links) > 1
            else f"it does not forward to {_names(stack, missing)}, and service {service.name} has no test rule",
            cost=NEITHER if len(links) > 1 else REFUSED,
            fix="forward to both target groups of the service, with weight 1 for the one in use and 0 for the other.",
        )
    else:
        for rule in production:
            yield from _foreign(stack, service, rule, forwards[rule], expected, len(production) == 1)


def _foreign(
    stack: Stack, service: Resource, rule: Resource, forwards: list[tuple[str, Any, Any]], expected: Any, sure: bool
) -> Findings:
    """A target group of something else that gets production's traffic."""
    for path, groups, weight in forwards:
        if groups is UNKNOWN or groups <= expected or weight == 0:
            continue
        if weight is UNKNOWN or groups & expected or not sure:
            yield Undecided(resource=rule, path=path, reason="which target group gets the traffic is not known yet")
        else:
            yield Violation(
                resource=rule,
                path=path,
                wrong=f"it forwards to {_names(stack, groups)}, which service {service.name} does not have",
                cost=UNEXPECTED_GROUP.quote(),
                fix="forward to the two target groups of the service only.",
            )


def _forwards(stack: Stack, rule: Resource) -> Iterator[tuple[str, Groups, Any]]:
    """Path, target group and weight of everything that a rule forwards to."""
    for index, action in items(rule.get("actions")):
        path = f"actions[{index}]"
        arn, weighted = read(action, "targetGroupArn"), read(action, "forward", "targetGroups")
        if action is UNKNOWN:
            yield path, UNKNOWN, UNKNOWN
        elif arn not in (None, ""):
            yield f"{path}.targetGroupArn", _groups(stack, rule, "actions", arn), 1
        elif weighted in (None, []) and read(action, "type") == "forward":  # One in the program, two after a release.
            yield path, _groups(stack, rule, "actions", UNKNOWN), UNKNOWN
        for place, group in items(weighted):
            found = _groups(stack, rule, "actions", read(group, "arn"))
            yield f"{path}.forward.targetGroups[{place}]", found, whole(read(group, "weight", default=1))


def _groups(stack: Stack, user: Resource, prop: str, arn: Any) -> Groups:
    linked = stack.linked(user, prop, arn, TARGET_GROUP, by="arn")
    if linked is UNKNOWN or arn in (None, ""):
        return UNKNOWN
    return frozenset(one.urn for one in linked) or frozenset({str(arn)})


def _union(sets: Iterable[Groups]) -> Groups:
    found: set[str] = set()
    for one in sets:
        if one is UNKNOWN:
            return UNKNOWN
        found |= one
    return frozenset(found)


def _names(stack: Stack, groups: Iterable[str]) -> str:
    names = {one.urn: one.name for one in stack.of(TARGET_GROUP)}
    return " and ".join(sorted(names.get(group, group) for group in groups))
