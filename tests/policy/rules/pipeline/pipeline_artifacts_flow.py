"""pipeline-artifacts-flow: what it stops, lets through and leaves undecided."""

from typing import Any

from tests.policy.analyzer import UNKNOWN, Program, find
from tests.policy.pipelines import BUILD, DELIVERED, DEPLOY, ROLLED, piped
from tests.policy.programs import BLUE_GREEN
from tests.policy.rules.rule_case import Case, Pass

FIRST = find(DELIVERED, "pipeline").props["stages"][1]["actions"][0]


def second(takes: list[Any], makes: list[Any], **more: Any) -> Program:
    """With another action beside the build."""
    test = {**FIRST, "name": "Test", "inputArtifacts": takes, "outputArtifacts": makes, **more}
    return piped("stages", 1, "actions", to=[FIRST, test])


STOPS: dict[str, Case] = {
    "an artifact that no action makes": Case(
        piped(*DEPLOY, "inputArtifacts", to=["Templates"]), on="pipeline", says="Templates, which no action makes"
    ),
    "other capitals": Case(
        piped(*DEPLOY, "inputArtifacts", to=["definition"]), on="pipeline", says="take one of Source, Definition"
    ),
    "what a later stage makes": Case(
        piped(*BUILD, "inputArtifacts", to=["Release"], program=piped(*DEPLOY, "outputArtifacts", to=["Release"])),
        on="pipeline",
        says="Release, which Deploy makes no earlier",
    ),
    "what an action makes at the same time": Case(second(["Definition"], []), on="pipeline", says="inputArtifacts"),
    "its own artifact": Case(piped(*BUILD, "inputArtifacts", to=["Definition"]), on="pipeline"),
    "two that make the same": Case(
        second(["Source"], ["Definition"]), on="pipeline", says="Definition has been used more than once"
    ),
}

LETS_THROUGH: dict[str, Program | Pass] = {
    "a release by CodeDeploy": DELIVERED,
    "a rolling release": ROLLED,
    "what an action of the stage makes before": second(["Definition"], ["Report"], runOrder=2),
    "what a stage before the last one makes": piped(*DEPLOY, "inputArtifacts", to=["Source"]),
    "an action without artifacts": piped(*DEPLOY, "inputArtifacts", to=None),
    "an artifact of commands": piped(
        *DEPLOY,
        "inputArtifacts",
        to=["Files"],
        program=piped(*BUILD, "outputArtifactsForComputeActions", to=[{"name": "Files", "files": ["taskdef.json"]}]),
    ),
    "no pipeline": BLUE_GREEN,
}

UNDECIDED: dict[str, Case] = {
    "unknown inputs": Case(piped(*DEPLOY, "inputArtifacts", to=UNKNOWN), on="pipeline"),
    "an unknown output": Case(piped(*BUILD, "outputArtifacts", to=[UNKNOWN]), on="pipeline"),
    "unknown stages": Case(piped("stages", to=UNKNOWN), on="pipeline"),
    "an unknown order": Case(second(["Definition"], [], runOrder=UNKNOWN), on="pipeline"),
}
