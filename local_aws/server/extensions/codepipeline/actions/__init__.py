"""What the actions of a pipeline do: one file a provider.

Each has a function `look(job)`, which is called again until it gives something else than a `Waiting`. It is called
without the lock around moto, and speaks to the local AWS as any client does, so that AWS's own words come back.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from local_aws.server.extensions.codepipeline.actions import (
    approval,
    codebuild,
    codedeploy_to_ecs,
    connection,
    ecr,
    ecs,
    s3,
)

if TYPE_CHECKING:
    from local_aws.server.extensions.codepipeline.actions.job import Done, Job, Waiting

PROVIDERS: "dict[tuple[str, str], Callable[[Job], Done | Waiting]]" = {
    ("Source", "S3"): s3.look,
    ("Source", "CodeStarSourceConnection"): connection.look,
    ("Source", "ECR"): ecr.look,
    ("Build", "CodeBuild"): codebuild.look,
    ("Test", "CodeBuild"): codebuild.look,
    ("Approval", "Manual"): approval.look,
    ("Deploy", "CodeDeployToECS"): codedeploy_to_ecs.look,
    ("Deploy", "ECS"): ecs.look,
}
