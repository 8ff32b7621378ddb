"""`python -m docs.guides [GUIDE…]`: runs what the guides tell a reader to type, and writes down what it printed."""

import socket
import sys
import tempfile
from pathlib import Path

from docs.guides.guide import Guide, guides
from docs.guides.scratch import Scratch


def main(names: list[str]) -> None:
    """Of these guides, or of all."""
    for guide in guides():
        if guide.is_run and (not names or guide.file.stem in names):
            print(f"docs/guides/{guide.file.name}", flush=True)
            _written_anew(guide)


def _written_anew(guide: Guide) -> None:
    with tempfile.TemporaryDirectory() as folder:
        scratch = Scratch(Path(folder), _free_port())
        try:
            for command in guide.begin:
                scratch.run(command)
            text = guide.rewritten(scratch.run)
            guide.file.write_text(text, encoding="utf-8")
            scratch.take_pictures()
        finally:
            if guide.needs_engine:
                scratch.end()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    main(sys.argv[1:])
