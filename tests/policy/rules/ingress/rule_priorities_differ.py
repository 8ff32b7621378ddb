"""rule-priorities-differ: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, NATIVE, NATIVE_PREVIEW, arn, before_create, listener_rule
from tests.policy.rules.rule_case import Case, Pass


def with_another(priority: Any, on: str = "production") -> Program:
    return (*NATIVE, listener_rule("another", on, priority))


THEIRS = arn("elasticloadbalancing", "listener/app/theirs/1/2")


def shared(name: str, priority: int, listener: Any = THEIRS) -> Program:
    """A rule on a listener of another program."""
    rule = listener_rule(name, "production", priority)
    return (replace(rule, props={**rule.props, "listenerArn": listener}, edges={"actions": ["blue", "green"]}),)


STOPS: dict[str, Case] = {
    "two rules with a priority": Case(
        with_another(10), on="another", says="10, and so has production-rule on production"
    ),
    "two rules with a priority, in a first preview": Case(before_create(with_another(10)), on="another"),
    "a priority as a text": Case(with_another("10"), on="another", says="Priority '10' is currently in use"),
    "two rules on a listener of another program": Case(
        (*NATIVE, *shared("one", 5), *shared("two", 5)), on="two", says="theirs"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "the same on two listeners": NATIVE,
    "the same on two listeners, in a first preview": NATIVE_PREVIEW,
    "another priority": with_another(20),
    "no priority": change(with_another(10), "another", "priority", to=None),
    "no rules": BLUE_GREEN,
    "a listener of another program, with another priority": (*NATIVE, *shared("one", 5), *shared("two", 6)),
    "listeners of unknown origin": (*NATIVE, *shared("one", 5, UNKNOWN), *shared("two", 5, UNKNOWN)),
}

UNDECIDED: dict[str, Case] = {
    "a priority that another resource decides": Case(
        tuple(
            replace(one, edges={**one.edges, "priority": ["cluster"]}) if one.name == "another" else one
            for one in with_another(UNKNOWN)
        ),
        on="another",
        says="priority",
    ),
}
