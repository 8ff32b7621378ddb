"""pipeline-templates-small: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program
from tests.policy.pipelines import DELIVERED, DEPLOY, ROLLED, SOURCE, piped
from tests.policy.rules.rule_case import Case, Pass

CONFIGURATION = (*DEPLOY, "configuration")


def of(artifact: Any, name: str = "TaskDefinitionTemplateArtifact", program: Program = DELIVERED) -> Program:
    return piped(*CONFIGURATION, name, to=artifact, program=program)


STOPS: dict[str, Case] = {
    "the task definition among the sources": Case(of("Source"), on="pipeline", says="3 MB"),
    "the AppSpec among the sources": Case(of("Source", "AppSpecTemplateArtifact"), on="pipeline", says="AppSpec"),
    "both": Case(of("Source", program=of("Source", "AppSpecTemplateArtifact")), on="pipeline", count=2),
    "the sources of a connection": Case(
        of("Source", program=piped(*SOURCE, "provider", to="CodeStarSourceConnection")), on="pipeline"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "an artifact of a build": DELIVERED,
    "the image among the sources": of("Source", "Image1ArtifactName"),
    "an artifact that nobody makes": of("Templates"),
    "the one file of an ECR source": of("Source", program=piped(*SOURCE, "provider", to="ECR")),
    "a rolling release": ROLLED,
}

UNDECIDED: dict[str, Case] = {
    "an unknown artifact": Case(of(UNKNOWN), on="pipeline"),
}
