"""The pack's entry point: the engine starts it, and it serves until the engine ends it."""

import sys
from pathlib import Path

# The engine puts this folder on the path, and everything here is imported by its full name: from the one above.
_HERE = Path(__file__).resolve().parent
sys.path[:] = [str(_HERE.parent), *(entry for entry in sys.path if Path(entry).resolve() != _HERE)]

from policy.adapter import serve  # noqa: E402
from policy.rules import RULES  # noqa: E402

serve(RULES)
