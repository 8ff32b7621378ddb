"""CodeDeploy for servers and for functions, which share its resource types with ECS and nothing else."""

import json

import pulumi_aws as aws

statement = {"Effect": "Allow", "Principal": {"Service": "codedeploy.amazonaws.com"}, "Action": "sts:AssumeRole"}
role = aws.iam.Role(
    "deploy",
    assume_role_policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}),
    managed_policy_arns=["arn:aws:iam::aws:policy/service-role/AWSCodeDeployRole"],
)
servers = aws.codedeploy.Application("servers")
aws.codedeploy.DeploymentGroup(
    "servers",
    app_name=servers.name,
    deployment_group_name="servers",
    service_role_arn=role.arn,
    deployment_config_name="CodeDeployDefault.HalfAtATime",
    autoscaling_groups=["web"],
    deployment_style={"deployment_type": "BLUE_GREEN", "deployment_option": "WITH_TRAFFIC_CONTROL"},
    load_balancer_info={"target_group_infos": [{"name": "web"}]},
    blue_green_deployment_config={
        "terminate_blue_instances_on_deployment_success": {"action": "KEEP_ALIVE"},
        "deployment_ready_option": {"action_on_timeout": "CONTINUE_DEPLOYMENT"},
        "green_fleet_provisioning_option": {"action": "COPY_AUTO_SCALING_GROUP"},
    },
)
functions = aws.codedeploy.Application("functions", compute_platform="Lambda")
aws.codedeploy.DeploymentConfig(
    "slow",
    compute_platform="Lambda",
    traffic_routing_config={"type": "TimeBasedLinear", "time_based_linear": {"interval": 10, "percentage": 10}},
)
aws.codedeploy.DeploymentGroup(
    "functions",
    app_name=functions.name,
    deployment_group_name="functions",
    service_role_arn=role.arn,
    deployment_config_name="CodeDeployDefault.LambdaCanary10Percent5Minutes",
    deployment_style={"deployment_type": "BLUE_GREEN", "deployment_option": "WITH_TRAFFIC_CONTROL"},
)
