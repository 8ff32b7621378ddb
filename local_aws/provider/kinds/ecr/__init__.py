"""ECR: a repository, who may use it and which images it keeps; one module a noun."""

from local_aws.provider.kinds.ecr import lifecycle_policy, repository, repository_policy

KINDS = (*repository.KINDS, *lifecycle_policy.KINDS, *repository_policy.KINDS)
