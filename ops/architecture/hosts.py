"""What tasks run on."""

from ops.architecture.resources import Resources


def hosts(capacity_provider: str, resources: Resources) -> str:
    """`2 to 4 hosts of t3.small`, or the capacity provider's name where its hosts are not the stack's."""
    provider = resources.one("aws:ecs/capacityProvider:CapacityProvider", name=capacity_provider)
    arn = provider.get("autoScalingGroupProvider", {}).get("autoScalingGroupArn", "")
    group = resources.one("aws:autoscaling/group:Group", arn=arn)
    if not group:
        return capacity_provider
    template = resources.one("aws:ec2/launchTemplate:LaunchTemplate", id=group.get("launchTemplate", {}).get("id", ""))
    size = f"{group['minSize']:g} to {group['maxSize']:g} hosts"
    return f"{size} of {template['instanceType']}" if template.get("instanceType") else size
