"""AWS CodeBuild: projects that are checked and kept, and builds that run."""

from local_aws.server.extensions.codebuild import builds as builds
from local_aws.server.extensions.codebuild import projects as projects
