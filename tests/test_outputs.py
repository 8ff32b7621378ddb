"""What a stack exports comes back as the same type."""

from dataclasses import fields
from typing import Any

import pulumi
import pytest

from outputs import Outputs, ServiceOutputs, export, load
from verdict.recording import record

SERVICE: dict[str, Any] = {field.name: f"the {field.name}" for field in fields(ServiceOutputs)}
RAW: dict[str, Any] = {field.name: f"the {field.name}" for field in fields(Outputs)} | {"services": {"web": SERVICE}}


def test_what_is_exported_can_be_loaded() -> None:
    own: Any = ServiceOutputs[pulumi.Input[str]](**SERVICE)
    given: dict[str, Any] = RAW | {"services": {"web": own}}
    made = Outputs[pulumi.Input[str]](**given)
    loaded = load(record(lambda: export(made)).exported)
    assert loaded.services == {"web": ServiceOutputs[str](**SERVICE)}
    assert loaded.cluster == "the cluster"


@pytest.mark.parametrize("name", ["cluster", "services"])
def test_a_missing_output_is_named(name: str) -> None:
    with pytest.raises(ValueError, match=rf"missing.*{name}.*pulumi up"):
        load({key: value for key, value in RAW.items() if key != name})


def test_a_missing_output_of_a_service_is_named() -> None:
    with pytest.raises(ValueError, match=r"missing.*strategy.*pulumi up"):
        load(RAW | {"services": {"web": {key: value for key, value in SERVICE.items() if key != "strategy"}}})


def test_an_unknown_output_is_named() -> None:
    with pytest.raises(ValueError, match=r"unknown.*colour"):
        load(RAW | {"colour": "blue"})
