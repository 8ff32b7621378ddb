"""CodeDeploy: applications, deployment configurations and groups; one module a noun."""

from local_aws.provider.kinds.codedeploy import application, deployment_config, deployment_group

KINDS = (*application.KINDS, *deployment_config.KINDS, *deployment_group.KINDS)
