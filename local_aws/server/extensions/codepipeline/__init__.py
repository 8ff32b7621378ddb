"""AWS CodePipeline: pipelines that are checked and kept."""

from local_aws.server.extensions.codepipeline import pipelines as pipelines
