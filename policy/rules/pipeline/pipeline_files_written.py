"""A deploy action reads files that a build has to write, and their names are easily confused."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from model.codepipeline import APP_SPEC, IMAGE_DEFINITIONS, IMAGE_DETAIL, IMAGES, TASK_DEFINITION
from model.texts.codepipeline import ARTIFACT_NOT_READ, IMAGES_NOT_FOUND
from policy.finding import Findings, Undecided, Violation
from policy.reading import PIPELINE, UNKNOWN, Resource, Unknown
from policy.rule import Options, stack_rule
from policy.stack import Stack, only
from policy.symptom import Symptom
from policy.views.buildspecs import buildspec
from policy.views.pipelines import Action, by, makers, projects


class Read(NamedTuple):
    """A file that an action reads."""

    artifact: str | Unknown
    file: Any
    cost: str


@stack_rule(
    remedy="List the files that the deploy action reads under artifacts in the build specification.",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/file-reference.html",
    severity="high",
    symptoms=(Symptom.CALLER_GIVES_UP,),
    cost=f"{ARTIFACT_NOT_READ.quote()}, or {IMAGES_NOT_FOUND.quote()}: the image is built, tested and pushed, and"
    " the pipeline fails at its last stage.",
)
def pipeline_files_written(stack: Stack, options: Options) -> Findings:
    """The files that a deploy action reads are in the artifacts that it names.

    CodeDeployToECS reads taskdef.json, appspec.yaml and imageDetail.json; ECS reads imagedefinitions.json, with other
    contents. A build that writes a file but does not list it among its artifacts loses it.

    Looks at both actions, with the paths that they are told. What a CodeBuild project of the program writes stands in
    its build specification, where that is part of the project: under `artifacts`, or where the action makes several
    artifacts under `secondary-artifacts` with the artifact's name. An ECR source writes imageDetail.json alone. Sources
    and build specifications in them are let through: no program has them. One that names what is not there yet is
    looked at once it is known.
    """
    for pipeline in stack.of(PIPELINE):
        made = makers(pipeline)
        for action in by(pipeline, "CodeDeployToECS", "ECS"):
            for one in _read(action):
                path, source = f"{action.path}.configuration", made.get(one.artifact)
                written = _writes(stack, pipeline, source, one) if source else None
                if written is UNKNOWN:
                    reason = f"whether {one.artifact} has the file is not known yet"
                    yield Undecided(resource=pipeline, path=path, reason=reason)
                elif source and written is False:
                    yield Violation(
                        resource=pipeline,
                        path=path,
                        wrong=f"it reads {one.file} of {one.artifact}, and {source.name} writes no such file into it",
                        cost=f"{one.cost}: the pipeline fails at its last stage.",
                        fix=_fix(source, one.file),
                    )


def _read(action: Action) -> Iterator[Read]:
    if action.provider == "ECS":
        file = action.told("FileName", default=IMAGE_DEFINITIONS)
        cost = IMAGES_NOT_FOUND.quote(file=file) if isinstance(file, str) else IMAGES_NOT_FOUND.quote()
        for artifact in action.inputs:
            yield Read(artifact, file, cost)
        return
    files = [
        ("TaskDefinitionTemplateArtifact", action.told("TaskDefinitionTemplatePath", default=TASK_DEFINITION)),
        ("AppSpecTemplateArtifact", action.told("AppSpecTemplatePath", default=APP_SPEC)),
        *((f"Image{number}ArtifactName", IMAGE_DETAIL) for number in IMAGES),
    ]
    whats = ["task definition", "AppSpec", *("image" for _ in IMAGES)]
    for (name, file), what in zip(files, whats, strict=True):
        artifact = action.told(name)
        if isinstance(artifact, str):
            yield Read(artifact, file, ARTIFACT_NOT_READ.quote(what=what, artifact=artifact))


def _writes(stack: Stack, pipeline: Resource, source: Action, one: Read) -> bool | Unknown | None:
    """Whether an action writes the file; None where no program says it."""
    if not isinstance(one.file, str):
        return UNKNOWN
    if source.provider == "ECR":
        return one.file == IMAGE_DETAIL
    project = only(projects(stack, pipeline, source)) if source.provider == "CodeBuild" else None
    found = buildspec(project) if project else None
    if found is UNKNOWN or found is None:
        return found
    return found.writes(one.file, one.artifact, alone=len(source.outputs) == 1)


def _fix(source: Action, file: str) -> str:
    if source.provider == "ECR":
        return f"name the artifact of a build that writes {file}; an ECR source gives {IMAGE_DETAIL} alone."
    return f"write {file} in the build, and list it under artifacts of its build specification."
