"""Marks of updates and deletes that got no answer: the local AWS may have done them, and the engine doesn't know.

The engine keeps what it knew before the call and has no pending operation, so only looking at everything again tells.
A create needs no mark: repeated, it gets its first answer (provider/lifecycle/journal.py).
"""

import hashlib
from pathlib import Path

SUFFIX = ".unanswered"


def mark(folder: Path, urn: str) -> None:
    """A call for this resource begins."""
    _file(folder, urn).write_text(urn)


def clear(folder: Path, urn: str) -> None:
    """It was answered, or the resource was looked at since."""
    _file(folder, urn).unlink(missing_ok=True)


def of_stack(folder: Path, project: str, stack: str) -> list[str]:
    """The URNs of the stack's resources that are marked."""
    found = (file.read_text() for file in folder.glob(f"*{SUFFIX}"))
    return sorted(urn for urn in found if urn.startswith(f"urn:pulumi:{stack}::{project}::"))


def _file(folder: Path, urn: str) -> Path:
    return folder / f"{hashlib.sha256(urn.encode()).hexdigest()[:32]}{SUFFIX}"
