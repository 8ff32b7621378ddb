"""What CodeDeploy may do in a release: the calls of AWS's policy AWSCodeDeployRoleForECS, on what is the service's.

AWS's policy (version 3, AWS managed policy reference, read 2026-11) has them on everything: with it whoever creates a
deployment has any function called and passes any role to tasks. Which resources a call takes is in the service
authorization reference of Amazon ECS and of Elastic Load Balancing V2. docs/decisions/0013 says what isn't covered.
"""

from typing import TYPE_CHECKING

from pulumi import Output

from components.roles import Statement, allow
from model.partitions import arn, principal

if TYPE_CHECKING:
    from components.rollout.deployment_group import CodeDeployArgs


def permissions(args: "CodeDeployArgs") -> Output[str]:
    """Of one deployment group's role."""
    return allow(_tasks(args), _looks(), _traffic(args), *_hooks(args), *_passing(args), _events(args))


def _tasks(args: "CodeDeployArgs") -> Statement:
    """Task sets begin and end, and take turns."""
    path = Output.concat(args.cluster_name, "/", args.service_name)
    return {
        "Action": [
            "ecs:DescribeServices",
            "ecs:CreateTaskSet",
            "ecs:UpdateServicePrimaryTaskSet",
            "ecs:DeleteTaskSet",
        ],
        "Resource": [
            Output.concat(arn(args.region, "ecs", args.account, "service/"), path),
            Output.concat(arn(args.region, "ecs", args.account, "task-set/"), path, "/*"),
        ],
    }


def _looks() -> Statement:
    """Elastic Load Balancing describes everything or nothing, and so does CloudWatch where alarms may be composite ones
    (CloudWatch API reference, DescribeAlarms)."""
    return {
        "Action": [
            "elasticloadbalancing:DescribeTargetGroups",
            "elasticloadbalancing:DescribeListeners",
            "elasticloadbalancing:DescribeRules",
            "cloudwatch:DescribeAlarms",
        ],
        "Resource": "*",
    }


def _traffic(args: "CodeDeployArgs") -> Statement:
    """Also by rules, of which CodeDeploy changes each that forwards to one of the two target groups."""
    listeners = [Output.from_input(one) for one in args.listener_arns]
    return {
        "Action": ["elasticloadbalancing:ModifyListener", "elasticloadbalancing:ModifyRule"],
        "Resource": [*listeners, *(one.apply(_rules) for one in listeners)],
    }


def _rules(listener: str) -> str:
    """Their ARNs begin with that of their listener, which may be a pattern."""
    return listener.replace(":listener/", ":listener-rule/").removesuffix("/*") + "/*"


def _hooks(args: "CodeDeployArgs") -> list[Statement]:
    return [{"Action": ["lambda:InvokeFunction"], "Resource": args.called_arns}] if args.called_arns else []


def _passing(args: "CodeDeployArgs") -> list[Statement]:
    """New tasks get the roles of their task definition; one without roles passes none."""
    if not args.task_role_arns:
        return []
    to = {"iam:PassedToService": principal(args.region, "ecs-tasks")}
    return [{"Action": ["iam:PassRole"], "Resource": args.task_role_arns, "Condition": {"StringEquals": to}}]


def _events(args: "CodeDeployArgs") -> Statement:
    return {"Action": ["sns:Publish"], "Resource": args.topic_arn}
