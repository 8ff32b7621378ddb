"""A bucket, a function's URL and a table: a program in which the pack has nothing to look at."""

import json

import pulumi_aws as aws

group = aws.cloudwatch.LogGroup("orders", name="/aws/lambda/orders", retention_in_days=30)
statement = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
role = aws.iam.Role("orders", assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
aws.iam.RolePolicy(
    "orders",
    role=role.name,
    policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Action": ["dynamodb:GetItem", "dynamodb:PutItem"],
                    "Resource": "arn:aws:dynamodb:us-east-1:123456789012:table/orders",
                },
                {"Effect": "Allow", "Action": ["logs:*"], "Resource": "*"},
            ],
        }
    ),
)
aws.iam.RolePolicyAttachment(
    "orders", role=role.name, policy_arn="arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
)
internal = aws.ec2.SecurityGroup("bastion", vpc_id="vpc-9", description="ssh")
aws.vpc.SecurityGroupIngressRule(
    "ssh", security_group_id=internal.id, ip_protocol="tcp", from_port=22, to_port=22, cidr_ipv4="0.0.0.0/0"
)
