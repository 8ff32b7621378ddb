"""What Auto Scaling says of groups and launch templates, and Application Auto Scaling of services."""

from model.texts.text import Text

NO_IMAGE_PARAMETER = Text(
    words="You must use a valid fully-formed launch template. No parameter {parameter}",
    code="ValidationError",
    seen="unseen",
    source="https://github.com/hashicorp/terraform-provider-aws/issues/22035",
)
"""People quote the first sentence; the second is ours."""
NO_GROUP = Text(
    words="AutoScalingGroup name not found - AutoScalingGroup '{group}' not found",
    code="ValidationError",
    seen="unseen",
    source="Auto Scaling's SetDesiredCapacity",
)
"""moto's words for other calls."""
SERVICE_MISSING = Text(
    words="ECS service doesn't exist: {resource}",
    code="ValidationException",
    seen="quoted",
    source="github.com/hashicorp/terraform-provider-aws: internal/service/appautoscaling/target.go",
)
NO_TARGET = Text(
    words="No scalable target registered for service namespace: {namespace}, resource ID: {resource}, scalable"
    " dimension: {dimension}",
    code="ObjectNotFoundException",
    seen="quoted",
    source="https://github.com/cloudposse/terraform-aws-ecs-cloudwatch-autoscaling/pull/36",
)
CAPACITIES_REVERSED = Text(
    words="Maximum capacity cannot be less than minimum capacity",
    code="ValidationException",
    seen="quoted",
    source="https://github.com/hashicorp/terraform-provider-aws/pull/8777",
)
NO_CAPACITY = Text(
    words="At least one of minimum capacity and maximum capacity should be provided",
    code="ValidationException",
    seen="quoted",
    source="https://github.com/aws-cloudformation/community-registry-extensions/issues/255",
)
BAD_SCHEDULE = Text(
    words="Invalid schedule expression: {schedule} {fault}",
    code="ValidationException",
    seen="unseen",
    source="Application Auto Scaling's PutScheduledAction",
)
"""People quote the first three words (https://github.com/aws/aws-cdk/issues/6053); what is wrong is ours."""
BAD_TIMEZONE = Text(
    words="Invalid timezone: {timezone}",
    code="ValidationException",
    seen="unseen",
    source="Application Auto Scaling's PutScheduledAction",
)
UNKNOWN_RESOURCE = Text(
    words="Resource not found: {arn}",
    code="ResourceNotFoundException",
    seen="unseen",
    source="Application Auto Scaling's ListTagsForResource",
)
