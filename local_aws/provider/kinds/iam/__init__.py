"""IAM: roles, what they may do, and the profiles that give a role to an instance; one module a noun."""

from local_aws.provider.kinds.iam import instance_profile, policy, role, role_policy, role_policy_attachment

KINDS = (
    *role.KINDS,
    *role_policy.KINDS,
    *role_policy_attachment.KINDS,
    *policy.KINDS,
    *instance_profile.KINDS,
)
