"""A deployment for ECS over the API: it moves a service from blue to green, and is stopped, continued and undone."""

import io
import json
import tarfile
import zipfile
from hashlib import sha256
from typing import Any

import pytest
import requests
from botocore.exceptions import ClientError

from local_aws.server.account import account
from model.moving.cloud import Cloud
from tests.local_aws.server.code import function

DAY_MINUTES = 24 * 60
"""Longer than what the session's local AWS lets happen at once."""
CLUSTER = "deployments"


@pytest.fixture(scope="module")
def ground(aws) -> dict[str, Any]:
    """A network, a load balancer and a cluster."""
    ec2, elb = aws("ec2"), aws("elbv2")
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.9.{i}.0/24", AvailabilityZone=f"us-east-1{zone}")["Subnet"][
            "SubnetId"
        ]
        for i, zone in enumerate("ab")
    ]
    security = ec2.create_security_group(GroupName="deployments", Description="tasks", VpcId=vpc)["GroupId"]
    balancer = elb.create_load_balancer(Name="deployments", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
    aws("ecs").create_cluster(clusterName=CLUSTER)
    network = {"awsvpcConfiguration": {"subnets": subnets, "securityGroups": [security], "assignPublicIp": "ENABLED"}}
    return {"vpc": vpc, "balancer": balancer, "network": network, "ports": iter(range(1000, 9000, 2))}


class Shop:
    """A service on Fargate with its deployment group, and what the tests ask of them."""

    def __init__(self, aws: Any, ground: dict[str, Any], name: str, **group: Any) -> None:
        self.aws, self.name = aws, name
        self.deploys, self.ecs, self.elb = aws("codedeploy"), aws("ecs"), aws("elbv2")
        self.groups = {colour: self.target_group(ground, colour) for colour in ("blue", "green")}
        port = next(ground["ports"])
        self.production = self._listener(ground, port)
        self.test = self._listener(ground, port + 1)
        self.definitions = [self._definition() for _ in range(2)]
        self.ecs.create_service(
            cluster=CLUSTER,
            serviceName=name,
            taskDefinition=self.definitions[0],
            desiredCount=1,
            launchType="FARGATE",
            deploymentController={"type": "CODE_DEPLOY"},
            networkConfiguration=ground["network"],
            loadBalancers=[{"targetGroupArn": self.groups["blue"], "containerName": "web", "containerPort": 80}],
        )
        self.deploys.create_application(applicationName=name, computePlatform="ECS")
        self.deploys.create_deployment_group(**self.group(**group))

    def group(self, ready_minutes: int = 0, termination_minutes: int = 5, **changes: Any) -> dict[str, Any]:
        ready = {"actionOnTimeout": "STOP_DEPLOYMENT" if ready_minutes else "CONTINUE_DEPLOYMENT"}
        ending = {"action": "TERMINATE", "terminationWaitTimeInMinutes": termination_minutes}
        pair = {
            "targetGroups": [{"name": f"{self.name}-{colour}"} for colour in self.groups],
            "prodTrafficRoute": {"listenerArns": [self.production]},
            "testTrafficRoute": {"listenerArns": [self.test]},
        }
        return {
            "applicationName": self.name,
            "deploymentGroupName": "web",
            "deploymentConfigName": "CodeDeployDefault.ECSAllAtOnce",
            "serviceRoleArn": "arn:aws:iam::123456789012:role/deploy",
            "deploymentStyle": {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"},
            "blueGreenDeploymentConfiguration": {
                "deploymentReadyOption": ready | ({"waitTimeInMinutes": ready_minutes} if ready_minutes else {}),
                "terminateBlueInstancesOnDeploymentSuccess": ending,
            },
            "loadBalancerInfo": {"targetGroupPairInfoList": [pair]},
            "ecsServices": [{"clusterName": CLUSTER, "serviceName": self.name}],
        } | changes

    def appspec(self, definition: str | None = None, hooks: dict[str, str] | None = None, **properties: Any) -> str:
        resource = {
            "Type": "AWS::ECS::Service",
            "Properties": {
                "TaskDefinition": definition or self.definitions[1],
                "LoadBalancerInfo": {"ContainerName": "web", "ContainerPort": 80},
            }
            | properties,
        }
        hooked = [{event: function} for event, function in (hooks or {}).items()]
        return json.dumps({"version": 0.0, "Resources": [{"TargetService": resource}], "Hooks": hooked})

    def deploy(self, content: str | None = None, **params: Any) -> str:
        inline = {"revisionType": "AppSpecContent", "appSpecContent": {"content": content or self.appspec()}}
        asked = {"applicationName": self.name, "deploymentGroupName": "web", "revision": inline} | params
        return self.deploys.create_deployment(**asked)["deploymentId"]

    def info(self, deployment: str) -> dict[str, Any]:
        return self.deploys.get_deployment(deploymentId=deployment)["deploymentInfo"]

    def target(self, deployment: str) -> dict[str, Any]:
        found = self.deploys.get_deployment_target(deploymentId=deployment, targetId=f"{CLUSTER}:{self.name}")
        return found["deploymentTarget"]["ecsTarget"]

    def weights(self, listener: str | None = None) -> dict[str, int]:
        found = self.elb.describe_listeners(ListenerArns=[listener or self.production])["Listeners"][0]
        groups = found["DefaultActions"][0]["ForwardConfig"]["TargetGroups"]
        names = {arn: colour for colour, arn in self.groups.items()}
        return {names[one["TargetGroupArn"]]: one.get("Weight", 1) for one in groups}

    def task_sets(self) -> list[tuple[str, str]]:
        service = self.ecs.describe_services(cluster=CLUSTER, services=[self.name])["services"][0]
        return [(one["status"], one["taskDefinition"]) for one in service["taskSets"]]

    def target_group(self, ground: dict[str, Any], colour: str) -> str:
        wanted = {"Name": f"{self.name}-{colour}", "Protocol": "HTTP", "Port": 80, "VpcId": ground["vpc"]}
        return self.elb.create_target_group(**wanted, TargetType="ip")["TargetGroups"][0]["TargetGroupArn"]

    def _listener(self, ground: dict[str, Any], port: int) -> str:
        forward = [{"Type": "forward", "TargetGroupArn": self.groups["blue"]}]
        wanted = {"LoadBalancerArn": ground["balancer"], "Port": port, "Protocol": "HTTP", "DefaultActions": forward}
        return self.elb.create_listener(**wanted)["Listeners"][0]["ListenerArn"]

    def _definition(self) -> str:
        return self.ecs.register_task_definition(
            family=self.name,
            requiresCompatibilities=["FARGATE"],
            networkMode="awsvpc",
            cpu="256",
            memory="512",
            containerDefinitions=[{"name": "web", "image": "web:1", "portMappings": [{"containerPort": 80}]}],
        )["taskDefinition"]["taskDefinitionArn"]


@pytest.fixture
def shop(aws, ground, name) -> Shop:
    return Shop(aws, ground, name)


@pytest.fixture
def waiting(aws, ground, name) -> Shop:
    """Its deployments wait for somebody who continues, and blue stays for a day."""
    return Shop(aws, ground, name, ready_minutes=DAY_MINUTES, termination_minutes=DAY_MINUTES)


@pytest.fixture
def cloud(endpoint) -> Cloud:
    """What moves in the session's local AWS, which runs in this process."""
    return account("123456789012", "us-east-1").cloud


def refused(code: str) -> Any:
    return pytest.raises(ClientError, match=code)


def test_a_deployment_moves_the_service_to_the_new_definition(shop) -> None:
    deployment = shop.deploy(description="a new page")
    found = shop.info(deployment)
    assert (found["status"], found["creator"], found["description"]) == ("Succeeded", "user", "a new page")
    assert found["deploymentOverview"]["Succeeded"] == 1
    assert shop.weights() == {"green": 100, "blue": 0}
    assert shop.task_sets() == [("PRIMARY", shop.definitions[1])]
    shown = shop.deploys.get_deployment_group(applicationName=shop.name, deploymentGroupName="web")
    group = shown["deploymentGroupInfo"]
    assert group["lastSuccessfulDeployment"]["deploymentId"] == deployment
    assert group["lastAttemptedDeployment"]["deploymentId"] == deployment
    assert group["targetRevision"]["appSpecContent"] == {"sha256": sha256(shop.appspec().encode()).hexdigest()}


def test_the_next_deployment_goes_back_to_the_first_group(shop) -> None:
    first = shop.deploy()
    second = shop.deploy(shop.appspec(shop.definitions[0]))
    assert shop.weights() == {"green": 0, "blue": 100}
    assert shop.info(second)["previousRevision"] == shop.info(first)["revision"]
    where = {"applicationName": shop.name, "deploymentGroupName": "web"}
    assert shop.deploys.list_deployments(**where)["deployments"] == [second, first]
    assert shop.deploys.list_deployments(**where, includeOnlyStatuses=["Failed"])["deployments"] == []
    begun = shop.info(second)["createTime"]
    assert shop.deploys.list_deployments(**where, createTimeRange={"start": begun})["deployments"] == [second]
    batch = shop.deploys.batch_get_deployments(deploymentIds=[first, "d-NOTTHERE1"])
    assert [one["deploymentId"] for one in batch["deploymentsInfo"]] == [first]


def test_it_waits_until_somebody_continues_and_again_before_blue_ends(waiting) -> None:
    deployment = waiting.deploy()
    assert (waiting.info(deployment)["status"], waiting.target(deployment)["status"]) == ("Ready", "Ready")
    assert (waiting.weights(), waiting.weights(waiting.test)) == ({"blue": 1}, {"green": 100, "blue": 0})
    with refused("InvalidDeploymentStatusException"):
        waiting.deploys.continue_deployment(deploymentId=deployment, deploymentWaitType="TERMINATION_WAIT")
    waiting.deploys.continue_deployment(deploymentId=deployment)
    found = waiting.info(deployment)
    assert (found["status"], found["instanceTerminationWaitTimeStarted"]) == ("InProgress", True)
    assert "deploymentOverview" not in found
    sets = [
        (one["taskSetLabel"], one["status"], one["trafficWeight"]) for one in waiting.target(deployment)["taskSetsInfo"]
    ]
    assert sets == [("Blue", "ACTIVE", 0.0), ("Green", "PRIMARY", 100.0)]
    with refused("DeploymentIsNotInReadyStateException"):
        waiting.deploys.continue_deployment(deploymentId=deployment, deploymentWaitType="READY_WAIT")
    waiting.deploys.continue_deployment(deploymentId=deployment, deploymentWaitType="TERMINATION_WAIT")
    assert waiting.info(deployment)["status"] == "Succeeded"
    with refused("DeploymentAlreadyCompletedException"):
        waiting.deploys.continue_deployment(deploymentId=deployment)


def test_a_second_deployment_of_a_group_is_refused_with_the_name_of_the_first(waiting) -> None:
    first = waiting.deploy()
    with refused(f"DeploymentLimitExceededException.*'web' already has an active Deployment '{first}'"):
        waiting.deploy()


def test_a_stopped_one_rolls_back_by_a_deployment_of_its_own(waiting) -> None:
    deployment = waiting.deploy()
    answer = waiting.deploys.stop_deployment(deploymentId=deployment, autoRollbackEnabled=True)
    assert (answer["status"], "No more commands" in answer["statusMessage"]) == ("Succeeded", True)
    found = waiting.info(deployment)
    assert (found["status"], found["errorInformation"]["code"]) == ("Stopped", "MANUAL_STOP")
    back = waiting.info(found["rollbackInfo"]["rollbackDeploymentId"])
    assert (back["creator"], back["status"]) == ("codeDeployRollback", "Succeeded")
    assert back["deploymentConfigName"] == "CodeDeployDefault.ECSAllAtOnce"
    assert back["rollbackInfo"]["rollbackTriggeringDeploymentId"] == deployment
    assert (waiting.weights()["blue"], waiting.task_sets()) == (100, [("PRIMARY", waiting.definitions[0])])
    where = {"applicationName": waiting.name, "deploymentGroupName": "web"}
    assert waiting.deploys.list_deployments(**where)["deployments"] == [back["deploymentId"], deployment]
    with refused("DeploymentAlreadyCompletedException"):
        waiting.deploys.stop_deployment(deploymentId=deployment)


def test_a_rollback_is_a_deployment_of_the_revision_before(waiting) -> None:
    first = waiting.deploy()
    for wait in ("READY_WAIT", "TERMINATION_WAIT"):
        waiting.deploys.continue_deployment(deploymentId=first, deploymentWaitType=wait)
    second = waiting.deploy(waiting.appspec(waiting.definitions[0]))
    waiting.deploys.stop_deployment(deploymentId=second, autoRollbackEnabled=True)
    back = waiting.info(waiting.info(second)["rollbackInfo"]["rollbackDeploymentId"])
    assert back["revision"] == waiting.info(first)["revision"] != waiting.info(second)["revision"]
    shown = waiting.deploys.get_deployment_group(applicationName=waiting.name, deploymentGroupName="web")
    assert shown["deploymentGroupInfo"]["targetRevision"] == back["revision"]


def test_a_stop_leaves_everything_where_it_is_unless_asked_for_a_rollback(waiting) -> None:
    deployment = waiting.deploy()
    waiting.deploys.stop_deployment(deploymentId=deployment)
    assert "rollbackInfo" not in waiting.info(deployment)
    assert len(waiting.task_sets()) == 2


def test_its_one_target_is_the_service(waiting) -> None:
    deployment = waiting.deploy()
    deploys, target = waiting.deploys, f"{CLUSTER}:{waiting.name}"
    assert deploys.list_deployment_targets(deploymentId=deployment)["targetIds"] == [target]
    filters = {"TargetStatus": ["Failed"]}
    assert deploys.list_deployment_targets(deploymentId=deployment, targetFilters=filters)["targetIds"] == []
    one = deploys.batch_get_deployment_targets(deploymentId=deployment, targetIds=[target])["deploymentTargets"][0]
    assert one["ecsTarget"]["targetArn"].endswith(f":service/{CLUSTER}/{waiting.name}")
    assert len(one["ecsTarget"]["lifecycleEvents"]) == 8
    with refused("DeploymentTargetDoesNotExistException"):
        deploys.get_deployment_target(deploymentId=deployment, targetId="other")


def test_a_hook_that_is_answered_lets_it_go_on(shop, cloud, aws) -> None:
    function(aws, shop.name, "def handler(event, context): pass")
    deployment = shop.deploy(shop.appspec(hooks={"BeforeInstall": shop.name}))
    call = next(event.call for event in cloud.deployments[deployment].events if event.call)
    put = shop.deploys.put_lifecycle_event_hook_execution_status
    with refused("InvalidLifecycleEventHookExecutionStatusException"):
        put(deploymentId=deployment, lifecycleEventHookExecutionId=call, status="Skipped")
    with refused("InvalidLifecycleEventHookExecutionIdException"):
        put(deploymentId=deployment, lifecycleEventHookExecutionId="other", status="Succeeded")
    answer = put(deploymentId=deployment, lifecycleEventHookExecutionId=call, status="Succeeded")
    assert answer["lifecycleEventHookExecutionId"] == call
    assert shop.info(deployment)["status"] == "Succeeded"
    with refused("LifecycleEventAlreadyCompletedException"):
        put(deploymentId=deployment, lifecycleEventHookExecutionId=call, status="Failed")


def test_its_own_rollback_and_alarms_go_before_those_of_the_group(waiting) -> None:
    rollback = {"enabled": True, "events": ["DEPLOYMENT_STOP_ON_REQUEST"]}
    alarms = {"enabled": False, "alarms": []}
    deployment = waiting.deploy(autoRollbackConfiguration=rollback, overrideAlarmConfiguration=alarms)
    found = waiting.info(deployment)
    assert (found["autoRollbackConfiguration"], found["overrideAlarmConfiguration"]) == (rollback, alarms)
    waiting.deploys.stop_deployment(deploymentId=deployment)
    assert "rollbackDeploymentId" in waiting.info(deployment)["rollbackInfo"]


def test_an_alarm_of_the_group_that_fires_already_stops_it_unless_it_has_alarms_of_its_own(shop, cloud) -> None:
    alarms = {"enabled": True, "alarms": [{"name": f"{shop.name}-errors"}]}
    shop.deploys.update_deployment_group(
        applicationName=shop.name, currentDeploymentGroupName="web", alarmConfiguration=alarms
    )
    cloud.alarms.set(f"{shop.name}-errors", "ALARM")
    found = shop.info(shop.deploy())
    assert (found["status"], found["errorInformation"]["code"]) == ("Stopped", "ALARM_ACTIVE")
    assert shop.info(shop.deploy(overrideAlarmConfiguration={"enabled": False}))["status"] == "Succeeded"


def test_its_own_configuration_goes_before_that_of_the_group(shop, aws) -> None:
    routing = {"type": "TimeBasedCanary", "timeBasedCanary": {"canaryPercentage": 25, "canaryInterval": DAY_MINUTES}}
    config = f"{shop.name}-canary"
    shop.deploys.create_deployment_config(
        deploymentConfigName=config, computePlatform="ECS", trafficRoutingConfig=routing
    )
    deployment = shop.deploy(deploymentConfigName=config)
    assert shop.info(deployment)["deploymentConfigName"] == config
    assert shop.weights() == {"green": 25, "blue": 75}
    assert [one["trafficWeight"] for one in shop.target(deployment)["taskSetsInfo"]] == [75.0, 25.0]


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        ("no mapping", "INVALID_REVISION", "The template cannot be parsed."),
        ("version: 0.0", "INVALID_REVISION", "Resources"),
    ],
)
def test_an_appspec_that_says_nothing_is_taken_and_fails(shop, content: str, code: str, words: str) -> None:
    found = shop.info(shop.deploy(content))
    assert (found["status"], found["errorInformation"]["code"]) == ("Failed", code)
    assert words in found["errorInformation"]["message"]
    assert shop.task_sets() == [("PRIMARY", shop.definitions[0])]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"definition": "nothing:1"}, "Unable to describe task definition."),
        ({"definition": "web:latest"}, "Invalid revision number. Number: latest"),
        ({"LoadBalancerInfo": {"ContainerName": "db", "ContainerPort": 80}}, "The container db does not exist"),
        ({"LoadBalancerInfo": {"ContainerName": "{db}", "ContainerPort": 80}}, "The container {db} does not exist"),
        ({"LoadBalancerInfo": {"ContainerName": "web", "ContainerPort": 81}}, "did not have a container port 81"),
        (
            {"CapacityProviderStrategy": [{"CapacityProvider": "nothing", "Weight": 1}]},
            "The specified capacity provider does not exist.",
        ),
    ],
)
def test_what_ecs_refuses_fails_it_in_install(shop, changes: dict[str, Any], words: str) -> None:
    deployment = shop.deploy(shop.appspec(**changes))
    error = shop.info(deployment)["errorInformation"]
    assert error["code"] == "ECS_UPDATE_ERROR"
    assert error["message"].startswith("The ECS service cannot be updated due to an unexpected error: ")
    assert words in error["message"]
    assert [one["status"] for one in shop.target(deployment)["lifecycleEvents"]][:3] == [
        "Succeeded",
        "Failed",
        "Skipped",
    ]


