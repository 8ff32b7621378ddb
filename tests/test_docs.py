"""What the documents name is there."""

import re
from pathlib import Path

import pytest

from verdict.recording import record

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted(
    file
    for pattern in ("*.md", "docs/**/*.md", "policy/*.md", "local_aws/*.md", "verdict/*.md", "ci/*.md")
    for file in ROOT.glob(pattern)
)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_links_lead_to_files(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: str(file.relative_to(ROOT)))
def test_make_targets_exist(document: Path) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = re.findall(r"(?:^ +|`)make (\w+)", document.read_text(), re.MULTILINE)
    assert set(named) <= targets


def test_the_example_in_the_readme_runs() -> None:
    readme = (ROOT / "README.md").read_text()
    [example] = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    recording = record(lambda: exec(example, {}))
    assert f"makes a network of {len(recording.resources) + 1} resources" in readme  # with the stack itself
    assert len(recording.exported["private_subnets"]) == 2


def test_every_command_of_make_explains_itself() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony is not None
    assert {name for name in phony[1].split() if not re.search(rf"^{name}:.*## ", makefile, re.MULTILINE)} == set()
