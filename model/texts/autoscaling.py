"""What Auto Scaling says of launch templates."""

from model.texts.text import Text

NO_IMAGE_PARAMETER = Text(
    words="You must use a valid fully-formed launch template. No parameter {parameter}",
    code="ValidationError",
    seen="unseen",
    source="https://github.com/hashicorp/terraform-provider-aws/issues/22035",
)
"""People quote the first sentence; the second is ours."""
