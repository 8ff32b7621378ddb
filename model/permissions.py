"""Limits of permissions."""

from typing import Final

POLICY_CHARACTERS: Final = 10_240
"""Characters, but for blanks, of the longest policy, a role's inline ones (IAM user guide, IAM and STS quotas)."""
