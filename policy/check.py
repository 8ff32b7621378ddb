"""`python -m policy.check FILE`: what is wrong in a file for `--policy-pack-config`, all of it; 2 when anything is.

The engine ends at the first mistake, and does not name a misspelt rule that has options but no level.
"""

import sys
from pathlib import Path

from policy.configuration import load
from policy.rules import RULES


def main() -> int:
    """The exit code."""
    if len(sys.argv) != 2:
        print("usage: python -m policy.check FILE", file=sys.stderr)
        return 2
    try:
        load(RULES, Path(sys.argv[1]))
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
