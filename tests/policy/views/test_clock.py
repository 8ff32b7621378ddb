"""Texts that look made of a clock."""

import pytest

from policy.views.clock import holds_a_time


@pytest.mark.parametrize(
    "text",
    [
        "web-1796342841",
        "web1796342841123blue",
        "web-20261129230721",
        "web-2026-11-29-23-07-blue",
        "web-20261129T2307",
        "20261129-2307",
        "1796342841.123456",
        "2026-11-29T23:07:21.123456",
        "2026-11-29 23:07:21+00:00",
    ],
)
def test_a_time_is_seen(text: str) -> None:
    assert holds_a_time(text)


@pytest.mark.parametrize(
    "text",
    ["", "web-blue", "web-1234567890", "web-20261329-1200", "web-20261129", "123456789012", "17963428411", "1" * 400],
)
def test_no_other_number_is_taken_for_one(text: str) -> None:
    assert not holds_a_time(text)
