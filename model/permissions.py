"""Limits of permissions (IAM user guide, IAM and STS quotas)."""

from typing import Final

POLICY_CHARACTERS: Final = 10_240
"""Characters, but for blanks, of the longest policy, a role's inline ones."""
MANAGED_POLICIES: Final = 10
"""Policies that a role has attached at most, unless the account's quota was raised."""

RESOURCE_POLICIES: Final = ("ecr", "elasticfilesystem", "kms", "s3", "secretsmanager", "sns")
"""Services whose resources have policies of their own, which allow a role of the account what its own policies do not
mention (IAM user guide, AWS services that work with IAM, and policy evaluation for requests within an account)."""

NO_RESOURCE: Final = ("ecr:GetAuthorizationToken",)
"""Of their actions those that are on no resource."""
