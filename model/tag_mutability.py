"""Which tags of a repository of ECR may move to another image (ECR user guide, image-tag-mutability)."""

from collections.abc import Iterable
from typing import Final

from model.policy_documents import fits

SETTINGS: Final = ("MUTABLE", "IMMUTABLE", "MUTABLE_WITH_EXCLUSION", "IMMUTABLE_WITH_EXCLUSION")
"""Of a repository."""


def is_mutable(tag: str, mutability: str, filters: Iterable[str] = ()) -> bool:
    """By the repository's setting, and by its filters where that is one with exclusions; * stands for anything."""
    excluded = mutability.endswith("_WITH_EXCLUSION") and any(fits(one, tag) for one in filters)
    return mutability.startswith("MUTABLE") != excluded
