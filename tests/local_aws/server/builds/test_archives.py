"""Artifacts as zip files: nothing gets out of its folder, and what is broken is said."""

from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pytest

from local_aws.server.builds.archives import unpack


def zipped(*names: str) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(name, name)
    return data.getvalue()


@pytest.mark.parametrize("name", ["../../out.txt", "/out.txt", "a/../../../out.txt"])
def test_an_entry_that_points_out_of_the_folder_lies_in_it(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "own" / "src"
    unpack(zipped(name), folder)
    assert [one.is_relative_to(folder) for one in tmp_path.rglob("*") if one.is_file()] == [True]


@pytest.mark.parametrize("data", [b"no zip", zipped("a", "a/b")], ids=["no zip", "a file where a folder is"])
def test_what_cannot_be_unpacked_is_a_bad_zip_file(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BadZipFile):
        unpack(data, tmp_path / "src")
