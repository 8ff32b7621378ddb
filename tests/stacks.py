"""Our three stacks, as tests see them."""

from typing import Any

from verdict.recording import Recording
from verdict.stacks import configuration, run

STACKS = ("dev", "staging", "prod")


def program(stack: str, *, preview: bool = False, **changes: Any) -> Recording:
    """Everything that `__main__.py` declares with a stack's configuration, for a stack called `test`."""
    return run("test", configuration(stack, **changes), preview=preview)
