"""Applications, deployment configurations and groups, as the stand-in provider makes them on the local AWS."""

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError
from grpc import RpcError

from local_aws.provider.handlers import retries
from tests.local_aws.provider.plugin import Made, Plugin, contract

APPLICATION = "aws:codedeploy/application:Application"
CONFIG = "aws:codedeploy/deploymentConfig:DeploymentConfig"
GROUP = "aws:codedeploy/deploymentGroup:DeploymentGroup"
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def service(aws: Any) -> dict[str, Any]:
    """A service under CODE_DEPLOY behind two listeners, its two target groups, and a role for CodeDeploy."""
    ec2, elb, ecs = aws("ec2"), aws("elbv2"), aws("ecs")
    vpc = ec2.create_vpc(CidrBlock="10.92.0.0/16")["Vpc"]["VpcId"]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.92.{i}.0/24", AvailabilityZone=f"us-east-1{zone}")["Subnet"][
            "SubnetId"
        ]
        for i, zone in enumerate("ab")
    ]
    balancer = elb.create_load_balancer(Name="codedeploy", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
    groups = {
        colour: elb.create_target_group(
            Name=f"codedeploy-{colour}", Port=80, Protocol="HTTP", VpcId=vpc, TargetType="ip"
        )["TargetGroups"][0]["TargetGroupArn"]
        for colour in ("blue", "green")
    }
    listeners = [
        elb.create_listener(
            LoadBalancerArn=balancer,
            Port=port,
            Protocol="HTTP",
            DefaultActions=[{"Type": "forward", "TargetGroupArn": groups["blue"]}],
        )["Listeners"][0]["ListenerArn"]
        for port in (80, 8080)
    ]
    ecs.create_cluster(clusterName="codedeploy")
    ecs.register_task_definition(
        family="codedeploy",
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        cpu="256",
        memory="512",
        containerDefinitions=[{"name": "web", "image": "web:1", "portMappings": [{"containerPort": 80}]}],
    )
    ecs.create_service(
        cluster="codedeploy",
        serviceName="web",
        taskDefinition="codedeploy",
        launchType="FARGATE",
        desiredCount=1,
        deploymentController={"type": "CODE_DEPLOY"},
        networkConfiguration={"awsvpcConfiguration": {"subnets": subnets}},
        loadBalancers=[{"targetGroupArn": groups["blue"], "containerName": "web", "containerPort": 80}],
    )
    allowed = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "codedeploy.amazonaws.com"}}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [allowed]})
    role = aws("iam").create_role(RoleName="codedeploy-handlers", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    topic = aws("sns").create_topic(Name="codedeploy-handlers")["TopicArn"]
    return {"listeners": listeners, "role": role, "topic": topic}


@pytest.fixture
def application(plugin: Plugin) -> Iterator[Made]:
    """An application that goes with its groups: a service belongs to one group at most."""
    made = plugin.create(APPLICATION, {"computePlatform": "ECS"}, f"app{next(_numbers)}")
    yield made
    plugin.delete(made)


def group_inputs(application: Made, service: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An ECS group as the user guide has it: all at once, 5 minutes of termination wait."""
    production, test = service["listeners"]
    return {
        "appName": application.state["name"],
        "deploymentGroupName": "web",
        "serviceRoleArn": service["role"],
        "deploymentConfigName": "CodeDeployDefault.ECSAllAtOnce",
        "deploymentStyle": {"deploymentOption": "WITH_TRAFFIC_CONTROL", "deploymentType": "BLUE_GREEN"},
        "ecsService": {"clusterName": "codedeploy", "serviceName": "web"},
        "blueGreenDeploymentConfig": {
            "deploymentReadyOption": {"actionOnTimeout": "CONTINUE_DEPLOYMENT"},
            "terminateBlueInstancesOnDeploymentSuccess": {"action": "TERMINATE", "terminationWaitTimeInMinutes": 5},
        },
        "loadBalancerInfo": {
            "targetGroupPairInfo": {
                "prodTrafficRoute": {"listenerArns": [production]},
                "testTrafficRoute": {"listenerArns": [test]},
                "targetGroups": [{"name": "codedeploy-blue"}, {"name": "codedeploy-green"}],
            }
        },
        **more,
    }


def test_an_application_lives_as_its_contract_says(plugin: Plugin) -> None:
    inputs = {"name": "contract", "computePlatform": "ECS", "tags": {"team": "web"}}
    contract(plugin, APPLICATION, inputs, {"tags": {"team": "shop"}}, import_id="contract")


def test_the_id_of_an_application_is_awss_id_and_its_name(application: Made) -> None:
    assert application.id == f"{application.state['applicationId']}:{application.state['name']}"


def test_an_application_is_renamed_in_place_and_its_id_follows_at_the_next_read(plugin: Plugin) -> None:
    made = plugin.create(APPLICATION, {"name": "before", "computePlatform": "ECS"})
    assert plugin.diff(made, {"name": "after", "computePlatform": "ECS"}) == {"name": "update"}
    renamed = plugin.update(made, {"name": "after", "computePlatform": "ECS"})
    assert renamed.state["name"] == "after"
    refreshed = plugin.refresh(renamed)
    assert refreshed
    assert refreshed.id == f"{made.state['applicationId']}:after"
    plugin.delete(refreshed)


def test_another_platform_replaces_an_application(plugin: Plugin, application: Made) -> None:
    assert plugin.diff(application, {"computePlatform": "Lambda"}) == {"computePlatform": "update-replace"}


@pytest.mark.parametrize(
    ("block", "percentage"),
    [("timeBasedCanary", 20), ("timeBasedLinear", 25)],
)
def test_a_deployment_configuration_lives_as_its_contract_says(plugin: Plugin, block: str, percentage: int) -> None:
    def routing(percentage: int) -> dict[str, Any]:
        return {"type": block.replace("time", "Time"), block: {"interval": 3, "percentage": percentage}}

    inputs = {"computePlatform": "ECS", "trafficRoutingConfig": routing(10)}
    change = {"trafficRoutingConfig": routing(percentage)}
    contract(plugin, CONFIG, inputs, change, block, replaces=True)


def test_a_deployment_configuration_is_named_with_an_underscore(plugin: Plugin) -> None:
    made = plugin.create(CONFIG, {"computePlatform": "ECS", "trafficRoutingConfig": {"type": "AllAtOnce"}}, "once")
    assert made.id.startswith("once_")
    assert made.state["arn"] == f"arn:aws:codedeploy:us-east-1:123456789012:deploymentconfig:{made.id}"


def test_a_deployment_group_lives_as_its_contract_says(
    plugin: Plugin, application: Made, service: dict[str, Any]
) -> None:
    inputs = group_inputs(
        application,
        service,
        alarmConfiguration={"enabled": True, "alarms": ["5xx", "slow"]},
        autoRollbackConfiguration={"enabled": True, "events": ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM"]},
        triggerConfigurations=[
            {"triggerEvents": ["DeploymentFailure"], "triggerName": "failures", "triggerTargetArn": service["topic"]}
        ],
        tags={"team": "web"},
    )
    wait = {"action": "TERMINATE", "terminationWaitTimeInMinutes": 10}
    ready = {"actionOnTimeout": "STOP_DEPLOYMENT", "waitTimeInMinutes": 30}
    change = {
        "deploymentConfigName": "CodeDeployDefault.ECSCanary10Percent5Minutes",
        "blueGreenDeploymentConfig": {
            "deploymentReadyOption": ready,
            "terminateBlueInstancesOnDeploymentSuccess": wait,
        },
        "alarmConfiguration": {"enabled": True, "alarms": ["5xx"]},
        "triggerConfigurations": None,
        "tags": {"team": "shop"},
    }
    contract(plugin, GROUP, inputs, change, import_id=f"{application.state['name']}:web")


def test_a_deployment_groups_id_is_awss(plugin: Plugin, application: Made, service: dict[str, Any]) -> None:
    made = plugin.create(GROUP, group_inputs(application, service))
    assert made.id == made.state["deploymentGroupId"]
    app = application.state["name"]
    assert made.state["arn"] == f"arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:{app}/web"
    assert made.state["computePlatform"] == "ECS"


@pytest.mark.parametrize("block", ["alarmConfiguration", "autoRollbackConfiguration"])
def test_a_removed_block_is_disabled(
    plugin: Plugin, aws: Any, application: Made, service: dict[str, Any], block: str
) -> None:
    given = {
        "alarmConfiguration": {"enabled": True, "alarms": ["5xx"]},
        "autoRollbackConfiguration": {"enabled": True, "events": ["DEPLOYMENT_FAILURE"]},
    }
    inputs = group_inputs(application, service)
    made = plugin.create(GROUP, inputs | {block: given[block]})
    assert plugin.diff(made, inputs) == {block: "delete"}
    assert plugin.diff(plugin.update(made, inputs), inputs) == {}
    app = application.state["name"]
    found = aws("codedeploy").get_deployment_group(applicationName=app, deploymentGroupName="web")
    assert found["deploymentGroupInfo"][block]["enabled"] is False


def test_a_deployment_group_is_renamed_in_place(plugin: Plugin, application: Made, service: dict[str, Any]) -> None:
    made = plugin.create(GROUP, group_inputs(application, service))
    renamed = plugin.update(made, group_inputs(application, service, deploymentGroupName="shop"))
    assert renamed.id == made.id
    refreshed = plugin.refresh(renamed)
    assert refreshed
    assert refreshed.state["deploymentGroupName"] == "shop"
    plugin.delete(renamed)
    assert plugin.refresh(renamed) is None


def test_a_termination_wait_changed_elsewhere_shows(
    plugin: Plugin, aws: Any, application: Made, service: dict[str, Any]
) -> None:
    inputs = group_inputs(application, service)
    made = plugin.create(GROUP, inputs)
    aws("codedeploy").update_deployment_group(
        applicationName=application.state["name"],
        currentDeploymentGroupName="web",
        blueGreenDeploymentConfiguration={
            "deploymentReadyOption": {"actionOnTimeout": "CONTINUE_DEPLOYMENT"},
            "terminateBlueInstancesOnDeploymentSuccess": {"action": "TERMINATE", "terminationWaitTimeInMinutes": 600},
        },
    )
    refreshed = plugin.refresh(made)
    assert refreshed
    assert list(plugin.diff(refreshed, inputs)) == [
        "blueGreenDeploymentConfig.terminateBlueInstancesOnDeploymentSuccess.terminationWaitTimeInMinutes"
    ]


def test_the_wait_that_aws_fills_in_is_no_drift(plugin: Plugin, application: Made, service: dict[str, Any]) -> None:
    inputs = group_inputs(application, service)
    made = plugin.create(GROUP, inputs)
    assert made.state["blueGreenDeploymentConfig"]["deploymentReadyOption"]["waitTimeInMinutes"] == 0
    refreshed = plugin.refresh(made)
    assert refreshed
    assert refreshed.inputs == made.inputs
    assert plugin.diff(refreshed, inputs) == {}


def test_a_groups_order_of_target_groups_counts(plugin: Plugin, application: Made, service: dict[str, Any]) -> None:
    inputs = group_inputs(application, service)
    made = plugin.create(GROUP, inputs)
    pair = inputs["loadBalancerInfo"]["targetGroupPairInfo"]
    turned = {"loadBalancerInfo": {"targetGroupPairInfo": pair | {"targetGroups": pair["targetGroups"][::-1]}}}
    assert set(plugin.diff(made, inputs | turned).values()) == {"update"}


def test_an_error_of_aws_is_passed_on(plugin: Plugin, application: Made, service: dict[str, Any]) -> None:
    inputs = group_inputs(application, service, deploymentConfigName="CodeDeployDefault.Unknown")
    with pytest.raises(RpcError, match="DeploymentConfigDoesNotExistException"):
        plugin.create(GROUP, inputs)


def test_a_create_is_retried_until_codedeploy_sees_the_role(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retries, "PAUSE_SECONDS", 0)
    refused = ClientError({"Error": {"Code": "InvalidRoleException", "Message": "not yet"}}, "CreateDeploymentGroup")
    answers = iter([refused, refused, "made"])

    def call() -> Any:
        answer = next(answers)
        if isinstance(answer, ClientError):
            raise answer
        return answer

    assert retries.retry(call, ("InvalidRoleException", "")) == "made"