@pytest.mark.parametrize(
    ("colours", "words"),
    [
        (["green"], "Primary taskset target group must be behind listener"),
        (["blue", "third"], "Only target group in ECS deployment group"),
    ],
)
def test_a_listener_that_somebody_set_by_hand_fails_it(shop, ground, colours: list[str], words: str) -> None:
    shop.groups["third"] = shop.target_group(ground, "third")
    groups = [{"TargetGroupArn": shop.groups[colour], "Weight": 1} for colour in colours]
    action = {"Type": "forward", "ForwardConfig": {"TargetGroups": groups}}
    shop.elb.modify_listener(ListenerArn=shop.production, DefaultActions=[action])
    error = shop.info(shop.deploy())["errorInformation"]
    assert error["code"] == "ELASTIC_LOAD_BALANCING_INVALID"
    assert words in error["message"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"applicationName": "nothing"}, "ApplicationDoesNotExistException.*No application found for name: nothing"),
        ({"deploymentGroupName": "nothing"}, "No Deployment Group found for name: nothing"),
        ({"deploymentConfigName": "nothing"}, "No deployment configuration found for name: nothing"),
        ({"deploymentConfigName": "CodeDeployDefault.OneAtATime"}, "does not match expected compute platform"),
        ({"revision": {}}, "RevisionRequiredException.*RevisionLocation must be specified"),
        ({"revision": {"revisionType": "GitHub"}}, "InvalidRevisionException"),
        ({"revision": {"revisionType": "AppSpecContent", "appSpecContent": {}}}, "InvalidRevisionException"),
        (
            {"revision": {"revisionType": "AppSpecContent", "appSpecContent": {"content": "a: 1", "sha256": "ab"}}},
            "InvalidRevisionException.*sha256",
        ),
        (
            {"revision": {"revisionType": "S3", "s3Location": {"bucket": "b", "key": "k", "bundleType": "tar"}}},
            "BundleType must be either YAML or JSON",
        ),
        ({"fileExistsBehavior": "OVERWRITE"}, "fileExistsBehavior can not be specified"),
        ({"updateOutdatedInstancesOnly": True}, "updateOutdatedInstancesOnly can not be specified"),
        ({"deploymentMode": "RESTART"}, "InvalidInputException"),
        ({"description": "x" * 513}, "DescriptionTooLongException"),
        ({"autoRollbackConfiguration": {"enabled": True}}, "at least one event specified"),
    ],
)
def test_what_cannot_be_meant_is_refused_at_once(shop, changes: dict[str, Any], code: str) -> None:
    with refused(code):
        shop.deploy(**changes)
    where = {"applicationName": shop.name, "deploymentGroupName": "web"}
    assert shop.deploys.list_deployments(**where)["deployments"] == []


