"""A task definition among all of the sources is more than the action reads."""

from typing import Final

from model.texts.codepipeline import ARTIFACT_NOT_READ
from policy.finding import Findings, Undecided, Violation
from policy.reading import PIPELINE, UNKNOWN, Resource
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.pipelines import SOURCE, actions, makers

TEMPLATES: Final = {"TaskDefinitionTemplateArtifact": "task definition", "AppSpecTemplateArtifact": "AppSpec"}
SMALL: Final = ("ECR",)
"""Sources that give one small file."""


@resource_rule(
    PIPELINE,
    remedy="Let a build copy taskdef.json and appspec.yaml into an artifact of their own, and name that one.",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/troubleshooting.html",
    severity="low",
    symptoms=(Symptom.CALLER_GIVES_UP,),
    level="advisory",
    cost=f"{ARTIFACT_NOT_READ.quote(what='task definition')}, as soon as the sources are larger than 3 MB.",
)
def pipeline_templates_small(pipeline: Resource, options: Options) -> Findings:
    """A pipeline keeps task definition and AppSpec apart from the sources.

    CodeDeployToECS reads its two templates from artifacts of at most 3 MB, as a ZIP file. The sources of a service are
    below that for a while; then a picture or a test file is committed, and every run fails at its last stage, with
    words that do not mention the size.

    Looks at actions with the provider CodeDeployToECS whose templates come from the artifact of a source action. How
    large that is no program says.
    """
    made = makers(pipeline)
    for action in actions(pipeline):
        if action.provider != "CodeDeployToECS":
            continue
        for name, what in TEMPLATES.items():
            artifact = action.told(name)
            if artifact is UNKNOWN:
                yield Undecided(
                    resource=pipeline, path=f"{action.path}.configuration.{name}", reason="it is not known yet"
                )
                continue
            source = made.get(artifact) if isinstance(artifact, str) else None
            if source and source.get("category") == SOURCE and source.provider not in SMALL:
                yield Violation(
                    resource=pipeline,
                    path=f"{action.path}.configuration.{name}",
                    wrong=f"{artifact}, which has all of the sources of {source.name}",
                    cost=f"{ARTIFACT_NOT_READ.quote(what=what, artifact=artifact)}, as soon as it is larger than 3 MB.",
                    fix="let a build copy the file into a small artifact of its own, and name that one.",
                )
