"""CodeBuild."""

from local_aws.provider.handlers.codebuild import project

HANDLERS = project.HANDLERS
