"""The configuration of a CodeDeployToECS action names its two files, and which image goes where."""

import re
from collections.abc import Mapping
from typing import Any

from model.codepipeline import BLUE_GREEN
from model.texts.codepipeline import NOT_CONFIGURED
from policy.finding import Findings, Undecided, Violation
from policy.reading import PIPELINE, UNKNOWN, Resource, read
from policy.rule import Options, resource_rule
from policy.symptom import Symptom
from policy.views.pipelines import Action, actions

IMAGE = re.compile(r"Image([1-4])(ArtifactName|ContainerName)")


@resource_rule(
    PIPELINE,
    remedy="Set both template artifacts, and an Image<N>ContainerName for each Image<N>ArtifactName.",
    source="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-ECSbluegreen.html",
    severity="medium",
    symptoms=(Symptom.CALLER_GIVES_UP,),
    level="advisory",
    cost="CodePipeline refuses the pipeline or fails at its last stage, such as with"
    f" {NOT_CONFIGURED.quote(key='Image3ContainerName')}",
)
def pipeline_deploys_blue_green(pipeline: Resource, options: Options) -> Findings:
    """A pipeline's action for blue/green on ECS has all of its configuration.

    The action makes a task definition and an AppSpec out of two templates, and puts the new image into the first. Where
    a part of its configuration is missing, the pipeline builds and tests for a while and fails at the end.

    Looks at the actions with provider CodeDeployToECS: the application, the deployment group and both templates
    must be named, the artifacts must be among the action's input artifacts, and Image<N>ArtifactName and
    Image<N>ContainerName go together. The paths of the templates may be left out (taskdef.json, appspec.yaml). The
    contents of the artifacts are not part of the program. Actions of other providers are let through, also `ECS`,
    which is for services that ECS rolls.
    """
    for action in actions(pipeline):
        provider, configuration = action.provider, action.configuration
        if provider in (UNKNOWN, "CodeDeployToECS") and UNKNOWN in (provider, configuration):
            yield Undecided(resource=pipeline, path=action.path, reason="it is not known yet")
        elif provider == "CodeDeployToECS" and configuration is not UNKNOWN:
            yield from _configuration(pipeline, action, configuration)


def _configuration(pipeline: Resource, action: Action, configuration: Mapping[str, Any]) -> Findings:
    path = action.path
    for name in (*BLUE_GREEN.required, *_partners(configuration)):
        if read(configuration, name) is None:
            yield Violation(resource=pipeline, path=f"{path}.configuration.{name}", wrong="not set", fix=_fix(name))
    inputs = action.inputs
    for name, artifact in configuration.items():
        if name.endswith(("Artifact", "ArtifactName")):
            if artifact in inputs and artifact is not UNKNOWN:
                continue
            if UNKNOWN in (artifact, *inputs):
                yield Undecided(
                    resource=pipeline, path=f"{path}.configuration.{name}", reason="its artifacts are not known yet"
                )
            else:
                yield Violation(
                    resource=pipeline,
                    path=f"{path}.configuration.{name}",
                    wrong=f"{artifact} is not one of the action's inputArtifacts",
                    fix="name an artifact that the action gets, or add it to inputArtifacts.",
                )


def _partners(configuration: Any) -> list[str]:
    """For each setting of an image the one that has to go with it."""
    found = [match for name in configuration if (match := IMAGE.fullmatch(name))]
    other = {"ArtifactName": "ContainerName", "ContainerName": "ArtifactName"}
    return [f"Image{match[1]}{other[match[2]]}" for match in found]


def _fix(name: str) -> str:
    if name.endswith("ContainerName"):
        return "set the placeholder that the task definition has for this image, such as IMAGE1_NAME for <IMAGE1_NAME>."
    if name.endswith(("Artifact", "ArtifactName")):
        return "set the input artifact that has the file."
    return "set the name of CodeDeploy's application and deployment group."