def test_an_unknown_deployment_is_said_to_be_so(aws) -> None:
    deploys = aws("codedeploy")
    for call in (deploys.get_deployment, deploys.stop_deployment, deploys.continue_deployment):
        with refused("DeploymentDoesNotExistException.*The deployment d-NOTTHERE1 could not be found"):
            call(deploymentId="d-NOTTHERE1")


def test_a_list_wants_both_names_or_none(aws) -> None:
    deploys = aws("codedeploy")
    with refused("DeploymentGroupNameRequiredException"):
        deploys.list_deployments(applicationName="nothing")
    with refused("ApplicationNameRequiredException"):
        deploys.list_deployments(deploymentGroupName="nothing")
    with refused("InvalidDeploymentStatusException"):
        deploys.list_deployments(includeOnlyStatuses=["Done"])


@pytest.mark.parametrize("bundle", ["YAML", "JSON", "zip", "tgz"])
def test_an_appspec_is_read_from_a_bucket(shop, aws, bundle: str) -> None:
    content = shop.appspec().encode()
    location = {"bucket": shop.name, "key": "appspec", "bundleType": bundle}
    aws("s3").create_bucket(Bucket=shop.name)
    aws("s3").put_object(Bucket=shop.name, Key="appspec", Body=packed(content, bundle))
    deployment = shop.deploy(revision={"revisionType": "S3", "s3Location": location})
    assert shop.info(deployment)["status"] == "Succeeded"
    assert shop.info(deployment)["revision"]["s3Location"] == location


