"""`python policy/check.py FILE`: what is wrong in a file for `--policy-pack-config`, all of it; 2 when anything is.

The engine ends at the first mistake, and does not name a misspelt rule that has options but no level.
"""

import sys
from pathlib import Path

from configuration import load
from rules import RULES


def main() -> int:
    """The exit code."""
    if len(sys.argv) != 2:
        print("usage: python policy/check.py FILE", file=sys.stderr)
        return 2
    try:
        load(RULES, Path(sys.argv[1]))
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
