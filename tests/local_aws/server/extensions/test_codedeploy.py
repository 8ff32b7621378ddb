"""CodeDeploy of the local AWS keeps groups and configurations, and refuses what AWS refuses."""

from copy import deepcopy
from typing import Any

import pytest
from botocore.exceptions import ClientError

PREDEFINED = {
    "CodeDeployDefault.ECSAllAtOnce": {"type": "AllAtOnce"},
    "CodeDeployDefault.ECSCanary10Percent5Minutes": {
        "type": "TimeBasedCanary",
        "timeBasedCanary": {"canaryPercentage": 10, "canaryInterval": 5},
    },
    "CodeDeployDefault.ECSCanary10Percent15Minutes": {
        "type": "TimeBasedCanary",
        "timeBasedCanary": {"canaryPercentage": 10, "canaryInterval": 15},
    },
    "CodeDeployDefault.ECSLinear10PercentEvery1Minutes": {
        "type": "TimeBasedLinear",
        "timeBasedLinear": {"linearPercentage": 10, "linearInterval": 1},
    },
    "CodeDeployDefault.ECSLinear10PercentEvery3Minutes": {
        "type": "TimeBasedLinear",
        "timeBasedLinear": {"linearPercentage": 10, "linearInterval": 3},
    },
}
ROLE = "arn:aws:iam::123456789012:role/deploy"


def canary(percentage: int, interval: int) -> dict[str, Any]:
    return {
        "type": "TimeBasedCanary",
        "timeBasedCanary": {"canaryPercentage": percentage, "canaryInterval": interval},
    }


def linear(percentage: int, interval: int) -> dict[str, Any]:
    return {
        "type": "TimeBasedLinear",
        "timeBasedLinear": {"linearPercentage": percentage, "linearInterval": interval},
    }