def packed(content: bytes, bundle: str) -> bytes:
    out = io.BytesIO()
    if bundle == "zip":
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("appspec.yaml", content)
            archive.writestr("README", "no AppSpec")
    elif bundle == "tgz":
        with tarfile.open(fileobj=out, mode="w:gz") as archive:
            entry = tarfile.TarInfo("./appspec.yaml")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue() or content


def test_an_object_that_is_not_there_fails_it(shop) -> None:
    location = {"bucket": "nothing", "key": "{appspec}", "bundleType": "YAML"}
    found = shop.info(shop.deploy(revision={"revisionType": "S3", "s3Location": location}))
    assert (found["status"], found["errorInformation"]["code"]) == ("Failed", "REVISION_MISSING")


def test_a_revision_is_found_again_by_its_digest_with_its_text(shop) -> None:
    deployment = shop.deploy()
    shown = shop.info(deployment)["revision"]
    found = shop.deploys.get_application_revision(applicationName=shop.name, revision=shown)
    assert found["revision"]["appSpecContent"]["content"] == shop.appspec()
    assert found["revisionInfo"]["deploymentGroups"] == ["web"]
    assert found["revisionInfo"]["firstUsedTime"] == shop.info(deployment)["createTime"]
    with refused("RevisionDoesNotExistException"):
        other = {"revisionType": "AppSpecContent", "appSpecContent": {"sha256": "0" * 64}}
        shop.deploys.get_application_revision(applicationName=shop.name, revision=other)


