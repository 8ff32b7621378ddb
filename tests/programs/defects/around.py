"""What the services come from and write to: a repository, a log group, and a scalable target; hosts in a target
group of tasks, and somebody's own task set.

The provider of the local AWS previews some types but creates none of them, and this stack goes up. So these are
components of the same type, which the engine hands to a policy pack all the same.
"""

from typing import Any

import hosts
import pulumi
import pulumi_aws as aws
import shop


class Unprovided(pulumi.ComponentResource):
    """A resource that nobody creates."""

    def __init__(self, type_token: str, name: str, props: dict[str, Any]) -> None:
        super().__init__(type_token, name, props)
        self.register_outputs(props)


aws.ecr.Repository("shop", name="cart")
aws.cloudwatch.LogGroup("shop", name="/ecs/cart")
service_namespace, scalable_dimension = "ecs", "ecs:service:DesiredCount"
resource_id = pulumi.Output.format("service/{0}/{1}", hosts.cluster.name, shop.service.name)
scaled = aws.appautoscaling.Target(
    "shop",
    service_namespace=service_namespace,
    scalable_dimension=scalable_dimension,
    resource_id=resource_id,
    min_capacity=2,
    max_capacity=8,
)
by_requests = aws.appautoscaling.Policy(
    "shop",
    policy_type="TargetTrackingScaling",
    service_namespace=service_namespace,
    scalable_dimension=scalable_dimension,
    resource_id=resource_id,
    target_tracking_scaling_policy_configuration={
        "predefined_metric_specification": {
            "predefined_metric_type": "ALBRequestCountPerTarget",
            "resource_label": "app/front/1/targetgroup/blue/1",
        },
        "target_value": 500,
    },
    opts=pulumi.ResourceOptions(depends_on=[scaled]),
)
aws.appautoscaling.ScheduledAction(
    "shop",
    service_namespace=service_namespace,
    scalable_dimension=scalable_dimension,
    resource_id=resource_id,
    schedule="cron(0 20 * * ? *)",
    scalable_target_action={"min_capacity": 2, "max_capacity": 4},
    opts=pulumi.ResourceOptions(depends_on=[by_requests]),
)
Unprovided(
    "aws:autoscaling/attachment:Attachment",
    "shop",
    {"autoscalingGroupName": hosts.group.name, "lbTargetGroupArn": shop.blue.arn},
)
Unprovided("aws:ecs/taskSet:TaskSet", "shop", {"cluster": "legacy", "service": "legacy", "taskDefinition": "legacy:1"})
