"""What hosts are started from: the Auto Scaling group of a capacity provider, and the template of such a group."""

from typing import Final

from policy.reading import AUTO_SCALING_GROUP, LAUNCH_TEMPLATE, UNKNOWN, Resource
from policy.stack import Linked, Stack

LAUNCH_CONFIGURATION: Final = "aws:ec2/launchConfiguration:LaunchConfiguration"

SPECIFICATION = ("mixedInstancesPolicy", "launchTemplate", "launchTemplateSpecification")
"""Where a group with several instance types names its template."""

# By which of its properties a group names what it starts hosts from, and by which of the other's.
_NAMED_BY = (
    (("launchTemplate", "id"), LAUNCH_TEMPLATE, "id"),
    (("launchTemplate", "name"), LAUNCH_TEMPLATE, "name"),
    ((*SPECIFICATION, "launchTemplateId"), LAUNCH_TEMPLATE, "id"),
    ((*SPECIFICATION, "launchTemplateName"), LAUNCH_TEMPLATE, "name"),
    (("launchConfiguration",), LAUNCH_CONFIGURATION, "name"),
)


def auto_scaling_groups(stack: Stack, provider: Resource) -> Linked:
    """The Auto Scaling group of a capacity provider."""
    arn = provider.get("autoScalingGroupProvider", "autoScalingGroupArn")
    return stack.linked(provider, "autoScalingGroupProvider", arn, AUTO_SCALING_GROUP, by="arn")


def launched_from(stack: Stack, group: Resource) -> tuple[Resource, ...]:
    """The launch template or configuration of an Auto Scaling group; empty when it is not part of the program."""
    for steps, kind, by in _NAMED_BY:
        if (value := group.get(*steps)) is not None:
            linked = stack.linked(group, steps[0], value, kind, by=by)
            if linked is not UNKNOWN and linked:
                return linked
    return ()
