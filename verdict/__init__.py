"""The policy pack's verdict on our program without an engine: `python -m verdict`."""

import sys
from pathlib import Path

# The pack's folder is the root of its imports, as it is when the engine starts it.
_PACK = str(Path(__file__).resolve().parent.parent / "policy")
if _PACK not in sys.path:
    sys.path.insert(0, _PACK)