@pytest.fixture(scope="module")
def routes(aws) -> dict[str, Any]:
    """Two target groups behind a production and a test listener; `lone` behind nothing, `far` behind another."""
    ec2, elb = aws("ec2"), aws("elbv2")
    vpc = ec2.create_vpc(CidrBlock="10.3.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.3.{i}.0/24", AvailabilityZone=f"us-east-1{zone}")["Subnet"][
            "SubnetId"
        ]
        for i, zone in enumerate("ab")
    ]
    balancer = elb.create_load_balancer(Name="deploy", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
    made: dict[str, Any] = {}
    for colour, port in (("blue", 80), ("green", 8080), ("lone", 0)):
        wanted = {"Name": f"deploy-{colour}", "Protocol": "HTTP", "Port": 80, "VpcId": vpc}
        made[colour] = elb.create_target_group(**wanted)["TargetGroups"][0]["TargetGroupArn"]
        if port:
            forward = [{"Type": "forward", "TargetGroupArn": made[colour]}]
            wanted = {"LoadBalancerArn": balancer, "Port": port, "Protocol": "HTTP", "DefaultActions": forward}
            made[f"{colour} listener"] = elb.create_listener(**wanted)["Listeners"][0]["ListenerArn"]
    far = elb.create_load_balancer(Name="deploy-far", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
    wanted = {"Name": "deploy-far", "Protocol": "HTTP", "Port": 80, "VpcId": vpc}
    group = elb.create_target_group(**wanted)["TargetGroups"][0]["TargetGroupArn"]
    forward = [{"Type": "forward", "TargetGroupArn": group}]
    elb.create_listener(LoadBalancerArn=far, Port=80, Protocol="HTTP", DefaultActions=forward)
    aws("ecs").create_cluster(clusterName="deploy")
    return made


@pytest.fixture
def group(aws, routes, name) -> dict[str, Any]:
    """A good deployment group of a new application for a new service."""
    container = {"name": "web", "image": "web:1", "memory": 128, "portMappings": [{"containerPort": 80}]}
    aws("ecs").register_task_definition(family=name, containerDefinitions=[container])
    aws("ecs").create_service(
        cluster="deploy",
        serviceName=name,
        taskDefinition=name,
        desiredCount=0,
        deploymentController={"type": "CODE_DEPLOY"},
        loadBalancers=[{"targetGroupArn": routes["blue"], "containerName": "web", "containerPort": 80}],
    )
    aws("codedeploy").create_application(applicationName=name, computePlatform="ECS")
    return {
        "applicationName": name,
        "deploymentGroupName": name,
        "deploymentConfigName": "CodeDeployDefault.ECSCanary10Percent5Minutes",
        "serviceRoleArn": ROLE,
        "deploymentStyle": {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"},
        "blueGreenDeploymentConfiguration": {
            "terminateBlueInstancesOnDeploymentSuccess": {"action": "TERMINATE", "terminationWaitTimeInMinutes": 5},
            "deploymentReadyOption": {"actionOnTimeout": "CONTINUE_DEPLOYMENT"},
        },
        "loadBalancerInfo": {
            "targetGroupPairInfoList": [
                {
                    "targetGroups": [{"name": "deploy-blue"}, {"name": "deploy-green"}],
                    "prodTrafficRoute": {"listenerArns": [routes["blue listener"]]},
                    "testTrafficRoute": {"listenerArns": [routes["green listener"]]},
                }
            ]
        },
        "ecsServices": [{"clusterName": "deploy", "serviceName": name}],
        "autoRollbackConfiguration": {"enabled": True, "events": ["DEPLOYMENT_FAILURE"]},
        "alarmConfiguration": {"enabled": True, "alarms": [{"name": "errors"}], "ignorePollAlarmFailure": False},
    }


def read(aws, group: dict[str, Any]) -> dict[str, Any]:
    return aws("codedeploy").get_deployment_group(
        applicationName=group["applicationName"], deploymentGroupName=group["deploymentGroupName"]
    )["deploymentGroupInfo"]


# Configurations


@pytest.mark.parametrize("config", sorted(PREDEFINED))
def test_the_five_predefined_ecs_configurations_are_there(aws, config) -> None:
    found = aws("codedeploy").get_deployment_config(deploymentConfigName=config)["deploymentConfigInfo"]
    assert found["computePlatform"] == "ECS"
    assert found["trafficRoutingConfig"] == PREDEFINED[config]
    assert config in aws("codedeploy").list_deployment_configs()["deploymentConfigsList"]


def test_a_configuration_is_created_read_and_deleted(aws, name) -> None:
    deploy = aws("codedeploy")
    deploy.create_deployment_config(
        deploymentConfigName=name, computePlatform="ECS", trafficRoutingConfig=canary(20, 3)
    )
    found = deploy.get_deployment_config(deploymentConfigName=name)["deploymentConfigInfo"]
    assert found["trafficRoutingConfig"] == canary(20, 3)
    with pytest.raises(ClientError, match="DeploymentConfigAlreadyExistsException"):
        deploy.create_deployment_config(deploymentConfigName=name, computePlatform="ECS")
    deploy.delete_deployment_config(deploymentConfigName=name)
    with pytest.raises(ClientError, match=f"No deployment configuration found for name: {name}"):
        deploy.get_deployment_config(deploymentConfigName=name)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"trafficRoutingConfig": canary(0, 5)}, "Valid traffic routing percentage is from 1 to 99"),
        ({"trafficRoutingConfig": canary(10, 2881)}, "interval must be between 1 and 2880 minutes"),
        ({"trafficRoutingConfig": linear(49, 1441)}, "intervals must be positive integers up to 2880 minutes"),
        ({"trafficRoutingConfig": linear(10, 5) | {"type": "AllAtOnce"}}, "should be null for AllAtOnce type"),
        ({"minimumHealthyHosts": {"type": "HOST_COUNT", "value": 1}}, "minimum healthy hosts should be null"),
        ({"computePlatform": "Docker"}, r"Valid values are \[Server, Lambda, ECS, Kubernetes\]"),
        ({"deploymentConfigName": "CodeDeployDefault.Mine"}, "reserved"),
    ],
)
def test_a_wrong_configuration_is_refused(aws, name, wrong, message) -> None:
    with pytest.raises(ClientError, match=message):
        aws("codedeploy").create_deployment_config(**{"deploymentConfigName": name, "computePlatform": "ECS"} | wrong)


