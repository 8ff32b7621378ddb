"""What a build's commands see: CodeBuild's variables, the local AWS, and nothing of yours but the programs on PATH."""

import json
import os
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from local_aws.provider.handlers.aws import Aws
from local_aws.server.builds.failed import Failed
from local_aws.server.builds.log import Log
from local_aws.server.extensions.codebuild.build import Build
from local_aws.server.extensions.codebuild.buildspec import Buildspec
from model.texts import codebuild as say

ROOT = Path(__file__).parents[3]
DOCKER = Path(__file__).with_name("docker.py")


def stand_ins(folder: Path, *, privileged: bool) -> None:
    """Writes the programs that come first on PATH: `docker`, this checkout's AWS CLI and its `bluegreen`."""
    folder.mkdir()
    python = shlex.quote(sys.executable)
    daemon = "" if privileged else " --no-daemon"
    images = shlex.quote(str(folder / "images.json"))
    programs = {
        "docker": f"{python} -I {shlex.quote(str(DOCKER))}{daemon} {images}",
        "aws": f"{python} -I -m awscli",
        "bluegreen": shlex.quote(str(ROOT / "bluegreen")),
    }
    for name, command in programs.items():
        program = folder / name
        program.write_text(f'#!/bin/sh\nexec {command} "$@"\n')
        program.chmod(0o755)


def variables(build: Build, own: Path, sources: Mapping[str, Path]) -> dict[str, str]:
    """CodeBuild user guide, "Environment variables in build environments"."""
    environment: Mapping[str, Any] = build.project.get("environment") or {}
    source: Mapping[str, Any] = build.project.get("source") or {}
    first = next(iter(sources.values()))
    return {
        "PATH": f"{own / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "HOME": str(own / "home"),
        "TMPDIR": str(own / "tmp"),
        "LANG": "C.UTF-8",
        "NO_PROXY": "127.0.0.1,localhost",
        "CODEBUILD_BUILD_ARN": build.arn,
        "CODEBUILD_BUILD_ID": build.id,
        "CODEBUILD_BUILD_IMAGE": str(environment.get("image") or ""),
        "CODEBUILD_BUILD_NUMBER": str(build.number),
        "CODEBUILD_BUILD_SUCCEEDING": "1",
        "CODEBUILD_INITIATOR": build.initiator,
        "CODEBUILD_LOG_PATH": build.log_stream,
        "CODEBUILD_PROJECT_ARN": str(build.project.get("arn") or ""),
        "CODEBUILD_RESOLVED_SOURCE_VERSION": build.revision,
        "CODEBUILD_SOURCE_REPO_URL": str(source.get("location") or ""),
        "CODEBUILD_SOURCE_VERSION": build.source_version,
        "CODEBUILD_SRC_DIR": str(first),
        "CODEBUILD_START_TIME": str(int(1000 * build.began_at.timestamp())),
        **{f"CODEBUILD_SRC_DIR_{name}": str(folder) for name, folder in list(sources.items())[1:]},
    }


def wanted(build: Build, spec: Buildspec, aws: Aws, log: Log) -> dict[str, str]:
    """Variables that the buildspec, the project or the call has; what comes from a secret is hidden in the log. Raises
    Failed."""
    environment: Mapping[str, Any] = build.project.get("environment") or {}
    every = (
        [("PLAINTEXT", name, value) for name, value in spec.variables.items()]
        + [("PARAMETER_STORE", name, value) for name, value in spec.parameters.items()]
        + [("SECRETS_MANAGER", name, value) for name, value in spec.secrets.items()]
    )
    # The project's and the call's own take precedence over the buildspec's.
    given = {one["name"]: one for one in environment.get("environmentVariables") or ()}
    every = [one for one in every if one[1] not in given]
    every += [(one.get("type") or "PLAINTEXT", name, one["value"]) for name, one in given.items()]
    return {name: _value(aws, log, kind, name, value) for kind, name, value in every}


def _value(aws: Aws, log: Log, kind: str, name: str, value: str) -> str:
    if kind == "PLAINTEXT":
        return value
    try:
        if kind == "PARAMETER_STORE":
            found = aws.client("ssm").get_parameter(Name=value, WithDecryption=True)["Parameter"]["Value"]
        else:
            found = _secret(aws, value)
    except (ClientError, KeyError, TypeError, ValueError) as error:
        raise Failed(say.VARIABLE_NOT_FOUND.with_values(name=name, cause=error)) from error
    log.hide(found)
    return found


def _secret(aws: Aws, reference: str) -> str:
    """`secret-id:json-key:version-stage:version-id`; the id may be an ARN, which has six colons of its own."""
    parts = reference.split(":")
    own = 7 if reference.startswith("arn:") else 1
    id, (key, stage, version) = ":".join(parts[:own]), (*parts[own:], "", "", "")[:3]
    details = {"VersionStage": stage} if stage else {}
    details |= {"VersionId": version} if version else {}
    found = aws.client("secretsmanager").get_secret_value(SecretId=id, **details)["SecretString"]
    return str(json.loads(found)[key]) if key else found
