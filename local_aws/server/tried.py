"""What is done beside a call, which must not fail by it."""

import sys
import traceback
from collections.abc import Callable


def tried(action: Callable[..., object], *details: object) -> None:
    """Does it; what cannot be done is in the log, and everything else goes on."""
    try:
        action(*details)
    except Exception:
        traceback.print_exc(file=sys.stderr)
