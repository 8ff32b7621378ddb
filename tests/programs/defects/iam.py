"""Two roles for whatever needs one: the first may do everything, the second nothing."""

import json

import pulumi_aws as aws


def trusting(service: str) -> str:
    """The trust policy of a role for this service."""
    return json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}],
        }
    )


strong = aws.iam.Role("strong", assume_role_policy=trusting("ecs.amazonaws.com"))
aws.iam.RolePolicyAttachment("strong", role=strong.name, policy_arn="arn:aws:iam::aws:policy/AdministratorAccess")
aws.iam.RolePolicy(
    "strong",
    role=strong.name,
    policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Action": "*", "Resource": "*"},
                {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "*"},
            ],
        }
    ),
)
weak = aws.iam.Role("weak", assume_role_policy=trusting("codedeploy.amazonaws.com"))
