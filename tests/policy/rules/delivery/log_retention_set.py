"""log-retention-set: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW
from tests.policy.rules.rule_case import Case, Pass


def kept(days: object) -> Program:
    return change(BLUE_GREEN, "logs", "retentionInDays", to=days)


STOPS: dict[str, Case] = {
    "for ever": Case(kept(0), on="logs", says="for ever"),
    "not set, which is for ever": Case(kept(None), on="logs", says="for ever"),
    "for ever, in a first preview": Case(change(FIRST_PREVIEW, "logs", "retentionInDays", to=0), on="logs"),
    "longer than allowed": Case(kept(90), on="logs", says="90", options={"maxDays": 30}),
    "no number": Case(kept("a month"), on="logs", says="for ever"),
    "less than nothing": Case(kept(-1), on="logs"),
    "for ever, in a class that says so": Case(
        change(kept(None), "logs", "logGroupClass", to="INFREQUENT_ACCESS"), on="logs"
    ),
    "for ever, with a limit": Case(kept("0"), on="logs", says="for ever", options={"maxDays": 30}),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "30 days": BLUE_GREEN,
    "30 days, in a first preview": FIRST_PREVIEW,
    "7 days, as text": kept("7"),
    "a day": kept(1),
    "ten years": kept(3653),
    "as long as allowed": Pass(kept(30), {"maxDays": 30}),
    "a class whose time AWS sets": change(kept(None), "logs", "logGroupClass", to="DELIVERY"),
}

UNDECIDED: dict[str, Case] = {"unknown": Case(kept(UNKNOWN), on="logs")}
