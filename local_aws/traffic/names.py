"""Ids as names of files, of Envoy's resources and of its statistics."""

import hashlib
import re


def name_of(id_: str) -> str:
    """Letters, digits and dashes; readable, and no two ids have the same."""
    readable = re.sub(r"[^A-Za-z0-9]+", "-", id_.rpartition(":")[2]).strip("-")[:40]
    return f"{readable}-{hashlib.sha256(id_.encode()).hexdigest()[:8]}"
