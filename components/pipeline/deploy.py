"""The last action of a pipeline: the release, by the service that the strategy is of.

CodePipeline has an action for CodeDeploy's blue/green and one for services that ECS rolls. It has none that follows
ECS's own blue/green deployments and fails when these roll back (CodePipeline user guide, action reference of Amazon
ECS, read 2026-11): there a build runs the command `bluegreen`, which does.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pulumi import Input, Output

from components.pipeline.definition import ARTIFACT
from components.pipeline.source import Action
from components.roles import Statement
from model.codepipeline import APP_SPEC, ECS_DEPLOYMENT_MINUTES, IMAGE_DEFINITIONS, TASK_DEFINITION
from model.images import PLACEHOLDER
from model.partitions import arn, principal

if TYPE_CHECKING:
    from components.service import Service

Outputs = Mapping[str, Input[str]]
"""The service's own."""


def by_codedeploy(outputs: Outputs) -> Action:
    """Registers the revision, and starts a deployment of the stack's group."""
    return _action(
        "CodeDeployToECS",
        {
            "ApplicationName": outputs["application"],
            "DeploymentGroupName": outputs["deployment_group"],
            "TaskDefinitionTemplateArtifact": ARTIFACT,
            "TaskDefinitionTemplatePath": TASK_DEFINITION,
            "AppSpecTemplateArtifact": ARTIFACT,
            "AppSpecTemplatePath": APP_SPEC,
            "Image1ArtifactName": ARTIFACT,
            "Image1ContainerName": PLACEHOLDER.strip("<>"),
        },
        [ARTIFACT],
    )


def by_ecs(outputs: Outputs) -> Action:
    """Registers the revision that the service runs, with another image, and rolls the service to it."""
    return _action(
        "ECS",
        {
            "ClusterName": outputs["cluster"],
            "ServiceName": outputs["service"],
            "FileName": IMAGE_DEFINITIONS,
            "DeploymentTimeout": str(ECS_DEPLOYMENT_MINUTES),
        },
        [ARTIFACT],
    )


def by_command(project_name: Input[str], source: str) -> Action:
    """Runs a build in the source's root, with the definition beside it."""
    configuration = {"ProjectName": project_name, "PrimarySource": source}
    return _action("CodeBuild", configuration, [source, ARTIFACT], category="Build")


def _action(
    provider: str, configuration: Mapping[str, Input[str]], inputs: Sequence[str], category: str = "Deploy"
) -> Action:
    return {
        "name": "Deploy",
        "category": category,
        "owner": "AWS",
        "provider": provider,
        "version": "1",
        "configuration": configuration,
        "input_artifacts": inputs,
    }


def for_codedeploy(service: "Service") -> list[Statement]:
    """What that takes (aws-cdk-lib 2.276, CodeDeployEcsDeployAction)."""
    rollout, task = service.rollout, service.args.task
    beginning = arn(task.region, "codedeploy", task.account)
    group = Output.concat(beginning, "deploymentgroup:", rollout.application, "/", rollout.deployment_group)
    return [
        {
            "Action": [
                "codedeploy:GetApplication",
                "codedeploy:GetApplicationRevision",
                "codedeploy:RegisterApplicationRevision",
            ],
            "Resource": Output.concat(beginning, "application:", rollout.application),
        },
        {"Action": ["codedeploy:CreateDeployment", "codedeploy:GetDeployment"], "Resource": group},
        {
            "Action": ["codedeploy:GetDeploymentConfig"],
            "Resource": Output.concat(beginning, "deploymentconfig:", rollout.deployment_config),
        },
        *_registers(service),
    ]


def for_ecs(service: "Service") -> list[Statement]:
    """The same (CodePipeline user guide, manage the service role; aws-cdk-lib 2.276, EcsDeployAction)."""
    return [
        {"Action": ["ecs:DescribeServices", "ecs:UpdateService"], "Resource": _of_ecs(service, "service", "")},
        *_tasks(service),
        *_registers(service),
    ]


