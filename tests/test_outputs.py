"""What a stack exports comes back as the same type."""

from dataclasses import fields

import pulumi
import pytest

from outputs import Outputs, export, load
from verdict.recording import record

RAW = {field.name: f"the {field.name}" for field in fields(Outputs)}


def test_what_is_exported_can_be_loaded() -> None:
    exported = record(lambda: export(Outputs[pulumi.Input[str]](**RAW))).exported
    assert load(exported) == Outputs[str](**RAW)


def test_a_missing_output_is_named() -> None:
    with pytest.raises(ValueError, match=r"missing.*cluster.*pulumi up"):
        load({name: value for name, value in RAW.items() if name != "cluster"})


def test_an_unknown_output_is_named() -> None:
    with pytest.raises(ValueError, match=r"unknown.*colour"):
        load(RAW | {"colour": "blue"})
