"""A build without a Docker daemon builds no image."""

import re
from typing import Final

from model.texts.codebuild import NO_DAEMON
from policy.finding import Findings, Undecided, Violation
from policy.reading import UNKNOWN, Resource, flag
from policy.rule import Options, stack_rule
from policy.stack import Stack
from policy.symptom import Symptom
from policy.views.builds import judged
from policy.views.buildspecs import buildspec

OF_DAEMON: Final = re.compile(r"docker(?:-compose|\s+(?:build|buildx|run|push|pull|tag|compose|load|save|images))\b.*")
"""Commands that the daemon carries out; signing in to a registry needs none."""
CONTAINERS: Final = ("LINUX_CONTAINER", "ARM_CONTAINER", "LINUX_GPU_CONTAINER")
"""Environments in which privileged mode lets a daemon run."""
ELSEWHERE: Final = "DOCKER_HOST"
"""The variable that names a daemon somewhere else."""


@stack_rule(
    remedy="Set environment.privilegedMode of the CodeBuild project to true.",
    source="https://docs.aws.amazon.com/codebuild/latest/userguide/troubleshooting.html",
    severity="high",
    symptoms=(Symptom.CALLER_GIVES_UP,),
    cost=f"{NO_DAEMON.quote()}: the build fails at its first one.",
)
def build_has_docker(stack: Stack, options: Options) -> Findings:
    """A build that runs docker runs in privileged mode.

    CodeBuild starts a Docker daemon in its container only in privileged mode, which is off by default.

    Looks at CodeBuild projects whose build specification is part of the program, once it is known. Lets through
    projects with a Docker server of their own, and those that set DOCKER_HOST. It only warns of a project that no
    pipeline for ECS runs.
    """
    yield from judged(stack, _project)


def _project(project: Resource) -> Findings:
    found = buildspec(project)
    if found is None or project.get("environment", "type") not in CONTAINERS:
        return
    if found is UNKNOWN:
        yield Undecided(resource=project, path="source.buildspec", reason="it cannot be read")
        return
    command = next((one for one in found.commands() if OF_DAEMON.fullmatch(one)), None)
    served = project.get("environment", "dockerServer") is not None
    if command is None or served or any(ELSEWHERE in line for line in (*found.lines(), *found.variables())):
        return
    privileged = flag(project.get("environment", "privilegedMode", default=False))
    if privileged is UNKNOWN:
        yield Undecided(resource=project, path="environment.privilegedMode", reason="it is not known yet")
    elif privileged is not True:
        yield Violation(
            resource=project,
            path="environment.privilegedMode",
            wrong=f"not true, and the build runs docker {command.split()[1] if ' ' in command else ''}".rstrip(),
            fix="set it to true.",
        )
