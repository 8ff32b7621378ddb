"""CodePipeline."""

from local_aws.provider.handlers.codepipeline import pipeline

HANDLERS = pipeline.HANDLERS