@pytest.mark.parametrize(("percentage", "interval"), [(99, 2880), (50, 1440), (33, 960), (10, 288), (1, 28)])
def test_a_linear_shift_may_take_two_days(aws, name, percentage, interval) -> None:
    """Measured on AWS; a minute more is refused."""
    deploy = aws("codedeploy")
    wanted = {"deploymentConfigName": name, "computePlatform": "ECS"}
    with pytest.raises(ClientError, match="2880"):
        deploy.create_deployment_config(**wanted, trafficRoutingConfig=linear(percentage, interval + 1))
    deploy.create_deployment_config(**wanted, trafficRoutingConfig=linear(percentage, interval))


# Groups


def test_a_group_reads_back_as_it_was_sent(aws, group) -> None:
    aws("codedeploy").create_deployment_group(**group)
    found = read(aws, group)
    ready = found["blueGreenDeploymentConfiguration"]["deploymentReadyOption"]
    assert ready.pop("waitTimeInMinutes") == 0
    assert {key: found[key] for key in group} == group
    assert found["computePlatform"] == "ECS"


def test_the_wait_before_traffic_moves_is_zero_where_nobody_set_it(aws, group, name) -> None:
    """`aws ecs deploy` and the GitHub action read it without asking whether it is there."""
    deploy = aws("codedeploy")
    deploy.create_deployment_group(**group)
    (several,) = deploy.batch_get_deployment_groups(applicationName=name, deploymentGroupNames=[name])[
        "deploymentGroupsInfo"
    ]
    for found in (read(aws, group), several):
        ready = found["blueGreenDeploymentConfiguration"]["deploymentReadyOption"]
        assert ready == {"actionOnTimeout": "CONTINUE_DEPLOYMENT", "waitTimeInMinutes": 0}


def test_a_wait_that_was_set_is_read_back(aws, group) -> None:
    ready = {"actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": 30}
    group["blueGreenDeploymentConfiguration"]["deploymentReadyOption"] = ready
    aws("codedeploy").create_deployment_group(**group)
    assert read(aws, group)["blueGreenDeploymentConfiguration"]["deploymentReadyOption"] == ready


def test_the_newest_deployment_is_listed_first(aws, group, name) -> None:
    deploy = aws("codedeploy")
    deploy.create_deployment_group(**group)
    which = {"applicationName": name, "deploymentGroupName": name}
    revision = {"revisionType": "AppSpecContent", "appSpecContent": {"content": "{}"}}
    made = [deploy.create_deployment(**which, revision=revision)["deploymentId"] for _ in range(3)]
    assert deploy.list_deployments(**which)["deployments"] == made[::-1]
    failed = deploy.list_deployments(**which, includeOnlyStatuses=["Failed", "Stopped"])["deployments"]
    assert failed == made[::-1]


CASES: list[tuple[dict[str, Any], str, str]] = [
    ({"deploymentConfigName": "Nothing"}, "DeploymentConfigDoesNotExistException", "No deployment configuration found"),
    (
        {"deploymentConfigName": "CodeDeployDefault.OneAtATime"},
        "InvalidDeploymentConfigNameException",
        "does not match expected compute platform, correct compute platform should be ECS.",
    ),
    (
        {"deploymentStyle": {"deploymentType": "IN_PLACE", "deploymentOption": "WITH_TRAFFIC_CONTROL"}},
        "InvalidDeploymentStyleException",
        "the deployment type must be BLUE_GREEN, and deployment option must be WITH_TRAFFIC_CONTROL.",
    ),
    (
        {"loadBalancerInfo": None},
        "InvalidLoadBalancerInfoException",
        "For ECS deployment group, loadBalancerInfo must be specified",
    ),
    (
        {"blueGreenDeploymentConfiguration": None},
        "InvalidBlueGreenDeploymentConfigurationException",
        "For ECS deployment group, blueGreenDeploymentConfiguration must be specified",
    ),
    (
        {"autoScalingGroups": ["mine"]},
        "InvalidAutoScalingGroupException",
        "For ECS deployment group, autoScalingGroups can not be specified",
    ),
    (
        {"autoRollbackConfiguration": {"enabled": True, "events": []}},
        "InvalidAutoRollbackConfigException",
        "Deployment Groups need to have at least one event specified when auto rollback is enabled",
    ),
    (
        {"alarmConfiguration": {"enabled": True, "alarms": []}},
        "InvalidAlarmConfigException",
        "Deployment Groups need to have at least one alarms attached if they are monitored.",
    ),
    (
        {"ecsServices": [{"clusterName": "deploy", "serviceName": "nothing"}]},
        "InvalidECSServiceException",
        "Could not load ECS service information for cluster: deploy, service: nothing.",
    ),
]


