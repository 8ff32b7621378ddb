"""Where a pipeline's changes come from, and a folder as one of them."""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from ops.aws import Aws
from ops.refusal import Refused


@dataclass(frozen=True)
class Source:
    """The pipeline's source action."""

    provider: str
    configuration: Mapping[str, str]

    def __str__(self) -> str:
        said = self.configuration
        match self.provider:
            case "S3":
                return f"the object {said['S3ObjectKey']} of the bucket {said['S3Bucket']}"
            case "CodeStarSourceConnection":
                return f"the branch {said['BranchName']} of the repository {said['FullRepositoryId']}"
            case "ECR":
                return f"the tag {said.get('ImageTag', 'latest')} of the repository {said['RepositoryName']}"
        return f"the source action {self.provider}"

    def upload(self, folder: Path, aws: Aws) -> str:
        """The folder's files become the object that the pipeline reads; the object's new version. Refused where it
        reads no object."""
        if self.provider != "S3":
            raise Refused(
                f"the pipeline's source is {self}, and not an object in S3",
                "bring the change there; without --source the pipeline runs what is there now",
            )
        with tempfile.TemporaryFile() as archive:
            # A file from before 1980, as reproducible builds make them, counts as one of that year.
            with ZipFile(archive, "w", ZIP_DEFLATED, strict_timestamps=False) as zipped:
                for file in files(folder):
                    zipped.write(folder / file, file.as_posix())
            archive.seek(0)
            stored = aws.client("s3").put_object(
                Bucket=self.configuration["S3Bucket"], Key=self.configuration["S3ObjectKey"], Body=archive
            )
        return stored.get("VersionId", "")


def files(folder: Path) -> Iterator[Path]:
    """Those that git tracks, as they are now; in a folder without git, all. Refused where there are none, and where git
    cannot say: what it leaves out, such as secrets, must not leave the machine."""
    tracked = _tracked(folder)
    every = sorted(one.relative_to(folder) for one in folder.rglob("*")) if tracked is None else tracked
    found = [one for one in every if (folder / one).is_file()]
    if not found:
        what = "no files" if tracked is None else "no files that git tracks"
        raise Refused(f"{folder} has {what}", "add some, or name another folder by --source")
    yield from found


def _tracked(folder: Path) -> list[Path] | None:
    """None: it is in no repository."""
    if not any((one / ".git").exists() for one in (folder.resolve(), *folder.resolve().parents)):
        return None
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=folder, capture_output=True, check=False)
    except FileNotFoundError:
        raise Refused(f"{folder} is in a git repository, and there is no git", "install git") from None
    if listed.returncode:
        said = " ".join(listed.stderr.decode(errors="replace").split())
        raise Refused(f"git cannot list the files of {folder}: {said}", "see `git status` there")
    # A file in conflict is listed several times.
    return [Path(one) for one in dict.fromkeys(os.fsdecode(listed.stdout).split("\0")) if one]
