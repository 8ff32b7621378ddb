"""service-waits-for-listener: what it stops, lets through and leaves undecided."""

from dataclasses import replace

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, GREEN, NATIVE, ROLLING, listener_rule
from tests.policy.rules.rule_case import Case, Pass


def waiting(program: Program, *names: str, name: str = "service") -> Program:
    return tuple(replace(one, depends_on=names) if one.name == name else one for one in program)


LATER = Declared("command:local:Command", "later", {}, depends_on=("production",))
WITH_RULE: Program = (*BLUE_GREEN, listener_rule("rule", "production", 10))
HIDDEN = unlinked(change(without(BLUE_GREEN, "test"), "production", "defaultActions", to=UNKNOWN), "production")

STOPS: dict[str, Case] = {
    "a service that waits for nothing": Case(
        waiting(BLUE_GREEN), on="service", says="does not wait for production, which forwards to blue"
    ),
    "the same, in a first preview": Case(waiting(FIRST_PREVIEW), on="service", says="depends_on of the service"),
    "a service that waits for something else": Case(waiting(BLUE_GREEN, "cluster"), on="service"),
    "a redirect, which forwards nowhere": Case(waiting(BLUE_GREEN, "redirect"), on="service"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a service that waits for its listener": BLUE_GREEN,
    "a service that waits for one of its listeners": waiting(BLUE_GREEN, "test"),
    "a service that waits for a rule": waiting(WITH_RULE, "rule"),
    "a service that waits for something behind the listener": waiting((*BLUE_GREEN, LATER), "later"),
    "rules that the service names": NATIVE,
    "a listener of another program": ROLLING,
    "a target group to which nothing forwards, which is another rule's": change(
        waiting(BLUE_GREEN), "service", "loadBalancers", 0, "targetGroupArn", to=GREEN
    ),
    "a target group of another program": without(waiting(BLUE_GREEN), "blue"),
    "a target group of another program, while nothing is known of the listener": without(waiting(HIDDEN), "blue"),
    "a target group of unknown origin, while nothing is known of the listener": unlinked(
        change(waiting(HIDDEN), "service", "loadBalancers", 0, "targetGroupArn", to=UNKNOWN), "service"
    ),
}

UNDECIDED: dict[str, Case] = {
    "a listener of which is not known where it leads": Case(waiting(HIDDEN), on="service", says="whether production"),
}
