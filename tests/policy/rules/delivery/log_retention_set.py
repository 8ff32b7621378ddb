"""log-retention-set: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, change, unknown
from tests.policy.programs import BLUE_GREEN, FIRST_PREVIEW, task
from tests.policy.rules.rule_case import Case, Pass


def kept(days: object) -> Program:
    return change(BLUE_GREEN, "logs", "retentionInDays", to=days)


def logging(driver: str, program: Program, **options: str) -> Program:
    """Its container with another log configuration."""
    logs = {"logDriver": driver, "options": options}
    containers = task({"containerPort": 4000, "hostPort": 0}, logConfiguration=logs)
    return change(program, "tasks", "containerDefinitions", to=containers)


STOPS: dict[str, Case] = {
    "for ever": Case(kept(0), on="logs", says="for ever"),
    "not set, which is for ever": Case(kept(None), on="logs", says="for ever"),
    "for ever, in a first preview": Case(change(FIRST_PREVIEW, "logs", "retentionInDays", to=0), on="logs"),
    "not set, which a first preview does not know": Case(
        change(FIRST_PREVIEW, "logs", "retentionInDays", to=UNKNOWN), on="logs"
    ),
    "for ever, of a group whose name only the group gives": Case(
        unknown(kept(0), "tasks", "containerDefinitions", of="logs"), on="logs"
    ),
    "for ever, of a group that FireLens writes to": Case(
        logging("awsfirelens", kept(0), Name="cloudwatch_logs", log_group_name="/ecs/web"), on="logs"
    ),
    "longer than allowed": Case(kept(90), on="logs", says="90", options={"maxDays": 30}),
    "no number": Case(kept("a month"), on="logs", says="for ever"),
    "less than nothing": Case(kept(-1), on="logs"),
    "for ever, in a class that says so": Case(
        change(kept(None), "logs", "logGroupClass", to="INFREQUENT_ACCESS"), on="logs"
    ),
    "for ever, with a limit": Case(kept("0"), on="logs", says="for ever", options={"maxDays": 30}),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "for ever, of a group that no task writes to": logging("awsfirelens", kept(0), Name="http"),
    "30 days": BLUE_GREEN,
    "30 days, in a first preview": FIRST_PREVIEW,
    "7 days, as text": kept("7"),
    "a day": kept(1),
    "ten years": kept(3653),
    "as long as allowed": Pass(kept(30), {"maxDays": 30}),
    "a class whose time AWS sets": change(kept(None), "logs", "logGroupClass", to="DELIVERY"),
}

UNDECIDED: dict[str, Case] = {"unknown": Case(unknown(BLUE_GREEN, "logs", "retentionInDays", of="cluster"), on="logs")}
