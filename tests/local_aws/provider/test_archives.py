"""Archives: which files they make a zip of, and that the zip is the same wherever and whenever it is made."""

import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from local_aws.provider.archives import ARCHIVE, ASSET, Unreadable, zipped
from local_aws.provider.values import SIGNATURE


def asset(**what: Any) -> dict[str, Any]:
    return {SIGNATURE: ASSET, **what}


def archive(**what: Any) -> dict[str, Any]:
    return {SIGNATURE: ARCHIVE, **what}


def files(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name).decode() for name in opened.namelist()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "code" / "sub").mkdir(parents=True)
    (tmp_path / "code" / "a.py").write_text("a")
    (tmp_path / "code" / "sub" / "b.py").write_text("b")
    return tmp_path / "code"


def test_files_texts_folders_and_archives_are_put_together(folder: Path) -> None:
    inner = archive(assets={"c.py": asset(text="c")})
    assets = {"one.py": asset(path=str(folder / "a.py")), "all": archive(path=str(folder)), "more": inner}
    assert files(zipped(archive(assets=assets))) == {
        "one.py": "a",
        "all/a.py": "a",
        "all/sub/b.py": "b",
        "more/c.py": "c",
    }


def test_a_zip_file_stays_as_it_is_and_is_opened_inside_of_another(folder: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.zip"
    made.write_bytes(zipped(archive(path=str(folder))))
    assert zipped(archive(path=str(made))) == zipped(asset(path=str(made))) == made.read_bytes()
    assert files(zipped(archive(assets={"in": archive(path=str(made))}))) == {"in/a.py": "a", "in/sub/b.py": "b"}


def test_the_same_content_is_the_same_file(folder: Path) -> None:
    before = zipped(archive(path=str(folder)))
    os.utime(folder / "a.py", (1_000_000_000, 1_000_000_000))
    (folder / "a.py").chmod(0o600)
    assert zipped(archive(path=str(folder))) == before
    one, other = asset(text="1"), asset(text="2")
    assert zipped(archive(assets={"a": one, "b": other})) == zipped(archive(assets={"b": other, "a": one}))
    (folder / "a.py").write_text("other")
    assert zipped(archive(path=str(folder))) != before


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (archive(path="nowhere"), "nowhere is not there"),
        (asset(path="nowhere.zip"), r"nowhere.zip is not there"),
        (archive(uri="https://example.com/code.zip"), "https://example.com/code.zip is remote"),
        (archive(path=__file__), "neither a folder nor a zip file"),
    ],
)
def test_what_cannot_be_read_is_named(value: dict[str, Any], word: str) -> None:
    with pytest.raises(Unreadable, match=word):
        zipped(value)
