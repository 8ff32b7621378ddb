"""schedule-valid: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program
from tests.policy.rules.rule_case import Case, Pass


def at(schedule: Any, namespace: str = "ecs") -> Program:
    props = {"serviceNamespace": namespace, "resourceId": "service/shop/web", "schedule": schedule}
    return (Declared("aws:appautoscaling/scheduledAction:ScheduledAction", "night", props),)


STOPS: dict[str, Case] = {
    "cron as Unix has it": Case(at("0 20 * * *"), on="night", says="must be such as cron(0 20 ? * MON-FRI *)"),
    "the same in parentheses": Case(at("cron(0 20 * * *)"), on="night", says="must have ?"),
    "both days": Case(at("cron(0 20 1 * MON *)"), on="night", says="must have ?"),
    "seconds before the minutes": Case(at("cron(0 0 20 * * ? *)"), on="night", says="has 7 fields"),
    "an hour that is none": Case(at("cron(0 24 * * ? *)"), on="night", says="0 to 23"),
    "one of several minutes": Case(at("rate(5 minute)"), on="night", says="rate("),
    "a day without its time": Case(at("at(2027-01-31)"), on="night", says="at(yyyy-mm-ddThh:mm:ss)"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "every evening": at("cron(0 20 * * ? *)"),
    "without a year": at("cron(0 20 * * ?)"),
    "working days by name": at("cron(30 7 ? * MON-FRI *)"),
    "once": at("at(2027-01-31T18:00:00)"),
    "again and again": at("rate(1 day)"),
    "no schedule, which Pulumi's provider refuses": at(None),
    "a table's": at("0 20 * * *", "dynamodb"),
}

UNDECIDED: dict[str, Case] = {"an unknown schedule": Case(at(UNKNOWN), on="night")}
