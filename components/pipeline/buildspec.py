"""What CodeBuild runs: commands for a plain shell, and the files that they leave.

Pure, so that tests run the commands. Every value of the stack is quoted for the shell. CodeBuild runs all commands in
one instance of it, and ends the phase at the first that fails (CodeBuild user guide, build specification reference,
version 0.2, read 2026-11).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from shlex import quote
from typing import Any

from model.codepipeline import IMAGE_DEFINITIONS, IMAGE_DETAIL
from model.images import SEVERITIES

FOLDER = "definition"
"""Where the files of the definition artifact are written, away from the source's own."""

TAG_CHARACTERS = 12
"""Of a commit or of a version in S3, so many tell one from another."""

READ_IMAGE = 'import json, sys; print(json.load(open(sys.argv[1]))["ImageURI"])'

SCAN_LOOKS = 6
SCAN_LOOK_SECONDS = 10
"""Until a scan is given up that nobody finds."""


@dataclass(frozen=True, kw_only=True)
class Image:
    """How the image is built, and where it is pushed to."""

    registry: str
    repository: str
    """Name in that registry."""
    context: str = "."
    """Folder of the Dockerfile."""
    test: Sequence[str] = ()
    """Commands before that, each in the source's root and a shell of its own."""
    moving_tag: str = ""
    """The second tag that is pushed; empty: none."""
    gate: str = "none"
    """The findings of a scan that stop the build: `none`, `CRITICAL` or `HIGH`."""

    @property
    def url(self) -> str:
        """Of the image, without its tag."""
        return f"{self.registry}/{self.repository}"


def built(image: Image, files: Mapping[str, str], containers: Sequence[str]) -> str:
    """Builds, tests and pushes the image of the source's code, and writes the definition."""
    pre_build = [
        f"aws ecr get-login-password | docker login --username AWS --password-stdin {quote(image.registry)}",
        *(f"(\n{command}\n)" for command in image.test),
    ]
    build = [
        _tag(),
        f'IMAGE={quote(image.url)}:"$TAG"',
        "export TAG IMAGE",
        _once(image),
        *(_moved(image) if image.moving_tag else []),
        *_scanned(image, 'imageTag="$TAG"'),
        *_written(files, containers),
    ]
    return _buildspec({"pre_build": pre_build, "build": build}, files, containers)


def pushed(image: Image, files: Mapping[str, str], containers: Sequence[str]) -> str:
    """Writes the definition for an image that somebody pushed: the source's imageDetail.json names it by its digest."""
    build = [
        f"IMAGE=$(python3 -c {quote(READ_IMAGE)} {IMAGE_DETAIL})",
        "export IMAGE",
        *_scanned(image, 'imageDigest="${IMAGE##*@}"'),
        *_written(files, containers),
    ]
    return _buildspec({"build": build}, files, containers)


def released(artifact: str, until: str, install: Sequence[str]) -> str:
    """Releases by the command `bluegreen`, which waits for the end and fails with the release.

    It runs in the root of the source; the definition is the artifact beside it. Without `install`, the command is there
    already, or the source's root has it, as that of this project does. There it may have come without its executable
    bit, which not every source's ZIP file keeps (github.com/duduribeiro/terraform_ecs_fargate_example/issues/12).
    """
    folder = f'"$CODEBUILD_SRC_DIR_{artifact}"'
    root = '{ chmod +x "$CODEBUILD_SRC_DIR/bluegreen" && export PATH="$CODEBUILD_SRC_DIR:$PATH"; }'
    here = f"command -v bluegreen > /dev/null || {root}"
    commands = [
        f"IMAGE=$(python3 -c {quote(READ_IMAGE)} {folder}/{IMAGE_DETAIL})",
        f"bluegreen release --outputs {folder}/service.json --definition {folder}/taskdef.json"
        f' --image "$IMAGE" --until {quote(until)} --json',
    ]
    return _document({"phases": {"install": {"commands": [*install, here]}, "build": {"commands": commands}}})


