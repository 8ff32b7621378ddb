"""Artifacts are zip files: a source is unpacked, and what a buildspec names is packed."""

import glob
import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from local_aws.server.builds.failed import Failed
from local_aws.server.extensions.codebuild.buildspec import Artifacts
from model.texts import codebuild as say


def unpack(data: bytes, folder: Path) -> None:
    """Into a new folder, with the permissions that the archive has. What would lie outside of it lies in it, since
    `extract` leaves out `..` and the root. Raises BadZipFile."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for one in archive.infolist():
                path = Path(archive.extract(one, folder))
                if not one.is_dir() and (mode := one.external_attr >> 16 & 0o777):
                    path.chmod(mode | 0o600)
    except (OSError, RuntimeError, zlib.error) as error:
        # A file where a folder is, a password, a method of compression that nobody knows, broken data.
        raise zipfile.BadZipFile(str(error)) from error


def pack(source: Path, artifacts: Artifacts, expand: Callable[[str], str]) -> bytes:
    """The files as a zip; `expand` puts in the values of variables. Raises Failed."""
    base = source / expand(artifacts.base)
    if not base.is_dir():
        raise Failed(say.NO_BASE_DIRECTORY.with_values(folder=artifacts.base))
    without = {path for pattern in artifacts.without for path in _found(base, expand(pattern))}
    paths = [path for pattern in artifacts.files for path in _found(base, expand(pattern)) if path not in without]
    if not paths:
        raise Failed(say.NO_ARTIFACT_FILES)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for path in dict.fromkeys(paths):
            inside = path.is_relative_to(base) and not artifacts.flat
            archive.write(path, path.relative_to(base) if inside else path.name)
    return data.getvalue()


def _found(base: Path, pattern: str) -> list[Path]:
    names = sorted(glob.glob(pattern, root_dir=base, recursive=True, include_hidden=True))
    return [path for name in names if (path := base / name).is_file()]
