"""ECR: a repository, who may use it and which images it keeps; one module for each type."""

from local_aws.provider.handlers.ecr import lifecycle_policy, repository, repository_policy

HANDLERS = (*repository.HANDLERS, *lifecycle_policy.HANDLERS, *repository_policy.HANDLERS)