@pytest.mark.parametrize(("wrong", "code", "message"), CASES, ids=[case[1] for case in CASES])
def test_a_wrong_group_is_refused_in_awss_words(aws, group, wrong, code, message) -> None:
    sent = {key: value for key, value in (group | wrong).items() if value is not None}
    with pytest.raises(ClientError) as refused:
        aws("codedeploy").create_deployment_group(**sent)
    assert refused.value.response["Error"]["Code"] == code
    assert message in refused.value.response["Error"]["Message"]


@pytest.mark.parametrize(
    ("ready", "wait", "message"),
    [
        (
            {"actionOnTimeout": "STOP_DEPLOYMENT"},
            5,
            "STOP_DEPLOYMENT when timeout is set to 0 minutes.",
        ),
        (
            {"actionOnTimeout": "CONTINUE_DEPLOYMENT", "waitTimeInMinutes": 5},
            5,
            "cannot be set to 'CONTINUE_DEPLOYMENT' when timeout is specified",
        ),
        (None, 5, "Deployment ready option cannot be null for blue green deployment"),
        (
            {"actionOnTimeout": "CONTINUE_DEPLOYMENT"},
            2881,
            "termination cannot be more than 2 days",
        ),
    ],
)
def test_a_wrong_wait_is_refused(aws, group, ready, wait, message) -> None:
    timing = {
        "terminateBlueInstancesOnDeploymentSuccess": {"action": "TERMINATE", "terminationWaitTimeInMinutes": wait}
    }
    group["blueGreenDeploymentConfiguration"] = timing | ({"deploymentReadyOption": ready} if ready else {})
    with pytest.raises(ClientError, match=message):
        aws("codedeploy").create_deployment_group(**group)


@pytest.mark.parametrize("names", [["blue"], ["blue", "blue"], ["blue", "nothing"], ["green", "lone"], ["blue", "far"]])
def test_a_pair_that_does_not_carry_the_service_is_refused(aws, group, names) -> None:
    pair = group["loadBalancerInfo"]["targetGroupPairInfoList"][0]
    pair["targetGroups"] = [{"name": f"deploy-{colour}"} for colour in names]
    with pytest.raises(ClientError, match="must contain a valid pair of target groups that identify a load balancer"):
        aws("codedeploy").create_deployment_group(**group)


def test_a_pair_whose_second_group_is_behind_nothing_is_taken(aws, group) -> None:
    """As on AWS, without a test listener: the first deployment puts it behind the listener."""
    pair = group["loadBalancerInfo"]["targetGroupPairInfoList"][0]
    pair["targetGroups"] = [{"name": "deploy-blue"}, {"name": "deploy-lone"}]
    aws("codedeploy").create_deployment_group(**group)


def test_a_listener_that_is_not_there_is_refused(aws, group) -> None:
    pair = group["loadBalancerInfo"]["targetGroupPairInfoList"][0]
    pair["prodTrafficRoute"]["listenerArns"][0] += "0"
    with pytest.raises(ClientError, match="could not be found"):
        aws("codedeploy").create_deployment_group(**group)


def test_a_service_of_another_controller_is_refused(aws, group, name) -> None:
    aws("ecs").create_service(cluster="deploy", serviceName=name + "-own", taskDefinition=name, desiredCount=0)
    group["ecsServices"][0]["serviceName"] = name + "-own"
    with pytest.raises(ClientError, match="must be configured for a CODE_DEPLOY deployment controller"):
        aws("codedeploy").create_deployment_group(**group)


