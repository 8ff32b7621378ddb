"""What a team has before it brings it for a service: a repository, roles, a topic and a log group."""

import json
from typing import Any

from tests.workspace import Workspace

ACCOUNT = "123456789012"
POLICIES = {
    "team-execution": ("ecs-tasks", "service-role/AmazonECSTaskExecutionRolePolicy"),
    "team-task": ("ecs-tasks", "ReadOnlyAccess"),
    "team-release": ("ecs", "AmazonECSInfrastructureRolePolicyForLoadBalancers"),
}
"""Role to who takes it, and the policy of AWS's own that it has."""


def make(workspace: Workspace) -> None:
    """With the names that the stack file has."""
    iam = workspace.aws("iam")
    for name, (service, policy) in POLICIES.items():
        trust = {
            "Effect": "Allow",
            "Principal": {"Service": f"{service}.amazonaws.com"},
            "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
        }
        document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
        iam.create_role(RoleName=name, Path="/team/", AssumeRolePolicyDocument=document)
        iam.attach_role_policy(RoleName=name, PolicyArn=f"arn:aws:iam::aws:policy/{policy}")
    workspace.aws("ecr").create_repository(repositoryName="team/web")
    workspace.aws("logs").create_log_group(logGroupName="/team/web")
    workspace.aws("logs").put_retention_policy(logGroupName="/team/web", retentionInDays=14)
    workspace.aws("sns").create_topic(Name="team")


def described(workspace: Workspace) -> dict[str, Any]:
    """All that the account has of these kinds, but for what a service writes there."""
    iam, sns = workspace.aws("iam"), workspace.aws("sns")
    roles = iam.list_roles()["Roles"]
    topics = [one["TopicArn"] for one in sns.list_topics()["Topics"]]
    return {
        "roles": [{key: value for key, value in one.items() if key != "RoleLastUsed"} for one in roles],
        "inline policies": [iam.list_role_policies(RoleName=one["RoleName"])["PolicyNames"] for one in roles],
        "policies": [iam.list_attached_role_policies(RoleName=one["RoleName"])["AttachedPolicies"] for one in roles],
        "repositories": workspace.aws("ecr").describe_repositories()["repositories"],
        "log groups": [{**one, "storedBytes": 0} for one in workspace.aws("logs").describe_log_groups()["logGroups"]],
        "topics": [sns.get_topic_attributes(TopicArn=arn)["Attributes"] for arn in topics],
    }
