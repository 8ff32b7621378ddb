"""What an action is told, and what it answers."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from local_aws.provider.handlers.aws import Aws
from local_aws.server.extensions.codepipeline.execution import Location
from model.texts.text import Text


class Failed(Exception):
    """The action has failed."""

    def __init__(self, code: str, words: str) -> None:
        self.error = (code, words)
        super().__init__(words)

    @classmethod
    def of(cls, text: Text, **values: object) -> "Failed":
        """In the words of AWS; its code is that of a wrong configuration, unless the text has another."""
        return cls(text.code or "ConfigurationError", text.say(**values))


class NoFile(Exception):
    """An artifact does not have a file, or is too large."""


@dataclass(frozen=True, kw_only=True)
class Job:
    """An action, each time that it is looked at."""

    aws: Aws
    account_id: str
    changing: AbstractContextManager[Any]
    """The lock around moto, for what no call of AWS does."""
    project: Path
    """The folder in which the local AWS was started."""
    pipeline: str
    execution: str
    action: str
    stage: str
    configuration: Mapping[str, str]
    inputs: Mapping[str, Location]
    outputs: Mapping[str, Location]
    memo: Mapping[str, Any]
    """What it wanted to know again at this look."""
    token: str
    override: str
    """The revision that is wanted of a source; empty: the newest."""
    revision: str
    """Of the source that the execution began with."""
    now: float
    """What the cloud's clock says."""

    def read(self, artifact: str, file: str, most_bytes: int | None = None) -> bytes:
        """A file of an artifact that may not be larger as a whole. Raises NoFile."""
        location = self.inputs.get(artifact)
        if location is None:
            raise NoFile(artifact)
        try:
            s3 = self.aws.client("s3")
            data = s3.get_object(Bucket=location["bucket"], Key=location["key"])["Body"].read()
            if most_bytes is not None and len(data) > most_bytes:
                raise NoFile(artifact)
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return archive.read(file)
        except (ClientError, KeyError, zipfile.BadZipFile) as error:
            raise NoFile(file) from error

    def write(self, data: bytes) -> None:
        """The only output artifact, if the action has one."""
        for location in self.outputs.values():
            self.aws.client("s3").put_object(Bucket=location["bucket"], Key=location["key"], Body=data)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """It is not over: what is known of it by now."""

    memo: Mapping[str, Any] = field(default_factory=dict)
    summary: str = ""
    external_id: str = ""
    external_url: str = ""
    token: str = ""


@dataclass(frozen=True, kw_only=True)
class Revision:
    """What a source action found."""

    id: str
    summary: str
    created: datetime
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Done:
    """It has succeeded."""

    summary: str = ""
    external_id: str = ""
    external_url: str = ""
    variables: Mapping[str, str] = field(default_factory=dict)
    revision: Revision | None = None


def refusal(service: str, code: str, words: str, request: str) -> Failed:
    """What a service refuses fails the action, as AWS's SDK for Java words it."""
    told = f"Service: {service}; Status Code: 400; Error Code: {code}; Request ID: {request}; Proxy: null"
    return Failed("JobFailed", f"{words} ({told})")


@contextmanager
def refused_by(service: str) -> Iterator[None]:
    """Around calls of a service."""
    try:
        yield
    except ClientError as error:
        told, request = error.response["Error"], error.response["ResponseMetadata"].get("RequestId", "")
        raise refusal(service, told["Code"], told["Message"], request) from error
