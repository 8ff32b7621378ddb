"""A service's outputs in a file: a stack without Pulumi."""

import json
from dataclasses import fields
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from ops import outputs_file
from ops.command import bluegreen
from ops.refusal import Refused
from outputs import ServiceOutputs

SAID = {field.name: field.name for field in fields(ServiceOutputs)} | {"strategy": "CANARY"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "service.json"


def test_its_service_is_the_target_and_commands_name_the_file(file: Path) -> None:
    file.write_text(json.dumps(SAID))
    target = outputs_file.load(file)
    assert target.names.cluster == "cluster"
    assert target.command("follow") == f"bluegreen follow --outputs {file}"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("cluster: web", "is no JSON"),
        ('["cluster"]', "is not the outputs of one service"),
        (json.dumps({"services": {"web": SAID}}), "is not the outputs of one service"),
        ('{"cluster": "web"}', "missing"),
        (json.dumps(SAID | {"colour": "blue"}), "unknown ['colour']"),
    ],
    ids=["no JSON", "a list", "a stack's", "lacks some", "has others"],
)
def test_another_file_is_refused_with_what_to_write(file: Path, text: str, why: str) -> None:
    file.write_text(text)
    with pytest.raises(Refused, match="pulumi stack output services") as refused:
        outputs_file.load(file)
    assert why in refused.value.what
    assert str(file) in refused.value.what


@pytest.mark.parametrize("other", ["--stack", "--service"])
def test_a_file_excludes_what_else_names_a_service(file: Path, other: str) -> None:
    file.write_text(json.dumps(SAID))
    typed = CliRunner().invoke(bluegreen, ["status", "--outputs", str(file), other, "web"], standalone_mode=False)
    assert isinstance(typed.exception, click.UsageError)
