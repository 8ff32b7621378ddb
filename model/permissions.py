"""Limits of permissions (IAM user guide, IAM and STS quotas)."""

from typing import Final

POLICY_CHARACTERS: Final = 10_240
"""Characters, but for blanks, of the longest policy, a role's inline ones."""
MANAGED_POLICIES: Final = 10
"""Policies that a role has attached at most, unless the account's quota was raised."""
