"""What Auto Scaling says of groups and launch templates."""

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
