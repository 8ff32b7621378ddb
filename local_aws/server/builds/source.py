"""The source of a build: its artifacts or its object, each unpacked in a folder of its own, and the buildspec in it."""

from dataclasses import replace
from pathlib import Path
from zipfile import BadZipFile

from botocore.exceptions import ClientError

from local_aws.provider.handlers.aws import Aws
from local_aws.server.builds.archives import unpack
from local_aws.server.builds.failed import Failed
from local_aws.server.extensions.codebuild.build import Build, Location
from local_aws.server.extensions.codebuild.buildspec import Buildspec, read
from model.texts import codebuild as say
from model.texts.codes import YAML_FILE_ERROR

DEFAULT_BUILDSPEC = "buildspec.yml"


def fetched(build: Build, own: Path, aws: Aws) -> dict[str, Path]:
    """The folder of each source by its name, below the build's own; the primary one is first. Raises Failed."""
    source = build.project.get("source") or {}
    kind = source.get("type", "NO_SOURCE")
    inputs = dict(build.inputs)
    if kind == "S3" and not inputs:
        bucket, _, key = source.get("location", "").removeprefix("arn:aws:s3:::").partition("/")
        inputs = {"": {"bucket": bucket, "key": key}}
    elif kind not in ("CODEPIPELINE", "S3", "NO_SOURCE"):
        raise Failed(say.NOT_A_SOURCE.with_values(kind=kind))
    folders = {}
    for number, (name, location) in enumerate(inputs.items()):
        folder = own / f"src{number}" / "src"
        _download(aws, location, folder)
        folders[name] = folder
    if not folders:
        folders[""] = own / "src0" / "src"
        folders[""].mkdir(parents=True)
    return folders


def _download(aws: Aws, location: Location, folder: Path) -> None:
    try:
        body = aws.client("s3").get_object(Bucket=location["bucket"], Key=location["key"])["Body"].read()
        unpack(body, folder)
    except (ClientError, BadZipFile) as error:
        raise Failed(say.SOURCE_NOT_READ.with_values(key=location["key"], cause=error)) from error


def buildspec(build: Build, source: Path) -> Buildspec:
    """The project's own, or the file of the source that it names. Raises Failed and BadBuildspec."""
    given = (build.project.get("source") or {}).get("buildspec") or DEFAULT_BUILDSPEC
    if "\n" in given or given.lstrip().startswith("{"):
        return read(given)
    try:
        return read((source / given).read_text())
    except FileNotFoundError as error:
        raise Failed(say.NO_BUILDSPEC.with_values(file=source / given)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise Failed(replace(YAML_FILE_ERROR, words=f"{given}: {error}")) from error
