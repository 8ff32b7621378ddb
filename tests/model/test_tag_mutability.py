"""A tag moves as its repository's setting and filters say."""

import pytest

from model.tag_mutability import is_mutable

FILTERS = ["latest", "dev-*"]


@pytest.mark.parametrize(
    ("tag", "mutability", "moves"),
    [
        ("1.4.2", "MUTABLE", True),
        ("1.4.2", "IMMUTABLE", False),
        ("latest", "IMMUTABLE", False),
        ("latest", "IMMUTABLE_WITH_EXCLUSION", True),
        ("latest-1", "IMMUTABLE_WITH_EXCLUSION", False),
        ("dev-7", "IMMUTABLE_WITH_EXCLUSION", True),
        ("1.4.2", "IMMUTABLE_WITH_EXCLUSION", False),
        ("latest", "MUTABLE_WITH_EXCLUSION", False),
        ("1.4.2", "MUTABLE_WITH_EXCLUSION", True),
    ],
)
def test_a_tag_moves_by_the_setting_and_its_filters(tag: str, mutability: str, moves: bool) -> None:
    assert is_mutable(tag, mutability, FILTERS) == moves
