"""A service with a pipeline, as a stack of ours declares it, and what its build runs."""

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pulumi import export

from components.service import Place
from components.services import make_each, pipe_each
from outputs import of_services
from tests.components.fronts import FRONT
from tests.settings.configured import settings
from verdict.recording import Recording, record

ACCOUNT = "123456789012"
PLACE = Place(
    cluster_name="cluster", capacity_provider_name="FARGATE", vpc_id="vpc-1", subnet_ids=["a", "b"], nat_addresses=[]
)
ARCHIVE = {"key": "source.zip"}
CONNECTION = f"arn:aws:codeconnections:us-east-1:{ACCOUNT}:connection/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"
REPOSITORY = {"connectionArn": CONNECTION, "repository": "team/web"}
IMAGE = {"imageTag": "latest"}

ON_PATH = """#!/bin/sh
echo "$(basename "$0") $*" >> "$CALLS"
case "$*" in
  *describe-images*) case " $PUSHED " in *" ${*##*imageTag=} "*) exit 0 ;; *) exit 254 ;; esac ;;
  *image-scan-complete*) [ "$(grep -c image-scan-complete "$CALLS")" -gt "${NOT_FOUND:-0}" ] ;;
  *findings*CRITICAL*) echo "${CRITICAL:-0}" ;;
  *findings*HIGH*) echo "${HIGH:-0}" ;;
  *get-login-password*) echo token ;;
  login*) cat > "$CALLS.password" ;;
esac
"""
"""Stands for docker, aws, bluegreen and sleep: it writes down what it is asked."""


def piped(
    stack: str = "staging", *, source: Mapping[str, Any] = ARCHIVE, said: Any = None, **changes: Any
) -> Recording:
    """By a stack with these keys, and these members of `pipeline` besides its source."""
    pipeline = {"source": source, **(said or {})}
    made = settings(stack, rollout="external", pipeline=pipeline, **changes)

    def build() -> None:
        services = make_each(made.service_args(PLACE, FRONT, ACCOUNT, {"Stack": "test"}, {}))
        said = of_services(services, "test")
        pipe_each(services, said)
        for one in said.values():
            export("service", vars(one))

    return record(build)


def buildspec(recording: Recording, of: str = "build") -> dict[str, Any]:
    """Of the only project whose name ends so."""
    [project] = [one for one in recording.all("aws:codebuild/project:Project") if one.name.endswith(f"-{of}")]
    return json.loads(project.inputs["source"]["buildspec"])


@dataclass(frozen=True)
class Ran:
    """What came of the commands."""

    failed: str
    """The one that did; empty: none."""
    calls: Sequence[str]
    """Of the programs on PATH, in their order."""
    folder: Path
    printed: str

    def read(self, name: str) -> Any:
        """One of the files that the buildspec says are artifacts."""
        return json.loads((self.folder / "definition" / name).read_text())


def run(spec: Mapping[str, Any], folder: Path, **environment: str) -> Ran:
    """Its commands in a plain shell, one instance for all, each phase until one fails."""
    programs, source, calls = folder / "programs", folder / "source", folder / "calls"
    for place in (programs, source):
        place.mkdir(exist_ok=True)
    for name in ("docker", "aws", "bluegreen", "sleep"):
        (programs / name).write_text(ON_PATH)
        (programs / name).chmod(0o755)
    calls.write_text("")
    commands = [one for phase in spec["phases"].values() for one in phase["commands"]]
    script = "\n".join(
        f"{one}\nlast=$?; [ $last = 0 ] || {{ echo 'failed {n}'; exit $last; }}" for n, one in enumerate(commands)
    )
    known = {
        "PATH": f"{programs}:{os.environ['PATH']}",
        "CALLS": str(calls),
        "CODEBUILD_SRC_DIR": str(source),
        "CODEBUILD_BUILD_NUMBER": "7",
    }
    done = subprocess.run(["sh", "-c", script], cwd=source, env=known | environment, capture_output=True, text=True)
    number = done.stdout.rpartition("failed ")[2].strip() if done.returncode else ""
    return Ran(
        failed=commands[int(number)] if number else "",
        calls=calls.read_text().splitlines(),
        folder=source,
        printed=done.stdout + done.stderr,
    )
