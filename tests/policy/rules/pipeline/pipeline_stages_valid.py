"""pipeline-stages-valid: what it stops, lets through and leaves undecided."""

from tests.policy.analyzer import UNKNOWN, Program, find
from tests.policy.pipelines import BUILD, DELIVERED, DEPLOY, SOURCE, piped
from tests.policy.programs import BLUE_GREEN
from tests.policy.rules.rule_case import Case, Pass

STAGES = find(DELIVERED, "pipeline").props["stages"]
APPROVAL = {"name": "Approve", "category": "Approval", "owner": "AWS", "provider": "Manual", "version": "1"}
FIRST = [*STAGES[0]["actions"]]

STOPS: dict[str, Case] = {
    "no source": Case(
        piped("stages", to=STAGES[1:]), on="pipeline", says="start with a stage that only contains source actions"
    ),
    "an approval beside the source": Case(
        piped("stages", 0, "actions", to=[*FIRST, APPROVAL]), on="pipeline", says="stages[0].actions[1].category"
    ),
    "a source in a later stage": Case(
        piped(*BUILD, "category", to="Source"), on="pipeline", says="only be included in the first stage"
    ),
    "sources alone": Case(
        piped("stages", to=STAGES[:1]), on="pipeline", says="at least 1 action whose category is not Source"
    ),
    "two stages of one name": Case(
        piped("stages", 2, "name", to="Build"), on="pipeline", says="Stage name 'Build' is used more than once"
    ),
    "no stages": Case(piped("stages", to=[]), on="pipeline", says="no source action"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a source, a build and a release": DELIVERED,
    "two sources": piped("stages", 0, "actions", to=[*FIRST, {**FIRST[0], "name": "Image"}]),
    "an approval of its own": piped("stages", to=[*STAGES[:2], {"name": "Approve", "actions": [APPROVAL]}, STAGES[2]]),
    "names with other capitals": piped("stages", 2, "name", to="build"),
    "names that are not known yet": piped(
        "stages", 1, "name", to=UNKNOWN, program=piped("stages", 2, "name", to=UNKNOWN)
    ),
    "no pipeline": BLUE_GREEN,
}

UNDECIDED: dict[str, Case] = {
    "unknown stages": Case(piped("stages", to=UNKNOWN), on="pipeline"),
    "an unknown action": Case(piped(*DEPLOY, to=UNKNOWN), on="pipeline"),
    "an unknown category": Case(piped(*SOURCE, "category", to=UNKNOWN), on="pipeline"),
}
