"""Texts with wildcards: as a regular expression would have it, and without its backtracking."""

import re

from hypothesis import given
from hypothesis import strategies as st

from policy.views.wildcards import fits


@given(st.text("ab*?", max_size=12), st.text("ab", max_size=12))
def test_a_pattern_fits_what_the_regular_expression_does(pattern: str, text: str) -> None:
    expression = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    assert fits(pattern, text) == (re.fullmatch(expression, text) is not None)


def test_wildcards_stand_for_line_breaks_too() -> None:
    assert fits("a*c", "a\n\nc")
    assert fits("a?c", "a\nc")


def test_many_wildcards_are_no_matter() -> None:
    assert not fits("*a" * 5000 + "b", "a" * 100_000)
    assert fits("*a" * 5000, "a" * 100_000)
