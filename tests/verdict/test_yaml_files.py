"""A key twice in a file of Pulumi: its engine refuses it ("mapping key … already defined at line …"), and so do we."""

from pathlib import Path

import pytest
import yaml

from tests.verdict.command import verdict
from verdict import stacks, yaml_files

FILE = """\
config:
  aws:region: us-east-1
  bluegreen:desiredCount: 2
  bluegreen:environment: {A: x, B: y}
  "bluegreen:desiredCount": 3
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FILE, "bluegreen:desiredCount is there twice, in lines 3 and 5"),
        ("config: {a: {A: x, A: x}}", "A is there twice, in lines 1 and 1"),
        ("config:\n  a: 1\nconfig:\n  b: 2\n", "config is there twice, in lines 1 and 3"),
    ],
)
def test_a_key_that_stands_twice_is_refused_with_both_lines(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "Pulumi.dev.yaml").write_text(text)
    with pytest.raises(yaml.YAMLError, match=said):
        yaml_files.read(tmp_path / "Pulumi.dev.yaml")


def test_the_same_key_in_two_places_and_one_that_is_merged_are_none(tmp_path: Path) -> None:
    text = "base: &base {a: 1, b: 2}\nconfig: {<<: *base, a: 3}\nmore: {<<: *base}\n"
    (tmp_path / "Pulumi.dev.yaml").write_text(text)
    assert yaml_files.read(tmp_path / "Pulumi.dev.yaml")["config"] == {"a": 3, "b": 2}


def test_the_verdict_says_it_of_a_stack_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Pulumi.yaml").write_bytes((stacks.ROOT / "Pulumi.yaml").read_bytes())
    (tmp_path / "Pulumi.dev.yaml").write_text(FILE)
    monkeypatch.setattr(stacks, "ROOT", tmp_path)
    result = verdict("dev")
    assert result.exit_code == 2
    assert "Pulumi.dev.yaml cannot be read: bluegreen:desiredCount is there twice, in lines 3 and 5" in result.stderr
