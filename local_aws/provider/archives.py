"""Assets and archives: what a program hands over of files, folders and texts.

The engine adds to each the hash of its content. Two are compared by it: what a path held when the state was written,
nobody can read any more. Remote ones are not fetched here.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from local_aws.provider.values import SIGNATURE, Props

# Fixed by Pulumi's wire protocol.
ASSET = "c44067f5952c0a294b673a41bacd8c17"
ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7"

READABLE = 0o644 << 16
"""Lambda reads code as another user (Lambda developer guide, deployment packages)."""


class Unreadable(ValueError):
    """An asset or archive whose content cannot be had; the text says which and what to do."""


def is_archive(value: Any) -> bool:
    """Whether it is an archive, or an asset, which may be a zip file."""
    return isinstance(value, dict) and value.get(SIGNATURE) in (ASSET, ARCHIVE)


def fingerprint(value: Props) -> str:
    """The same for the same content."""
    return value.get("hash") or hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def zipped(value: Props) -> bytes:
    """A zip file: byte for byte the same where the content is. One that the program made stays as it is."""
    if value[SIGNATURE] == ASSET:
        return _content(value)
    if _is_file(value):
        return Path(value["path"]).read_bytes()
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(_members(value)):
            one = zipfile.ZipInfo(name)  # of 1980: when a file was checked out is no part of the content
            one.external_attr, one.compress_type = READABLE, zipfile.ZIP_DEFLATED
            one.create_system = 3  # Unix, wherever it is made
            archive.writestr(one, content)
    return data.getvalue()


def _members(value: Props, prefix: str = "") -> Iterator[tuple[str, bytes]]:
    """The files of an asset or archive, by name."""
    if value[SIGNATURE] == ASSET:
        yield prefix.rstrip("/"), _content(value)
    elif "assets" in value:
        for name, member in value["assets"].items():
            yield from _members(member, f"{prefix}{name}/")
    elif _is_file(value):
        with zipfile.ZipFile(_existing(value)) as archive:
            for name in archive.namelist():
                if not name.endswith("/"):
                    yield prefix + name, archive.read(name)
    else:
        folder = _existing(value)
        for file in folder.rglob("*"):
            if file.is_file():
                yield prefix + file.relative_to(folder).as_posix(), file.read_bytes()


def _content(asset: Props) -> bytes:
    return asset["text"].encode() if "text" in asset else _existing(asset).read_bytes()


def _is_file(archive: Props) -> bool:
    if "assets" in archive or (path := _existing(archive)).is_dir():
        return False
    if not zipfile.is_zipfile(path):
        raise Unreadable(f"{path} is neither a folder nor a zip file, which is what an archive may be here")
    return True


def _existing(value: Props) -> Path:
    if "path" not in value:
        raise Unreadable(
            f"{value.get('uri', 'it')} is remote, and the local AWS fetches nothing; name a file or folder"
        )
    path = Path(value["path"])
    if not path.exists():
        raise Unreadable(f"{path} is not there (looked for in {Path.cwd()})")
    return path