def test_revisions_are_registered_and_listed(shop) -> None:
    location = {"bucket": "appspecs", "key": "web/1.yaml", "bundleType": "YAML"}
    registered = {"revisionType": "S3", "s3Location": location}
    shop.deploys.register_application_revision(applicationName=shop.name, revision=registered, description="first")
    shop.deploy()
    everything = shop.deploys.list_application_revisions(applicationName=shop.name, sortBy="firstUsedTime")["revisions"]
    assert [one["revisionType"] for one in everything] == ["S3", "AppSpecContent"]
    ours = shop.deploys.list_application_revisions(applicationName=shop.name, s3Bucket="appspecs")["revisions"]
    assert ours == [registered]
    deployed = shop.deploys.list_application_revisions(applicationName=shop.name, deployed="include")["revisions"]
    assert [one["revisionType"] for one in deployed] == ["AppSpecContent"]
    batch = shop.deploys.batch_get_application_revisions(applicationName=shop.name, revisions=[registered])
    assert batch["revisions"][0]["genericRevisionInfo"]["description"] == "first"


def test_green_starts_as_the_appspec_says(shop, ground) -> None:
    network = ground["network"]["awsvpcConfiguration"]
    one = {"Subnets": network["subnets"][:1], "SecurityGroups": network["securityGroups"], "AssignPublicIp": "DISABLED"}
    shop.deploy(shop.appspec(PlatformVersion="1.4.0", NetworkConfiguration={"AwsvpcConfiguration": one}))
    service = shop.ecs.describe_services(cluster=CLUSTER, services=[shop.name])["services"][0]
    green = service["taskSets"][0]
    assert (green["launchType"], green["platformVersion"]) == ("FARGATE", "1.4.0")
    assert green["networkConfiguration"]["awsvpcConfiguration"]["subnets"] == network["subnets"][:1]
    assert green["loadBalancers"] == [
        {"targetGroupArn": shop.groups["green"], "containerName": "web", "containerPort": 80}
    ]