def _tag() -> str:
    """The commit, or the version in S3, as ECR takes a tag: its first character is no hyphen and no dot.

    CodePipeline may know no revision (CodeBuild user guide, environment variables); then it is the build's number.
    """
    revision = '"${CODEBUILD_RESOLVED_SOURCE_VERSION:-build-$CODEBUILD_BUILD_NUMBER}"'
    return f"TAG=$(printf %s {revision} | cut -c 1-{TAG_CHARACTERS} | sed 's/[^A-Za-z0-9_.-]/-/g; s/^[.-]/_/')"


def _once(image: Image) -> str:
    """A tag stays where it is, so what a run before this one pushed is taken as it is, and not built anew."""
    look = f'aws ecr describe-images --repository-name {quote(image.repository)} --image-ids imageTag="$TAG"'
    again = 'docker pull --quiet "$IMAGE"' if image.moving_tag else ":"
    return (
        f"if {look} > /dev/null 2>&1\n"
        f'then echo "$IMAGE is in the registry already, and is not built again" && {again}\n'
        f'else docker build --tag "$IMAGE" {quote(image.context)} && docker push "$IMAGE"\n'
        "fi"
    )


def _moved(image: Image) -> list[str]:
    moving = quote(f"{image.url}:{image.moving_tag}")
    return [f'docker tag "$IMAGE" {moving}', f"docker push {moving}"]


def _scanned(image: Image, id: str) -> list[str]:
    """Fails for findings that the stack does not let through. An image that nobody scans fails, too: a scan on push may
    not be found in the first moments, where the wait ends at once (botocore's waiter knows no such answer).
    """
    severities = SEVERITIES[image.gate]
    if not severities:
        return []
    of = f"--repository-name {quote(image.repository)} --image-id {id}"
    counts = "imageScanFindings.findingSeverityCounts"
    return [
        f"looks=0; until aws ecr wait image-scan-complete {of}; do"
        f" looks=$((looks + 1)); test $looks -lt {SCAN_LOOKS} && sleep {SCAN_LOOK_SECONDS} || break; done;"
        f" test $looks -lt {SCAN_LOOKS}",
        *(
            f"test \"$(aws ecr describe-image-scan-findings {of} --output text --query '{counts}.{one} || `0`')\" = 0"
            f" || (echo {quote(f'the image has {one} findings, which imageGate {image.gate} does not let through')};"
            " exit 1)"
            for one in severities
        ),
    ]


def _written(files: Mapping[str, str], containers: Sequence[str]) -> list[str]:
    """Files as they are, and one that says the image: for each of these containers, or for whoever asks."""
    verbatim = [f"printf '%s\\n' {quote(text)} > {FOLDER}/{name}" for name, text in files.items()]
    text = json.dumps({"ImageURI": "%s"})
    if containers:
        text = json.dumps([{"name": one, "imageUri": "%s"} for one in containers])
    images = " ".join(['"$IMAGE"'] * max(1, len(containers)))
    return [
        f"mkdir -p {FOLDER}",
        *verbatim,
        f"printf {quote(text + chr(92) + 'n')} {images} > {FOLDER}/{_says_image(containers)}",
    ]


def _says_image(containers: Sequence[str]) -> str:
    return IMAGE_DEFINITIONS if containers else IMAGE_DETAIL


def _buildspec(phases: Mapping[str, Sequence[str]], files: Mapping[str, str], containers: Sequence[str]) -> str:
    return _document(
        {
            "phases": {phase: {"commands": [*commands]} for phase, commands in phases.items()},
            "artifacts": {"base-directory": FOLDER, "files": [*files, _says_image(containers)]},
        }
    )


def _document(content: Mapping[str, Any]) -> str:
    """JSON is YAML, but for two escapes that are one character together: so nothing is escaped that need not be."""
    return json.dumps({"version": "0.2", **content}, ensure_ascii=False)
