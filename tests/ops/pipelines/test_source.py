"""A folder becomes the change that a pipeline builds."""

import os
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest.mock import Mock
from zipfile import ZipFile

import pytest

from ops.pipelines.source import Source, files
from ops.refusal import Refused
from tests.ops.pipelines.stubbed import S3, Stubbed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "server.py").write_text("print()\n")
    (tmp_path / "secret.env").write_text("PASSWORD=1\n")
    return tmp_path


def test_it_is_the_object_that_the_source_action_reads(folder: Path) -> None:
    s3, uploaded = Mock(), BytesIO()
    os.utime(folder / "secret.env", (0, 0))

    def put(**call: Any) -> dict[str, str]:
        uploaded.write(call["Body"].read())
        return {"VersionId": "v2"}

    s3.put_object.side_effect = put
    assert Source("S3", S3).upload(folder, Stubbed(s3=s3)) == "v2"
    assert s3.put_object.call_args.kwargs.keys() == {"Bucket", "Key", "Body"}
    assert s3.put_object.call_args.kwargs["Bucket"] == "web-dev-source"
    with ZipFile(uploaded) as archive:
        assert sorted(archive.namelist()) == ["app/server.py", "secret.env"]
        assert archive.read("app/server.py") == b"print()\n"


def test_in_a_repository_only_what_git_tracks_leaves_the_machine(folder: Path) -> None:
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    with pytest.raises(Refused, match="no files that git tracks"):
        list(files(folder))
    subprocess.run(["git", "add", "app"], cwd=folder, check=True)
    assert list(files(folder)) == [Path("app/server.py")]
    assert list(files(folder / "app")) == [Path("server.py")]


def test_where_git_cannot_say_what_it_tracks_nothing_leaves_the_machine(folder: Path) -> None:
    (folder / ".git").write_text("gitdir: nowhere\n")
    with pytest.raises(Refused, match="git cannot list the files of"):
        list(files(folder / "app"))


@pytest.mark.parametrize(
    ("provider", "configuration", "said"),
    [
        (
            "CodeStarSourceConnection",
            {"FullRepositoryId": "shop/web", "BranchName": "main"},
            "the branch main of the repository shop/web",
        ),
        ("ECR", {"RepositoryName": "web"}, "the tag latest of the repository web"),
    ],
)
def test_another_source_is_refused_and_named(
    folder: Path, provider: str, configuration: dict[str, str], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        Source(provider, configuration).upload(folder, Stubbed())
