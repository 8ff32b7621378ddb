"""The pack's entry point: the engine starts it, and it serves until the engine ends it."""

import gc
import sys
from pathlib import Path

# The engine puts this folder on the path, and everything here is imported by its full name: from the one above.
_HERE = Path(__file__).resolve().parent
sys.path[:] = [str(_HERE.parent), *(entry for entry in sys.path if Path(entry).resolve() != _HERE)]

# What is imported stays: to look for garbage in it after every 700 new objects takes a tenth of the start.
gc.disable()

from policy.adapter import serve  # noqa: E402
from policy.rules import RULES  # noqa: E402

gc.freeze()
gc.enable()
serve(RULES)
