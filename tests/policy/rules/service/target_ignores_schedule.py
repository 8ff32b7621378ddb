"""target-ignores-schedule: what it stops, lets through and leaves undecided."""

from dataclasses import replace
from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, change, ignoring, unlinked, without
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW
from tests.policy.rules.rule_case import Case, Pass

BOUNDS = ("minCapacity", "maxCapacity")


def scheduled(program: Program, resource: Any = "service/shop/web", **bounds: Any) -> Program:
    about = {"serviceNamespace": "ecs", "scalableDimension": "ecs:service:DesiredCount", "resourceId": resource}
    night = {"schedule": "cron(0 20 * * ? *)", "scalableTargetAction": bounds or {"minCapacity": 0, "maxCapacity": 0}}
    made_of = {"resourceId": ["cluster", "service"]}
    return (
        *program,
        Declared("aws:appautoscaling/target:Target", "scaling", about | {"minCapacity": 2, "maxCapacity": 8}, made_of),
        Declared("aws:appautoscaling/scheduledAction:ScheduledAction", "night", about | night, made_of),
    )


STOPS: dict[str, Case] = {
    "bounds that are open": Case(scheduled(BLUE_GREEN), on="scaling", says="night changes it by the clock"),
    "in a first preview, both made of the service": Case(scheduled(FIRST_PREVIEW, UNKNOWN), on="scaling"),
    "in a first preview, the action made of the target": Case(
        (
            *scheduled(FIRST_PREVIEW, UNKNOWN)[:-1],
            replace(scheduled(FIRST_PREVIEW, UNKNOWN)[-1], edges={"resourceId": ["scaling"]}),
        ),
        on="scaling",
    ),
    "one bound ignored of two that change": Case(
        ignoring(scheduled(BLUE_GREEN), "scaling", "minCapacity"), on="scaling", says="maxCapacity is not in"
    ),
    "a name that is spelt in Python's way": Case(
        ignoring(scheduled(BLUE_GREEN), "scaling", "min_capacity", "maxCapacity"),
        on="scaling",
        says="min_capacity in ignore_changes matches nothing",
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "both ignored": ignoring(scheduled(BLUE_GREEN), "scaling", *BOUNDS),
    "both ignored, in a first preview": ignoring(scheduled(FIRST_PREVIEW, UNKNOWN), "scaling", *BOUNDS),
    "the one that changes ignored": ignoring(scheduled(BLUE_GREEN, minCapacity=4), "scaling", "minCapacity"),
    "no schedule": scheduled(BLUE_GREEN)[:-1],
    "a target of another program": without(scheduled(BLUE_GREEN), "scaling"),
    "a table": change(scheduled(BLUE_GREEN), "night", "serviceNamespace", to="dynamodb"),
}

UNDECIDED: dict[str, Case] = {
    "an action that nothing leads from": Case(unlinked(scheduled(BLUE_GREEN, UNKNOWN), "night"), on="night"),
}
