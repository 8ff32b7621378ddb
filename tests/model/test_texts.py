"""AWS's texts have one home."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from model.texts.text import Text

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(file.stem for file in (ROOT / "model" / "texts").glob("*.py") if file.stem not in ("__init__", "text"))
EXTENSIONS = ROOT / "local_aws" / "server" / "extensions"
OURS = EXTENSIONS / "patching.py"
"""What the local AWS says of itself."""


def texts() -> Iterator[tuple[str, Text]]:
    for module in MODULES:
        for name, value in vars(import_module(f"model.texts.{module}")).items():
            if isinstance(value, Text):
                yield f"{module}.{name}", value


def test_a_text_stands_once() -> None:
    words = [text.words for _, text in texts()]
    assert [one for one in words if words.count(one) > 1] == []


@pytest.mark.parametrize(("name", "text"), list(texts()))
def test_a_text_has_a_source(name: str, text: Text) -> None:
    assert text.source


@pytest.mark.parametrize("file", sorted(set(EXTENSIONS.rglob("*.py")) - {OURS}), ids=lambda file: file.stem)
def test_an_extension_raises_no_text_of_its_own(file: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)]
    raised = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "AwsError"]
    said = [call.args[1] for call in raised]
    assert [ast.unparse(one) for one in said if isinstance(one, ast.Constant | ast.JoinedStr)] == []
