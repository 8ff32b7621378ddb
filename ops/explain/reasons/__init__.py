"""Every reason, by what says the text, in the order of docs/errors.md."""

from collections.abc import Mapping

from ops.explain.reasons import (
    cloud_map,
    codebuild,
    codedeploy,
    codepipeline,
    codes,
    ecr,
    ecs,
    load_balancing,
    native,
    service_events,
)
from ops.explain.reasons.reason import Reasons

GROUPS: Mapping[str, Reasons] = {
    "CodeDeploy": codedeploy.REASONS,
    "ECS": ecs.REASONS,
    "ECS's own strategies": native.REASONS,
    "Events of services and tasks": service_events.REASONS,
    "Elastic Load Balancing": load_balancing.REASONS,
    "Cloud Map": cloud_map.REASONS,
    "CodePipeline": codepipeline.REASONS,
    "CodeBuild": codebuild.REASONS,
    "ECR": ecr.REASONS,
    "Names without a text": codes.REASONS,
}

REASONS: Reasons = {text: reason for reasons in GROUPS.values() for text, reason in reasons.items()}
