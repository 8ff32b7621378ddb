"""AWS CodeBuild: projects that are checked and kept."""

from local_aws.server.extensions.codebuild import projects as projects
