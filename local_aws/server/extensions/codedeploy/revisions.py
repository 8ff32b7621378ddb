"""Revisions for ECS: where an AppSpec is, and its text.

Faithful: which locations are refused, and when: CodeDeploy reads an object of S3 once the deployment starts, so that a
missing one fails it. Not faithful: GitHub is not asked.
"""

import io
import tarfile
import zipfile
import zlib
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from moto.s3.models import FakeKey, s3_backends

from local_aws.server.extensions.codedeploy.appspec import AppSpec, BadAppSpec, read
from local_aws.server.extensions.patching import AwsError
from model.texts import codedeploy as say
from model.texts.text import Text

Location = Mapping[str, Any]
"""The API's RevisionLocation."""

INLINE = {"AppSpecContent": "appSpecContent", "String": "string"}
"""Revision types that carry the text itself, and the members that have it."""
BUNDLES = ("YAML", "JSON", "zip", "tgz")
APPSPEC_NAMES = ("appspec.yaml", "appspec.yml", "appspec.json")
BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, RuntimeError, UnicodeDecodeError)
"""What Python's readers of bundles raise; RuntimeError: it needs a password."""
LARGEST_BYTES = 1 << 20
"""Of an AppSpec in a bundle; more is not read."""


def check(location: Location | None) -> None:
    """Raises the error that AWS answers to a revision for ECS that it does not take."""
    if not location:
        raise AwsError.of(say.NO_REVISION)
    kind = location.get("revisionType")
    if kind in INLINE:
        inline = location.get(INLINE[kind]) or {}
        content, digest = inline.get("content"), inline.get("sha256")
        if not content:
            raise AwsError.of(say.NO_CONTENT)
        if digest and digest.lower() != _sha256(content):
            raise AwsError.of(say.OTHER_SHA256, sha256=digest)
    elif kind == "S3":
        place = location.get("s3Location") or {}
        if not place.get("bucket") or not place.get("key"):
            raise AwsError.of(say.NO_S3_OBJECT)
        if place.get("bundleType") not in BUNDLES:
            raise AwsError.of(say.BUNDLE_TYPE)
    else:
        raise AwsError.of(say.REVISION_TYPE, kind=kind)


def kept(location: Location) -> Location:
    """As it is kept: with the digest of its text."""
    member = INLINE.get(location["revisionType"])
    if member is None:
        return location
    inline = location[member]
    digest = inline["sha256"].lower() if inline.get("sha256") else _sha256(inline["content"])
    return {"revisionType": location["revisionType"], member: {"content": inline.get("content"), "sha256": digest}}


def shown(location: Location) -> Location:
    """As answers about deployments show it: without the text."""
    member = INLINE.get(location["revisionType"])
    if member is None:
        return location
    return {"revisionType": location["revisionType"], member: {"sha256": location[member]["sha256"]}}


def identity(location: Location) -> tuple[object, ...]:
    """What tells one revision of an application from another: a digest, or an object with its version and ETag."""
    kind = location.get("revisionType")
    if kind in INLINE:
        inline = location.get(INLINE[kind]) or {}
        digest = (inline.get("sha256") or "").lower()
        return (kind, digest or _sha256(inline.get("content") or ""))
    place = location.get("s3Location") or location.get("gitHubLocation") or {}
    return (kind, *sorted(place.items()))


def appspec(location: Location, account_id: str) -> AppSpec | Text:
    """What the revision says, or why it fails the deployment."""
    try:
        return read(_content(location, account_id))
    except BadAppSpec as error:
        return error.text
    except _Unreadable as error:
        place = location["s3Location"]
        return say.REVISION_NOT_READ.with_values(bucket=place["bucket"], key=place["key"], cause=str(error))


class _Unreadable(Exception):
    """No text of an AppSpec is there."""


def _content(location: Location, account_id: str) -> str:
    member = INLINE.get(location["revisionType"])
    if member:
        return location[member]["content"]
    place = location["s3Location"]
    stored = _object(place, account_id)
    data: bytes = stored.value
    if place.get("eTag") and place["eTag"].strip('"') != stored.etag.strip('"'):
        raise _Unreadable(f"its ETag is {stored.etag}, not {place['eTag']}")
    try:
        if place["bundleType"] == "zip":
            data = _from_zip(data)
        elif place["bundleType"] == "tgz":
            data = _from_tgz(data)
        return data.decode()
    except BROKEN as error:
        raise BadAppSpec(say.APPSPEC_NOT_PARSED) from error


def _object(place: Mapping[str, Any], account_id: str) -> FakeKey:
    backend = s3_backends[account_id]["aws"]
    if place["bucket"] not in backend.buckets:
        raise _Unreadable("the specified bucket does not exist")
    stored = backend.get_object(place["bucket"], place["key"], place.get("version"))
    if stored is None:
        raise _Unreadable("the specified key does not exist")
    return stored


def _from_zip(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        name = _appspec_name([one.filename for one in bundle.infolist() if not one.is_dir()])
        with bundle.open(name) as file:
            return file.read(LARGEST_BYTES)


def _from_tgz(data: bytes) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as bundle:
        name = _appspec_name([one.name for one in bundle.getmembers() if one.isfile()])
        file = bundle.extractfile(name)
        return file.read(LARGEST_BYTES) if file else b""


def _appspec_name(names: list[str]) -> str:
    """The AppSpec at the top of a bundle, or the only file that it has."""
    found = [name for name in names if name.removeprefix("./") in APPSPEC_NAMES] or names
    if len(found) != 1:
        raise _Unreadable("the bundle has no single AppSpec file")
    return found[0]


def _sha256(content: str) -> str:
    return sha256(content.encode()).hexdigest()
