"""Times as Go writes them, and with it Terraform and Pulumi: `1h30m`."""

import re

MINUTES = {"h": 60.0, "m": 1.0, "s": 1 / 60}


def minutes(written: object) -> float | None:
    """The time in minutes; None for what is none."""
    parts = re.findall(r"([\d.]+)([hms])(?!s)", written) if isinstance(written, str) else []
    return sum(float(number) * MINUTES[unit] for number, unit in parts) or None
