"""A listener has one rule for a priority."""

from model.texts.elbv2 import PRIORITY_IN_USE
from policy.finding import Findings, Undecided, Violation
from policy.reading import LISTENER_RULE, whole
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.behind import listener, named
from policy.views.repeats import repeats


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
    priorities = ((one, listener(stack, one), whole(one.declared("priority"))) for one in stack.of(LISTENER_RULE))
    for one in repeats(priorities):
        if one.first is None:
            reason = f"whether another rule on {named(one.place)} has it is not known yet"
            yield Undecided(resource=one.resource, path="priority", reason=reason)
        else:
            yield Violation(
                resource=one.resource,
                path="priority",
                wrong=f"{one.number}, and so has {one.first.name} on {named(one.place)}",
                cost=PRIORITY_IN_USE.quote(priority=one.number),
                fix="choose another number: the smallest is evaluated first.",
            )