def test_a_service_belongs_to_one_group(aws, group, name) -> None:
    aws("codedeploy").create_deployment_group(**group)
    with pytest.raises(ClientError, match="ECSServiceMappingLimitExceededException"):
        aws("codedeploy").create_deployment_group(**group | {"deploymentGroupName": name + "2"})


def test_an_application_without_ecs_takes_no_services(aws, group, name) -> None:
    aws("codedeploy").create_application(applicationName=name + "-server")
    more = {"applicationName": name + "-server", "deploymentConfigName": "CodeDeployDefault.OneAtATime"}
    with pytest.raises(ClientError, match="Should not specify ECS services parameter for Server deployment group"):
        aws("codedeploy").create_deployment_group(**group | more)


def test_an_update_replaces_what_it_sends_and_is_checked(aws, group) -> None:
    deploy = aws("codedeploy")
    deploy.create_deployment_group(**group)
    which = {"applicationName": group["applicationName"], "currentDeploymentGroupName": group["deploymentGroupName"]}
    before = deepcopy(read(aws, group))
    with pytest.raises(ClientError, match="No deployment configuration found"):
        deploy.update_deployment_group(**which, deploymentConfigName="Nothing")
    assert read(aws, group) == before
    deploy.update_deployment_group(**which, deploymentConfigName="CodeDeployDefault.ECSAllAtOnce")
    assert read(aws, group) == before | {"deploymentConfigName": "CodeDeployDefault.ECSAllAtOnce"}
    deploy.update_deployment_group(**which, alarmConfiguration={"enabled": False, "alarms": []})
    assert read(aws, group)["alarmConfiguration"] == {"enabled": False, "alarms": []}


def test_renaming_keeps_tags(aws, group, name) -> None:
    deploy = aws("codedeploy")
    deploy.create_deployment_group(**group, tags=[{"Key": "a", "Value": "1"}])
    deploy.update_deployment_group(
        applicationName=name, currentDeploymentGroupName=name, newDeploymentGroupName=name + "2"
    )
    deploy.update_application(applicationName=name, newApplicationName=name + "3")
    arn = f"arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:{name}3/{name}2"
    assert deploy.list_tags_for_resource(ResourceArn=arn)["Tags"] == [{"Key": "a", "Value": "1"}]
    assert deploy.list_deployment_groups(applicationName=name + "3")["deploymentGroups"] == [name + "2"]


def test_groups_and_applications_are_deleted_and_deleting_again_is_fine(aws, group, name) -> None:
    deploy = aws("codedeploy")
    deploy.create_deployment_group(**group)
    for _ in range(2):
        deploy.delete_deployment_group(applicationName=name, deploymentGroupName=name)
    with pytest.raises(ClientError, match="DeploymentGroupDoesNotExistException"):
        read(aws, group)
    for _ in range(2):
        deploy.delete_application(applicationName=name)
    with pytest.raises(ClientError, match="ApplicationDoesNotExistException"):
        deploy.get_application(applicationName=name)


def test_a_configuration_in_use_is_not_deleted(aws, group, name) -> None:
    deploy = aws("codedeploy")
    deploy.create_deployment_config(
        deploymentConfigName=name, computePlatform="ECS", trafficRoutingConfig=canary(20, 3)
    )
    deploy.create_deployment_group(**group | {"deploymentConfigName": name})
    with pytest.raises(ClientError, match="DeploymentConfigInUseException"):
        deploy.delete_deployment_config(deploymentConfigName=name)


def test_applications_and_groups_are_tagged(aws, name) -> None:
    deploy = aws("codedeploy")
    deploy.create_application(applicationName=name, computePlatform="ECS", tags=[{"Key": "a", "Value": "1"}])
    arn = f"arn:aws:codedeploy:us-east-1:123456789012:application:{name}"
    deploy.tag_resource(ResourceArn=arn, Tags=[{"Key": "b", "Value": "2"}])
    deploy.untag_resource(ResourceArn=arn, TagKeys=["a"])
    assert deploy.list_tags_for_resource(ResourceArn=arn)["Tags"] == [{"Key": "b", "Value": "2"}]
