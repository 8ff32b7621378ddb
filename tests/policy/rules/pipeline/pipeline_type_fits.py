"""pipeline-type-fits: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program
from tests.policy.pipelines import DELIVERED, DEPLOY, piped
from tests.policy.rules.rule_case import Case, Pass

VARIABLES = [{"name": "TAG", "defaultValue": "latest"}]
TRIGGERS = [
    {"providerType": "CodeStarSourceConnection", "gitConfiguration": {"sourceActionName": "Source", "pushes": []}}
]
CONDITION = {"condition": {"result": "FAIL", "rules": []}}


def first(*path: str | int, to: Any) -> Program:
    """Of type V1, with one thing more."""
    return piped(*path, to=to, program=piped("pipelineType", to="V1"))


STOPS: dict[str, Case] = {
    "variables": Case(first("variables", to=VARIABLES), on="pipeline", says="Pipeline variable can only be used"),
    "variables of a pipeline that says no type": Case(
        piped("variables", to=VARIABLES, program=piped("pipelineType", to=None)), on="pipeline", says='"V2"'
    ),
    "triggers": Case(first("triggers", to=TRIGGERS), on="pipeline", says="Triggers on tag"),
    "a queue": Case(first("executionMode", to="QUEUED"), on="pipeline", says="QUEUED or PARALLEL"),
    "runs side by side": Case(first("executionMode", to="PARALLEL"), on="pipeline", says="executionMode"),
    "a condition before a stage": Case(
        first("stages", 2, "beforeEntry", to=CONDITION), on="pipeline", says="stages[2].beforeEntry"
    ),
    "a condition after a stage": Case(first("stages", 2, "onSuccess", to=CONDITION), on="pipeline"),
    "an action that runs commands": Case(
        first(*DEPLOY, "provider", to="Commands"), on="pipeline", says="Commands Action can only be used"
    ),
    "two of these": Case(
        piped("variables", to=VARIABLES, program=first("executionMode", to="QUEUED")), on="pipeline", count=2
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "nothing that needs more than V1": piped("pipelineType", to=None),
    "a pipeline of type V2 with all of it": piped(
        "stages", 2, "onFailure", to=CONDITION, program=piped("variables", to=VARIABLES)
    ),
    "one run replacing another": first("executionMode", to="SUPERSEDED"),
    "a stage that is taken back, without a condition": first("stages", 2, "onFailure", to={"result": "ROLLBACK"}),
    "no variables": first("variables", to=[]),
    "a pipeline for releases": DELIVERED,
}

UNDECIDED: dict[str, Case] = {
    "variables of an unknown type of pipeline": Case(
        piped("variables", to=VARIABLES, program=piped("pipelineType", to=UNKNOWN)), on="pipeline"
    ),
}
