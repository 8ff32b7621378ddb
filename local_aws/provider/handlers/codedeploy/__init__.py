"""CodeDeploy: applications, deployment configurations and groups; one module for each type."""

from local_aws.provider.handlers.codedeploy import application, deployment_config, deployment_group

HANDLERS = (*application.HANDLERS, *deployment_config.HANDLERS, *deployment_group.HANDLERS)
