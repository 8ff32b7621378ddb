"""A build or a test by CodeBuild (CodePipeline user guide, "AWS CodeBuild build and test action reference")."""

import json

from moto.codebuild.models import codebuild_backends

from local_aws.server.extensions.codebuild import builds
from local_aws.server.extensions.codebuild.build import Build
from local_aws.server.extensions.codepipeline.actions.job import Done, Failed, Job, Waiting, refusal
from local_aws.server.extensions.patching import AwsError
from model.texts import codepipeline as say


def look(job: Job) -> Done | Waiting:
    """Begins a build, and follows it."""
    backend = codebuild_backends[job.account_id][job.aws.region]
    if "build" not in job.memo:
        variables = json.loads(job.configuration.get("EnvironmentVariables") or "[]")
        primary = job.configuration.get("PrimarySource") or next(iter(job.inputs), "")
        inputs = {name: dict(job.inputs[name]) for name in sorted(job.inputs, key=lambda name: name != primary)}
        with job.changing:
            try:
                begun = builds.begin(
                    backend,
                    job.configuration["ProjectName"],
                    {"environmentVariablesOverride": variables},
                    initiator=f"codepipeline/{job.pipeline}",
                    revision=job.revision,
                    inputs=inputs,
                    outputs={name: dict(location) for name, location in job.outputs.items()},
                )
            except AwsError as error:
                raise refusal("AWSCodeBuild", error.code or "", error.message, job.execution) from error
        return Waiting(memo={"build": begun.id}, external_id=begun.id, external_url=begun.url)
    build = builds.builds(backend)[job.memo["build"]]
    if not build.ended:
        return Waiting(memo=job.memo, external_id=build.id, external_url=build.url)
    if build.status != "SUCCEEDED":
        raise _failed(build)
    return Done(summary="Build Succeeded", external_id=build.id, external_url=build.url, variables=dict(build.exported))


def _failed(build: Build) -> Failed:
    if (phase := build.failed) and phase.code:
        return Failed.of(say.BUILD_FAILED, state=build.status, phase=phase.type, code=phase.code, message=phase.message)
    return Failed.of(say.BUILD_ENDED, state=build.status)
