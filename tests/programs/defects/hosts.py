"""The cluster, on a single small host."""

import base64

import network
import pulumi
import pulumi_aws as aws

cluster = aws.ecs.Cluster("shop")
user_data = cluster.name.apply(
    lambda name: base64.b64encode(f"#!/bin/bash\necho ECS_CLUSTER={name} >> /etc/ecs/ecs.config\n".encode()).decode()
)
image = aws.ssm.get_parameter(name="/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id")
template = aws.ec2.LaunchTemplate(
    "hosts",
    image_id=image.value,
    instance_type="t3.micro",
    vpc_security_group_ids=[network.private.id],
    user_data=user_data,
)
group = aws.autoscaling.Group(
    "hosts",
    min_size=0,
    max_size=1,
    vpc_zone_identifiers=[subnet.id for subnet in network.subnets],
    launch_template={"id": template.id, "version": "$Latest"},
    opts=pulumi.ResourceOptions(ignore_changes=["desiredCapacity"]),
)
provider = aws.ecs.CapacityProvider(
    "hosts",
    auto_scaling_group_provider={"auto_scaling_group_arn": group.arn, "managed_scaling": {"status": "ENABLED"}},
)
# Hosts of another cluster, as a copied template starts them.
elsewhere = aws.ec2.LaunchTemplate(
    "spare",
    image_id=image.value,
    instance_type="t3.micro",
    vpc_security_group_ids=[network.private.id],
    user_data=base64.b64encode(b"#!/bin/bash\necho ECS_CLUSTER=elsewhere >> /etc/ecs/ecs.config\n").decode(),
)
spares = aws.autoscaling.Group(
    "spare",
    min_size=0,
    max_size=1,
    protect_from_scale_in=True,
    vpc_zone_identifiers=[subnet.id for subnet in network.subnets],
    launch_template={"id": elsewhere.id, "version": "$Latest"},
)
spare = aws.ecs.CapacityProvider(
    "spare",
    auto_scaling_group_provider={
        "auto_scaling_group_arn": spares.arn,
        "managed_scaling": {"status": "DISABLED"},
        "managed_termination_protection": "ENABLED",
    },
)
capacity = aws.ecs.ClusterCapacityProviders(
    "hosts", cluster_name=cluster.name, capacity_providers=[provider.name, spare.name, "FARGATE_SPOT"]
)
