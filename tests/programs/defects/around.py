"""What the services are built from and write to: a repository, a log group, a pipeline, and a scalable target; hosts
in a target group of tasks, and somebody's own task set.

The provider of the local AWS previews pipelines and scalable targets but creates none, and this stack goes up. So these
are components of the same type, which the engine hands to a policy pack all the same.
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
scaled = {
    "serviceNamespace": "ecs",
    "scalableDimension": "ecs:service:DesiredCount",
    "resourceId": pulumi.Output.format("service/{0}/{1}", hosts.cluster.name, shop.service.name),
}
Unprovided(
    "aws:appautoscaling/target:Target",
    "shop",
    {
        **scaled,
        "minCapacity": 2,
        "maxCapacity": 8,
    },
)
Unprovided(
    "aws:appautoscaling/policy:Policy",
    "shop",
    {
        **scaled,
        "targetTrackingScalingPolicyConfiguration": {
            "predefinedMetricSpecification": {
                "predefinedMetricType": "ALBRequestCountPerTarget",
                "resourceLabel": "app/front/1/targetgroup/blue/1",
            },
            "targetValue": 500,
        },
    },
)
Unprovided(
    "aws:autoscaling/attachment:Attachment",
    "shop",
    {"autoscalingGroupName": hosts.group.name, "lbTargetGroupArn": shop.blue.arn},
)
Unprovided("aws:ecs/taskSet:TaskSet", "shop", {"cluster": "legacy", "service": "legacy", "taskDefinition": "legacy:1"})
Unprovided(
    "aws:codepipeline/pipeline:Pipeline",
    "shop",
    {
        "artifactStores": [{"type": "S3", "location": "artifacts"}],
        "stages": [
            {
                "name": "Deploy",
                "actions": [
                    {
                        "name": "Deploy",
                        "category": "Deploy",
                        "owner": "AWS",
                        "provider": "CodeDeployToECS",
                        "version": "1",
                        "inputArtifacts": ["build"],
                        "configuration": {
                            "ApplicationName": shop.application.name,
                            "DeploymentGroupName": "shop",
                            "TaskDefinitionTemplateArtifact": "build",
                            "AppSpecTemplateArtifact": "build",
                            "Image1ArtifactName": "build",
                        },
                    }
                ],
            }
        ],
    },
)
