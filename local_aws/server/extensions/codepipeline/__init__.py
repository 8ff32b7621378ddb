"""AWS CodePipeline: pipelines that are checked and kept, and executions that move."""

from local_aws.server.extensions.codepipeline import executions as executions
from local_aws.server.extensions.codepipeline import history as history
from local_aws.server.extensions.codepipeline import pipeline_state as pipeline_state
from local_aws.server.extensions.codepipeline import pipelines as pipelines
from local_aws.server.extensions.codepipeline.actions import approval as approval
