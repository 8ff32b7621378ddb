"""A pipeline that nothing starts releases nothing, and nobody is told."""

from typing import Any, Final

from policy.finding import Findings, Undecided, Violation
from policy.reading import PIPELINE, UNKNOWN, Resource, flag
from policy.rule import Options, stack_rule
from policy.stack import Leading, Linked, Stack
from policy.symptom import Symptom
from policy.views.pipelines import SOURCE, Action, actions
from policy.views.reach import deploys

TARGET: Final = "aws:cloudwatch/eventTarget:EventTarget"
POLLED: Final = ("S3", "CodeCommit")
"""Sources that CodePipeline asks for changes by itself, unless it is told not to."""
SILENT: Final = ("ECR",)
"""Sources of which only an event tells."""


@stack_rule(
    remedy="Add an EventBridge rule for changes of the source, with the pipeline's ARN as its target.",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/create-cwe-ecr-source.html",
    severity="medium",
    symptoms=(Symptom.CALLER_GIVES_UP,),
    level="advisory",
    cost="new images and commits lie there, and no run of the pipeline takes them up before somebody starts one.",
)
def pipeline_starts(stack: Stack, options: Options) -> Findings:
    """Something starts a pipeline when its source changes.

    The console makes the EventBridge rule that starts a pipeline; a program has to make it itself. Without it the
    pipeline runs once, when it is created.

    Looks at pipelines that deploy to ECS: at those whose sources are all images in ECR, or objects and commits with
    `PollForSourceChanges` false. Lets through what a connection starts, and pipelines to which a target of an event
    rule of the program leads. Whatever else starts one, such as another pipeline, the program does not say.
    """
    targets = _targets(stack)
    for pipeline in filter(deploys, stack.of(PIPELINE)):
        sources = [action for action in actions(pipeline) if action.get("category") == SOURCE]
        answers = [_starts(action) for action in sources]
        if not sources or True in answers or targets.perhaps_to(pipeline):
            continue
        if UNKNOWN in answers:
            yield Undecided(resource=pipeline, path="stages", reason="how its sources start it is not known yet")
        else:
            yield Violation(
                resource=pipeline,
                path=f"{sources[0].path}.configuration",
                wrong=f"nothing in the program starts the pipeline when {sources[0].name} changes",
                fix="add an EventBridge rule for the change, with the pipeline as its target.",
            )


def _starts(action: Action) -> Any:
    """Whether the source starts the pipeline by itself; UNKNOWN when that is not known."""
    if action.provider is UNKNOWN or action.configuration is UNKNOWN:
        return UNKNOWN
    if action.provider in POLLED:
        polls = flag(action.told("PollForSourceChanges", default=True))
        return UNKNOWN if polls is UNKNOWN else polls is not False
    return action.provider not in SILENT


def _targets(stack: Stack) -> Leading[Resource]:
    """The targets of event rules, by the pipelines that they start."""
    return Leading((target, [_pipeline(stack, target)]) for target in stack.of(TARGET))


def _pipeline(stack: Stack, target: Resource) -> Linked:
    """The pipeline that a target names by its ARN, at the end of which is its name."""
    arn = target.get("arn")
    if isinstance(arn, str) and ":codepipeline:" in arn:
        return stack.linked(target, "arn", arn.rpartition(":")[2], PIPELINE, by="name")
    return stack.linked(target, "arn", arn, PIPELINE, by="arn")
