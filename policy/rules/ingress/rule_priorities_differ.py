"""A listener has one rule for a priority."""

from model.texts.elbv2 import PRIORITY_IN_USE
from policy.finding import Findings, Undecided, Violation
from policy.reading import LISTENER_RULE, UNKNOWN, Resource, whole
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.behind import Shared, listener, named


@stack_rule(
    remedy="Give each rule of a listener a priority of its own, such as by tens.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html",
    severity="high",
    symptoms=(Symptom.REFUSED,),
    cost=PRIORITY_IN_USE.quote(),
)
def rule_priorities_differ(stack: Stack, options: Options) -> Findings:
    """No two rules of a listener have the same priority.

    Services that share a listener bring a rule each, and a copied one brings its priority along. AWS refuses the
    second rule, in the middle of an update, and names only the number.

    Looks at all listener rules of the program, by listener. A rule without a priority gets a free one from AWS and is
    let through. Rules of other programs on a shared listener are not seen.
    """
    taken: dict[tuple[Shared, int], Resource] = {}
    unknown: dict[Shared, Resource] = {}
    for rule in stack.of(LISTENER_RULE):
        home, priority = listener(stack, rule), whole(rule.declared("priority"))
        if home is UNKNOWN or priority is None:
            continue
        if priority is UNKNOWN:
            unknown.setdefault(home, rule)
        elif (first := taken.setdefault((home, priority), rule)) is not rule:
            yield Violation(
                resource=rule,
                path="priority",
                wrong=f"{priority}, and so has {first.name} on {named(home)}",
                cost=PRIORITY_IN_USE.quote(priority=priority),
                fix="choose another number: the smallest is evaluated first.",
            )
    for home, rule in unknown.items():
        if any(other == home for other, _ in taken):
            reason = f"whether another rule on {named(home)} has it is not known yet"
            yield Undecided(resource=rule, path="priority", reason=reason)