def for_command(service: "Service") -> list[Statement]:
    """What the command `bluegreen release` calls, with what it looks at first. Much of that is on no resource: AWS
    tells it of everything or of nothing (service authorization reference)."""
    deployments = ("service-deployment", "service-revision")
    return [
        {
            "Action": ["ecs:DescribeServices", "ecs:UpdateService", "ecs:ListServiceDeployments"],
            "Resource": _of_ecs(service, "service", ""),
        },
        {
            "Action": ["ecs:DescribeServiceDeployments", "ecs:DescribeServiceRevisions"],
            "Resource": [_of_ecs(service, one, "/*") for one in deployments],
        },
        *_tasks(service),
        *_hosts(service),
        {
            "Action": ["ecr:DescribeImages", "ecr:DescribeImageScanFindings"],
            "Resource": service.registry.repository_arn,
        },
        {
            "Action": [
                "autoscaling:DescribeAutoScalingGroups",
                "cloudwatch:DescribeAlarms",
                "ec2:DescribeInstanceTypes",
                "ec2:DescribeLaunchTemplateVersions",
                "elasticloadbalancing:DescribeListeners",
                "elasticloadbalancing:DescribeRules",
                "elasticloadbalancing:DescribeTargetGroupAttributes",
                "elasticloadbalancing:DescribeTargetGroups",
                "elasticloadbalancing:DescribeTargetHealth",
            ],
            "Resource": "*",
        },
        *_registers(service),
    ]


def _registers(service: "Service") -> list[Statement]:
    """The next revision of the family, with the service's own roles and tags, and no others."""
    task = service.args.task
    revisions = arn(task.region, "ecs", task.account, f"task-definition/{service.task_definition.family}:*")
    return [
        {"Action": ["ecs:RegisterTaskDefinition"], "Resource": revisions},
        # ECS knows no resource for it.
        {"Action": ["ecs:DescribeTaskDefinition"], "Resource": "*"},
        {
            "Action": ["ecs:TagResource"],
            "Resource": revisions,
            "Condition": {"StringEquals": {"ecs:CreateAction": "RegisterTaskDefinition"}},
        },
        {
            "Action": ["iam:PassRole"],
            "Resource": service.task_definition.role_arns,
            "Condition": {"StringEquals": {"iam:PassedToService": principal(task.region, "ecs-tasks")}},
        },
    ]


def _tasks(service: "Service") -> list[Statement]:
    """To see how they are. One lists them by their cluster, in a condition, and not by a resource."""
    task, cluster = service.args.task, service.args.place.cluster_name
    cluster_arn = Output.concat(arn(task.region, "ecs", task.account, "cluster/"), cluster)
    return [
        {
            "Action": ["ecs:DescribeTasks"],
            "Resource": Output.concat(arn(task.region, "ecs", task.account, "task/"), cluster, "/*"),
        },
        {"Action": ["ecs:ListTasks"], "Resource": "*", "Condition": {"ArnEquals": {"ecs:cluster": cluster_arn}}},
    ]


def _hosts(service: "Service") -> list[Statement]:
    """The cluster's, to see which have room."""
    task, cluster = service.args.task, service.args.place.cluster_name
    beginning = arn(task.region, "ecs", task.account)
    return [
        {"Action": ["ecs:ListContainerInstances"], "Resource": Output.concat(beginning, "cluster/", cluster)},
        {
            "Action": ["ecs:DescribeContainerInstances"],
            "Resource": Output.concat(beginning, "container-instance/", cluster, "/*"),
        },
        {"Action": ["ecs:DescribeCapacityProviders"], "Resource": f"{beginning}capacity-provider/*"},
    ]


def _of_ecs(service: "Service", kind: str, rest: str) -> Output[str]:
    """The ARN of the service, or of what is below it."""
    task = service.args.task
    beginning = arn(task.region, "ecs", task.account, f"{kind}/")
    return Output.concat(beginning, service.args.place.cluster_name, "/", service.rollout.name, rest)
