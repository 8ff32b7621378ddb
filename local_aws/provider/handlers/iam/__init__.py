"""IAM: roles, what they may do, and the profiles that give a role to an instance; one module for each type."""

from local_aws.provider.handlers.iam import instance_profile, policy, role, role_policy, role_policy_attachment

HANDLERS = (
    *role.HANDLERS,
    *role_policy.HANDLERS,
    *role_policy_attachment.HANDLERS,
    *policy.HANDLERS,
    *instance_profile.HANDLERS,
)
