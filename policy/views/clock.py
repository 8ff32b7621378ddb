"""Whether a text looks made of a clock."""

import re

# Seconds or milliseconds since 1970, from 2020 to 2049, and nothing else; a date with hours and minutes.
_TIMES = (
    re.compile(r"(?<!\d)(1[6-9]|2[0-4])\d{8}(\d{3})?(?!\d)"),
    re.compile(
        r"(?<!\d)20[2-4]\d[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])[-_.tT ]?([01]\d|2[0-3])[-_.:]?[0-5]\d"
        r"([-_.:]?[0-5]\d)?(?!\d)"
    ),
)


def holds_a_time(text: str) -> bool:
    """Whether it holds a time to the minute or closer. A date alone is as likely typed."""
    return any(time.search(text) for time in _TIMES)
