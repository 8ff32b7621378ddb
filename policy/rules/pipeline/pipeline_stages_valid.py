"""A pipeline begins with its sources, and then does something with them."""

from typing import Any

from model.texts.codepipeline import FIRST_STAGE, ONLY_SOURCES, SOURCE_IN_LATER_STAGE, STAGE_TWICE
from policy.finding import Findings, Undecided, Violation
from policy.reading import PIPELINE, UNKNOWN, Resource, items, read, text_of
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.pipelines import SOURCE, Action, actions


@resource_rule(
    PIPELINE,
    remedy="Put all source actions into the first stage and nothing else, and give each stage a name of its own.",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html",
    severity="medium",
    symptoms=(Symptom.REFUSED,),
    cost=f"{FIRST_STAGE.code}: {FIRST_STAGE.quote()}: CodePipeline refuses the pipeline.",
)
def pipeline_stages_valid(pipeline: Resource, options: Options) -> Findings:
    """The first stage of a pipeline has its source actions, and the others have the rest.

    CodePipeline takes a pipeline of at least two stages with different names: the first has source actions alone, and
    no other has any. What it refuses is missing after an update that has changed everything else.

    Looks at the categories of actions and at the names of stages.
    """
    found = list(actions(pipeline))
    categories = [action.get("category") for action in found]
    if UNKNOWN in categories:
        yield Undecided(resource=pipeline, path="stages", reason="the categories of its actions are not known yet")
    else:
        yield from _sources(pipeline, found)
    yield from _names(pipeline)


def _sources(pipeline: Resource, found: list[Action]) -> Findings:
    if not any(action.stage == 0 and _source(action) for action in found):
        yield _refused(
            pipeline, "stages[0]", "no source action", FIRST_STAGE.quote(), "add the action that gives the source."
        )
        return
    for action in found:
        if action.stage == 0 and not _source(action):
            wrong = f"{action.get('category')}, in the stage of the sources"
            fix = "move the action into a stage of its own."
            yield _refused(pipeline, f"{action.path}.category", wrong, FIRST_STAGE.quote(), fix)
        elif action.stage > 0 and _source(action):
            wrong, fix = "a source action after the first stage", "move the action into the first stage."
            yield _refused(pipeline, f"{action.path}.category", wrong, SOURCE_IN_LATER_STAGE.quote(), fix)
    if all(map(_source, found)):
        fix = "add a stage that builds or deploys."
        yield _refused(pipeline, "stages", "source actions alone", ONLY_SOURCES.quote(), fix)


def _names(pipeline: Resource) -> Findings:
    seen: set[Any] = set()
    for index, stage in items(pipeline.get("stages")):
        name = text_of(read(stage, "name"))
        if name is not UNKNOWN and name in seen:
            text = STAGE_TWICE.quote(stage=name)
            yield _refused(
                pipeline, f"stages[{index}].name", f"{name}, as another stage", text, "give it a name of its own."
            )
        seen.add(name)


def _source(action: Action) -> bool:
    return action.get("category") == SOURCE


def _refused(pipeline: Resource, path: str, wrong: str, text: str, fix: str) -> Violation:
    cost = f"{text}: CodePipeline refuses the pipeline."
    return Violation(resource=pipeline, path=path, wrong=wrong, cost=cost, fix=fix)
