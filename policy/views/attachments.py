"""Who puts targets other than tasks into a target group."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from policy.reading import AUTO_SCALING_GROUP, TARGET_GROUP, Resource, items
from policy.stack import Linked, Stack

INTO_AUTO_SCALING: Final[Mapping[str, Sequence[str]]] = {
    "aws:autoscaling/attachment:Attachment": ("lbTargetGroupArn",),
    "aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment": ("trafficSource", "identifier"),
    AUTO_SCALING_GROUP: ("targetGroupArns",),
}
"""What makes an Auto Scaling group register its hosts in a target group, and where it names the group."""

OTHER_USERS: Final[Mapping[str, Sequence[str]]] = {
    "aws:lb/targetGroupAttachment:TargetGroupAttachment": ("targetGroupArn",),
    **INTO_AUTO_SCALING,
}
"""All that registers something else than tasks."""


def attached(
    stack: Stack, users: Mapping[str, Sequence[str]] = OTHER_USERS
) -> Iterator[tuple[Resource, str, list[Linked]]]:
    """Each of these users, where it names target groups, and which."""
    for kind, path in users.items():
        for user in stack.of(kind):
            # Only an Auto Scaling group may leave them out, and AWS fills them in.
            value = user.declared(*path) if kind == AUTO_SCALING_GROUP else user.get(*path)
            arns = [one for _, one in items(value)] or [value]
            links = [stack.linked(user, path[0], arn, TARGET_GROUP, by="arn") for arn in arns if arn not in (None, "")]
            yield user, ".".join(path), links
