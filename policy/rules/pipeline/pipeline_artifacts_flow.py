"""An action can only take what an action before it has made."""

from typing import Any

from model.texts.codepipeline import NO_SUCH_ARTIFACT, OUTPUT_TWICE
from policy.finding import Findings, Undecided, Violation
from policy.reading import PIPELINE, UNKNOWN, Resource
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.pipelines import Action, actions


@resource_rule(
    PIPELINE,
    remedy="Name each output artifact once, and take as input what an earlier stage, or a lower runOrder, has made.",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/welcome-introducing-artifacts.html",
    severity="medium",
    symptoms=(Symptom.REFUSED,),
    cost=f"{NO_SUCH_ARTIFACT.quote()}: CodePipeline refuses the pipeline.",
)
def pipeline_artifacts_flow(pipeline: Resource, options: Options) -> Findings:
    """Every artifact that an action takes was made by one action before it.

    The names of artifacts are all that ties the actions of a pipeline together, and capitals count: BuildOutput is not
    buildOutput. Two actions that make the same one would overwrite each other.

    Looks at the input and output artifacts of all actions. Of two actions of one stage the one with the lower
    `runOrder` comes first; without one both run together.
    """
    found = list(actions(pipeline))
    makers: dict[Any, Action] = {}
    for action in found:
        for artifact in action.outputs:
            if artifact is UNKNOWN:
                yield Undecided(resource=pipeline, path=action.path, reason="its artifacts are not known yet")
                return
            if artifact in makers:
                yield Violation(
                    resource=pipeline,
                    path=f"{action.path}.outputArtifacts",
                    wrong=f"{artifact}, which {makers[artifact].name} makes, too",
                    cost=f"{OUTPUT_TWICE.quote(artifact=artifact)}: CodePipeline refuses the pipeline.",
                    fix="give it a name of its own.",
                )
            makers.setdefault(artifact, action)
    for action in found:
        for artifact in action.inputs:
            maker = makers.get(artifact)
            before = UNKNOWN if artifact is UNKNOWN else maker.runs_before(action) if maker else False
            if before is UNKNOWN:
                yield Undecided(resource=pipeline, path=action.path, reason="its artifacts are not known yet")
            elif not before:
                text = NO_SUCH_ARTIFACT.quote(artifact=artifact, action=action.name)
                yield Violation(
                    resource=pipeline,
                    path=f"{action.path}.inputArtifacts",
                    wrong=f"{artifact}, which {f'{maker.name} makes no earlier' if maker else 'no action makes'}",
                    cost=f"{text}: CodePipeline refuses the pipeline.",
                    fix=_fix(makers),
                )


def _fix(makers: dict[Any, Action]) -> str:
    made = ", ".join(str(one) for one in makers)
    return f"take one of {made}, from an action before it." if made else "let an action before it make the artifact."
