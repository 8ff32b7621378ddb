"""What EC2 says of what is still used, or is not there."""

from model.texts.text import Text

GROUP_IN_USE = Text(
    words="resource {group} has a dependent object",
    code="DependencyViolation",
    seen="quoted",
    source="https://github.com/hashicorp/terraform-provider-aws/issues/1671",
)
SUBNET_IN_USE = Text(
    words="The subnet '{subnet}' has dependencies and cannot be deleted.",
    code="DependencyViolation",
    seen="quoted",
    source="https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/1081",
)
ENDPOINT_NOT_FOUND = Text(
    words="The Vpc Endpoint Id '{endpoint}' does not exist",
    code="InvalidVpcEndpointId.NotFound",
    seen="unseen",
    source="DeleteVpcEndpoints",
)
