"""Components inside components, as a platform team's library has them; the image comes out of a repository."""

import pulumi
import pulumi_aws as aws


class Logs(pulumi.ComponentResource):
    def __init__(self, name: str, parent: pulumi.Resource) -> None:
        super().__init__("acme:platform:Logs", name, {}, pulumi.ResourceOptions(parent=parent))
        self.group = aws.cloudwatch.LogGroup(name, retention_in_days=7, opts=pulumi.ResourceOptions(parent=self))
        self.register_outputs({})


class Roles(pulumi.ComponentResource):
    def __init__(self, name: str, parent: pulumi.Resource) -> None:
        super().__init__("acme:platform:Roles", name, {}, pulumi.ResourceOptions(parent=parent))
        trust = {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}
            ],
        }
        inside = pulumi.ResourceOptions(parent=self)
        self.execution = aws.iam.Role(f"{name}-execution", assume_role_policy=trust, opts=inside)
        aws.iam.RolePolicyAttachment(
            f"{name}-execution",
            role=self.execution.name,
            policy_arn="arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
            opts=inside,
        )
        self.task = aws.iam.Role(f"{name}-task", assume_role_policy=trust, opts=inside)
        self.register_outputs({})


class Worker(pulumi.ComponentResource):
    """A service without a load balancer: it reads a queue."""

    def __init__(self, name: str, cluster: pulumi.Input[str], queue_url: pulumi.Input[str], count: int) -> None:
        super().__init__("acme:platform:Worker", name, {"desiredCount": count})
        inside = pulumi.ResourceOptions(parent=self)
        repository = aws.ecr.Repository(
            name,
            image_tag_mutability="IMMUTABLE",
            image_scanning_configuration={"scan_on_push": True},
            opts=inside,
        )
        logs, roles = Logs(name, self), Roles(name, self)
        definition = aws.ecs.TaskDefinition(
            name,
            family=name,
            cpu="256",
            memory="512",
            network_mode="awsvpc",
            requires_compatibilities=["FARGATE"],
            execution_role_arn=roles.execution.arn,
            task_role_arn=roles.task.arn,
            container_definitions=pulumi.Output.json_dumps(
                [
                    {
                        "name": "worker",
                        "image": pulumi.Output.concat(repository.repository_url, ":1.8.0"),
                        "essential": True,
                        "environment": [{"name": "QUEUE_URL", "value": queue_url}],
                        "logConfiguration": {
                            "logDriver": "awslogs",
                            "options": {
                                "awslogs-group": logs.group.name,
                                "awslogs-region": "us-east-1",
                                "awslogs-stream-prefix": name,
                            },
                        },
                    }
                ]
            ),
            opts=inside,
        )
        aws.ecs.Service(
            name,
            cluster=cluster,
            task_definition=definition.arn,
            desired_count=count,
            launch_type="FARGATE",
            network_configuration={"subnets": ["subnet-1", "subnet-2"]},
            opts=inside,
        )
        self.register_outputs({"name": name})


cluster = aws.ecs.Cluster("workers")
for name in ("mail", "invoice"):
    Worker(name, cluster.arn, f"https://sqs.us-east-1.amazonaws.com/123456789012/{name}", 2)
