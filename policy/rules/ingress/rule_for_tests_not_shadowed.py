"""Where test and production traffic share a listener, the first rule that matches takes the request."""

from itertools import permutations

from policy.finding import Findings, Undecided, Violation
from policy.reading import SERVICE, UNKNOWN, Resource, Unknown, items, whole
from policy.rule import Options, stack_rule
from policy.stack import Stack, known
from policy.symptom import Symptom
from policy.views.conditions import every, takes_all
from policy.views.strategies import native
from policy.views.topology import listener_rules, listeners


@stack_rule(
    remedy="Give the test rule a condition that production's lacks, such as a header, and the smaller priority number.",
    source="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html",
    severity="high",
    symptoms=(Symptom.UNTESTED,),
    cost="the rule never gets a request: tests are answered by the old tasks and pass, whatever the new ones do.",
)
def rule_for_tests_not_shadowed(stack: Stack, options: Options) -> Findings:
    """On a listener that test and production share, neither rule takes all requests of the other.

    A load balancer evaluates the rules of a listener by priority, the smallest number first, and the first that
    matches takes the request. A production rule for `/*` at 10 leaves nothing for a test rule at 20, whatever its
    conditions. The other way round, a test rule as wide as production's takes the users' requests.

    Looks at the rules of services with ECS's own blue/green, linear or canary strategy that are on the same
    listener. One rule shadows another if every condition of it is met by all that the other matches: by paths,
    hosts, headers and query strings with `*` and `?`, methods and addresses as they are written. What it cannot
    prove it lets through, such as two regular expressions, or several rules that shadow a third together. Under
    CodeDeploy the test route is a listener of its own, which is another rule.
    """
    for service in stack.of(SERVICE):
        if native(service) is False:
            continue
        entries = [entry for _, entry in items(service.get("loadBalancers"))]
        links = [linked for entry in entries for _, linked in listener_rules(stack, service, entry)]
        for first, second in permutations(known(*links), 2):
            yield from _shadowed(stack, first, second)


def _shadowed(stack: Stack, first: Resource, second: Resource) -> Findings:
    """What is wrong with the second rule if the first one is evaluated before it."""
    before, after = whole(first.get("priority")), whole(second.get("priority"))
    earlier = before < after if isinstance(before, int) and isinstance(after, int) else UNKNOWN
    shadowed = every([_share_listener(stack, first, second), earlier, takes_all(first, second)])
    if shadowed is UNKNOWN:
        yield Undecided(
            resource=second, path="priority", reason=f"whether {first.name} takes all its requests is not known yet"
        )
    elif shadowed:
        yield Violation(
            resource=second,
            path="priority",
            wrong=f"{after}: {first.name} is evaluated first, with {before}, and takes every request that it matches",
            fix=f"give the test rule a condition that the other lacks, such as a header, and a number below {before}.",
        )


def _share_listener(stack: Stack, first: Resource, second: Resource) -> bool | Unknown:
    arns = first.get("listenerArn"), second.get("listenerArn")
    if UNKNOWN not in arns:
        return arns[0] == arns[1]
    one, other = listeners(stack, first), listeners(stack, second)
    if one is UNKNOWN or other is UNKNOWN or len(one) != 1 or len(other) != 1:
        return UNKNOWN
    return one == other
