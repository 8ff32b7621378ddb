"""A split of traffic that is meant: two rolling services, the new one with a tenth of it, moved by hand."""

import pulumi_aws as aws

balancer = aws.lb.LoadBalancer("web", internal=True, subnets=["subnet-1", "subnet-2"])
groups = {
    name: aws.lb.TargetGroup(name, port=80, protocol="HTTP", target_type="ip", vpc_id="vpc-1")
    for name in ("old", "new")
}
aws.lb.Listener(
    "web",
    load_balancer_arn=balancer.arn,
    port=80,
    default_actions=[
        {
            "type": "forward",
            "forward": {
                "target_groups": [
                    {"arn": groups["old"].arn, "weight": 90},
                    {"arn": groups["new"].arn, "weight": 10},
                ]
            },
        }
    ],
)
for name, group in groups.items():
    aws.ecs.Service(
        name,
        cluster="legacy",
        task_definition=f"web-{name}",
        desired_count=2,
        launch_type="FARGATE",
        network_configuration={"subnets": ["subnet-1", "subnet-2"], "security_groups": ["sg-1"]},
        load_balancers=[{"target_group_arn": group.arn, "container_name": "web", "container_port": 8080}],
    )
