"""A pipeline of the first type knows neither variables nor triggers, conditions or a queue."""

from collections.abc import Iterator
from typing import Final

from model.texts.codepipeline import ACTION_NEEDS_V2, CONDITIONS_NEED_V2, MODE_NEEDS_V2, TRIGGERS_NEED_V2
from model.texts.codepipeline import VARIABLES_NEED_V2 as VARIABLES
from policy.finding import Findings, Undecided, Violation
from policy.reading import PIPELINE, UNKNOWN, Resource, items, read
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.pipelines import actions

FIRST: Final = "V1"
QUEUING: Final = ("QUEUED", "PARALLEL")
CONDITIONS: Final = ("beforeEntry", "onSuccess", "onFailure")
ONLY_V2: Final = ("Commands", "ECRBuildAndPublish", "EKS")
"""Providers that a pipeline of type V1 may not have."""


@resource_rule(
    PIPELINE,
    remedy="Set pipelineType to V2.",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/pipeline-types-planning.html",
    severity="medium",
    symptoms=(Symptom.REFUSED,),
    cost=f"{VARIABLES.code}: {VARIABLES.quote()}: CodePipeline refuses the pipeline.",
)
def pipeline_type_fits(pipeline: Resource, options: Options) -> Findings:
    """What only a pipeline of type V2 has, a pipeline of type V1 does without.

    The provider's default is V1, so that a program gets it by saying nothing; CodePipeline refuses then what the
    program does say.

    Looks at variables, triggers, the execution modes QUEUED and PARALLEL, the conditions of stages, and actions that
    run commands or build an image without a CodeBuild project.
    """
    kind = pipeline.declared("pipelineType", default=FIRST)
    for path, wrong, cost in _of_v2(pipeline):
        if kind is UNKNOWN:
            yield Undecided(resource=pipeline, path="pipelineType", reason="it is not known yet")
            return
        if kind == FIRST:
            yield Violation(
                resource=pipeline,
                path=path,
                wrong=f"{wrong}, and the pipeline is of type V1",
                cost=f"{cost}: CodePipeline refuses the pipeline.",
                fix='set pipelineType to "V2".',
            )


def _of_v2(pipeline: Resource) -> Iterator[tuple[str, str, str]]:
    """What needs the second type: where, what, and what AWS would say."""
    if any(True for _ in items(pipeline.declared("variables"))):
        yield "variables", "it has variables", VARIABLES.quote()
    if any(True for _ in items(pipeline.declared("triggers", default=[]))):
        yield "triggers", "it has triggers", TRIGGERS_NEED_V2.quote()
    if (mode := pipeline.get("executionMode")) in QUEUING:
        yield "executionMode", f"{mode}", MODE_NEEDS_V2.quote()
    for index, stage in items(pipeline.get("stages")):
        for name in CONDITIONS:
            if read(stage, name, "condition") not in (None, UNKNOWN):
                yield f"stages[{index}].{name}", "the stage has a condition", CONDITIONS_NEED_V2.quote()
    for action in actions(pipeline):
        if action.provider in ONLY_V2:
            text = ACTION_NEEDS_V2.quote(provider=action.provider)
            yield f"{action.path}.provider", f"{action.provider}", text
