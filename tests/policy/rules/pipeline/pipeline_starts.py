"""pipeline-starts: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Declared, Program, find, unknown
from tests.policy.pipelines import DELIVERED, DEPLOY, SOURCE, piped
from tests.policy.programs import arn
from tests.policy.rules.rule_case import Case, Pass

CONFIGURATION = (*SOURCE, "configuration")
FIRST = find(DELIVERED, "pipeline").props["stages"][0]["actions"][0]
IMAGES = piped(*SOURCE, "provider", to="ECR")


def polling(value: Any) -> Program:
    return piped(*CONFIGURATION, "PollForSourceChanges", to=value)


def target(to: Any, *of: str) -> Declared:
    """The target of an event rule."""
    return Declared("aws:cloudwatch/eventTarget:EventTarget", "start", {"rule": "pushes", "arn": to}, {"arn": list(of)})


STOPS: dict[str, Case] = {
    "an image": Case(IMAGES, on="pipeline", says="nothing in the program starts the pipeline when Source changes"),
    "an object that nobody asks for": Case(polling("false"), on="pipeline", says="EventBridge"),
    "the same as a flag": Case(polling(False), on="pipeline"),
    "commits that nobody asks for": Case(
        piped(*SOURCE, "provider", to="CodeCommit", program=polling("false")), on="pipeline"
    ),
    "a rule that starts another pipeline": Case((*IMAGES, target(arn("codepipeline", "other"))), on="pipeline"),
    "a rule that starts something else": Case((*IMAGES, target(arn("lambda", "function:notify"))), on="pipeline"),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "an object that CodePipeline asks for": DELIVERED,
    "the same in words": polling("true"),
    "a connection": piped(*SOURCE, "provider", to="CodeStarSourceConnection"),
    "an image and a connection": piped(
        "stages", 0, "actions", to=[{**FIRST, "provider": "ECR"}, {**FIRST, "provider": "CodeStarSourceConnection"}]
    ),
    "a rule for the pipeline": (*IMAGES, target(arn("codepipeline", "delivery"), "pipeline")),
    "a rule for an ARN that the program writes itself": (
        *unknown(IMAGES, "pipeline", "arn", of="deliverer"),
        target(arn("codepipeline", "delivery")),
    ),
    "a rule for a pipeline that is not there yet": (*IMAGES, target(UNKNOWN, "pipeline")),
    "a rule of which nobody knows what it starts": (*IMAGES, target(UNKNOWN)),
    "a pipeline for servers": piped(*DEPLOY, "provider", to="CodeDeploy", program=IMAGES),
    "no source": piped(*SOURCE, "category", to="Approval", program=IMAGES),
}

UNDECIDED: dict[str, Case] = {
    "an unknown source": Case(piped(*SOURCE, "provider", to=UNKNOWN), on="pipeline"),
    "an unknown switch": Case(polling(UNKNOWN), on="pipeline"),
}
