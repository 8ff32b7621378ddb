"""The stages of a pipeline: each of one action, and called like it."""

from collections.abc import Mapping

import pulumi_aws as aws
from pulumi import Input

from components.pipeline import deploy, source
from components.pipeline.builds import Builds
from components.pipeline.definition import ARTIFACT
from components.pipeline.source import Action, Found, Source
from model.strategy import Strategy

Stage = aws.codepipeline.PipelineStageArgsDict


def stages(
    of: Source,
    found: Found,
    builds: Builds,
    *,
    approval_of: str,
    strategy: Strategy,
    outputs: Mapping[str, Input[str]],
) -> list[Stage]:
    """In their order. `approval_of` is the service that somebody is asked about; empty, nobody is."""
    actions = [
        source.action(of, found),
        _built(builds, of),
        *([_approved(approval_of)] if approval_of else []),
        _released(of, builds, strategy, outputs),
    ]
    return [{"name": one["name"], "actions": [one]} for one in actions]


def _built(builds: Builds, of: Source) -> Action:
    return {
        "name": "Build",
        "category": "Build",
        "owner": "AWS",
        "provider": "CodeBuild",
        "version": "1",
        "configuration": {"ProjectName": builds.build.name},
        "input_artifacts": [source.artifact(of)],
        "output_artifacts": [ARTIFACT],
    }


def _approved(service: str) -> Action:
    return {
        "name": "Approve",
        "category": "Approval",
        "owner": "AWS",
        "provider": "Manual",
        "version": "1",
        "configuration": {"CustomData": f"Release this change of {service}?"},
    }


def _released(of: Source, builds: Builds, strategy: Strategy, outputs: Mapping[str, Input[str]]) -> Action:
    if builds.release:
        return deploy.by_command(builds.release.name, source.artifact(of))
    return deploy.by_codedeploy(outputs) if strategy is Strategy.CODEDEPLOY else deploy.by_ecs(outputs)
