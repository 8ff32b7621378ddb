"""A task's size is read in each of the forms that ECS takes."""

import pytest

from model.sizes import Unit, size


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("256", "vCPU", 256),
        (256.0, "vCPU", 256),
        (512, "GB", 512),
        ("1 vCPU", "vCPU", 1024),
        (" .25vcpu ", "vCPU", 256),
        ("1. vCPU", "vCPU", 1024),
        ("0.5 GB", "GB", 512),
        ("2gb", "GB", 2048),
    ],
)
def test_a_size_is_a_number_or_has_its_unit(value: object, unit: Unit, expected: int) -> None:
    assert size(value, unit) == expected


@pytest.mark.parametrize(
    ("value", "unit"),
    [("1 GB", "vCPU"), ("1 vCPU", "GB"), ("", "GB"), ("256.5", "vCPU"), (True, "vCPU"), ("many", "GB"), (".", "GB")],
)
def test_what_is_no_size_is_none(value: object, unit: Unit) -> None:
    assert size(value, unit) is None