def test_the_waiter_of_the_sdk_ends(shop) -> None:
    deployment = shop.deploy()
    shop.deploys.get_waiter("deployment_successful").wait(
        deploymentId=deployment, WaiterConfig={"Delay": 0, "MaxAttempts": 1}
    )


def test_time_ends_the_wait_for_somebody(waiting, endpoint) -> None:
    deployment = waiting.deploy()
    requests.post(f"{endpoint}/_local/step", params={"seconds": 60 * DAY_MINUTES}, timeout=60)
    found = waiting.info(deployment)
    assert (found["status"], found["errorInformation"]["code"]) == ("Stopped", "TIMEOUT")
    assert "This time out period is 1440 minutes." in found["errorInformation"]["message"]


def test_a_group_that_never_ends_blue_is_refused(shop) -> None:
    timing = shop.group()["blueGreenDeploymentConfiguration"]
    timing["terminateBlueInstancesOnDeploymentSuccess"] = {"action": "KEEP_ALIVE"}
    with refused("must be TERMINATE"):
        shop.deploys.update_deployment_group(
            applicationName=shop.name, currentDeploymentGroupName="web", blueGreenDeploymentConfiguration=timing
        )


def test_behind_a_network_load_balancer_traffic_moves_only_at_once(shop, ground, aws) -> None:
    elb, subnets = aws("elbv2"), ground["network"]["awsvpcConfiguration"]["subnets"]
    made = elb.create_load_balancer(Name=shop.name, Subnets=subnets, Type="network")["LoadBalancers"][0]
    wanted = {"Protocol": "TCP", "Port": 80, "VpcId": ground["vpc"], "TargetType": "ip"}
    first, _ = (
        elb.create_target_group(Name=f"{shop.name}-{one}", **wanted)["TargetGroups"][0]["TargetGroupArn"]
        for one in "ab"
    )
    forward = [{"Type": "forward", "TargetGroupArn": first}]
    wanted = {"LoadBalancerArn": made["LoadBalancerArn"], "Port": 80, "Protocol": "TCP", "DefaultActions": forward}
    listener = elb.create_listener(**wanted)["Listeners"][0]["ListenerArn"]
    service = f"{shop.name}-tcp"
    shop.ecs.create_service(
        cluster=CLUSTER,
        serviceName=service,
        taskDefinition=shop.definitions[0],
        desiredCount=1,
        launchType="FARGATE",
        deploymentController={"type": "CODE_DEPLOY"},
        networkConfiguration=ground["network"],
        loadBalancers=[{"targetGroupArn": first, "containerName": "web", "containerPort": 80}],
    )
    pair = {
        "targetGroups": [{"name": f"{shop.name}-a"}, {"name": f"{shop.name}-b"}],
        "prodTrafficRoute": {"listenerArns": [listener]},
    }
    group = shop.group(
        deploymentGroupName="tcp",
        ecsServices=[{"clusterName": CLUSTER, "serviceName": service}],
        loadBalancerInfo={"targetGroupPairInfoList": [pair]},
    )
    canary = {"deploymentConfigName": "CodeDeployDefault.ECSCanary10Percent5Minutes"}
    with refused("Only ALB supports gradual traffic routing"):
        shop.deploys.create_deployment_group(**group | canary)
    shop.deploys.create_deployment_group(**group)
    with refused("Only ALB supports gradual traffic routing"):
        shop.deploy(deploymentGroupName="tcp", **canary)
