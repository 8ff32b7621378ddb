"""A release that ECS itself moves, over the API: shown at each moment, stopped, continued, refused."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import requests
from botocore.exceptions import ClientError

from local_aws.server import running
from tests.conftest import Clients, clients_of

CLUSTER = "native"
ROLE = "arn:aws:iam::123456789012:role/ecs"
PAUSE = {"targetType": "PAUSE", "lifecycleStages": ["PRE_PRODUCTION_TRAFFIC_SHIFT"]}
CANARY = {
    "strategy": "CANARY",
    "bakeTimeInMinutes": 10,
    "canaryConfiguration": {"canaryPercent": 10.0, "canaryBakeTimeInMinutes": 5},
}
MINUTE = 60


@pytest.fixture(scope="module")
def stood() -> Iterator[str]:
    """A local AWS whose time stands still but for the tests' steps."""
    with running(speed=0) as url:
        yield url


@pytest.fixture(scope="module")
def aws(stood: str) -> Clients:
    return clients_of(stood)


@pytest.fixture(scope="module")
def ground(aws: Clients) -> dict[str, Any]:
    """A network, a load balancer with a listener, a cluster and two task definitions."""
    ec2, elb, ecs = aws("ec2"), aws("elbv2"), aws("ecs")
    vpc = ec2.create_vpc(CidrBlock="10.8.0.0/16")["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.8.{i}.0/24", AvailabilityZone=f"us-east-1{zone}")["Subnet"][
            "SubnetId"
        ]
        for i, zone in enumerate("ab")
    ]
    balancer = elb.create_load_balancer(Name="native", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
    nothing = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "404"}}]
    listener = elb.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=nothing)
    ecs.create_cluster(clusterName=CLUSTER)
    definitions = [
        ecs.register_task_definition(
            family="web",
            networkMode="awsvpc",
            requiresCompatibilities=["FARGATE"],
            cpu="256",
            memory="512",
            executionRoleArn=ROLE,
            containerDefinitions=[
                {"name": "web", "image": f"web:{number}", "portMappings": [{"containerPort": 80}], "essential": True}
            ],
        )["taskDefinition"]["taskDefinitionArn"]
        for number in (1, 2)
    ]
    return {
        "vpc": vpc,
        "subnets": subnets,
        "listener": listener["Listeners"][0]["ListenerArn"],
        "definitions": definitions,
        "priorities": iter(range(1, 1000)),
    }


class Shop:
    """A service on Fargate that ECS releases, and what the tests ask of it."""

    def __init__(self, url: str, aws: Clients, ground: dict[str, Any], name: str, **deployment: Any) -> None:
        self.url, self.name, self.definitions = url, name, ground["definitions"]
        self.ecs, self.elb = aws("ecs"), aws("elbv2")
        self.blue, self.green = (self._group(ground, colour) for colour in ("blue", "green"))
        self.production, self.test = (self._rule(ground, path) for path in ("", "test"))
        self.ecs.create_service(
            cluster=CLUSTER,
            serviceName=name,
            taskDefinition=self.definitions[0],
            desiredCount=2,
            launchType="FARGATE",
            networkConfiguration={"awsvpcConfiguration": {"subnets": ground["subnets"]}},
            deploymentConfiguration=deployment,
            loadBalancers=[self.balancer],
        )
        self.wait(10 * MINUTE)

    @property
    def balancer(self) -> dict[str, Any]:
        return {
            "targetGroupArn": self.blue,
            "containerName": "web",
            "containerPort": 80,
            "advancedConfiguration": {
                "alternateTargetGroupArn": self.green,
                "productionListenerRule": self.production,
                "testListenerRule": self.test,
                "roleArn": ROLE,
            },
        }

    def wait(self, seconds: float) -> None:
        requests.post(f"{self.url}/_local/step", params={"seconds": seconds}, timeout=60)

    def release(self) -> str:
        """The ARN of the service deployment."""
        self.ecs.update_service(cluster=CLUSTER, service=self.name, taskDefinition=self.definitions[1])
        return self.listed()[0]["serviceDeploymentArn"]

    def listed(self, **filters: Any) -> list[dict[str, Any]]:
        return self.ecs.list_service_deployments(cluster=CLUSTER, service=self.name, **filters)["serviceDeployments"]

    def described(self, arn: str) -> dict[str, Any]:
        (found,) = self.ecs.describe_service_deployments(serviceDeploymentArns=[arn])["serviceDeployments"]
        return found

    def service(self) -> dict[str, Any]:
        return self.ecs.describe_services(cluster=CLUSTER, services=[self.name])["services"][0]

    def weights(self, rule: str) -> tuple[int, ...]:
        """Blue's and green's."""
        (found,) = self.elb.describe_rules(RuleArns=[rule])["Rules"]
        groups = found["Actions"][0]["ForwardConfig"]["TargetGroups"]
        by_arn = {one["TargetGroupArn"]: one.get("Weight", 1) for one in groups}
        return tuple(by_arn.get(arn, 0) for arn in (self.blue, self.green))

    def _group(self, ground: dict[str, Any], colour: str) -> str:
        made = self.elb.create_target_group(
            Name=f"{self.name}-{colour}", Protocol="HTTP", Port=80, VpcId=ground["vpc"], TargetType="ip"
        )["TargetGroups"][0]["TargetGroupArn"]
        delay = {"Key": "deregistration_delay.timeout_seconds", "Value": "30"}
        self.elb.modify_target_group_attributes(TargetGroupArn=made, Attributes=[delay])
        return made

    def _rule(self, ground: dict[str, Any], path: str) -> str:
        weights = [{"TargetGroupArn": self.blue, "Weight": 100}, {"TargetGroupArn": self.green, "Weight": 0}]
        return self.elb.create_rule(
            ListenerArn=ground["listener"],
            Priority=next(ground["priorities"]),
            Conditions=[{"Field": "path-pattern", "Values": [f"/{self.name}{path}/*"]}],
            Actions=[{"Type": "forward", "ForwardConfig": {"TargetGroups": weights}}],
        )["Rules"][0]["RuleArn"]


@pytest.fixture
def shop(stood: str, aws: Clients, ground: dict[str, Any], name: str) -> Shop:
    """A service with a canary."""
    return Shop(stood, aws, ground, name, **CANARY)


def refusal(call: Any, **params: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as error:
        call(**params)
    return error.value.response["Error"]["Code"], error.value.response["Error"]["Message"]


def test_a_canary_is_shown_with_its_weights_and_counts_until_it_has_succeeded(shop) -> None:
    arn = shop.release()
    assert shop.service()["currentServiceDeployment"] == arn
    assert (shop.described(arn)["status"], "startedAt" in shop.described(arn)) == ("PENDING", False)
    shop.wait(4 * MINUTE)
    shown = shop.described(arn)
    assert (shown["status"], shown["lifecycleStage"]) == ("IN_PROGRESS", "PRODUCTION_TRAFFIC_SHIFT")
    (source,), target = shown["sourceServiceRevisions"], shown["targetServiceRevision"]
    counts = {"requestedTaskCount": 2, "runningTaskCount": 2, "pendingTaskCount": 0}
    assert target == counts | {
        "arn": target["arn"],
        "requestedProductionTrafficWeight": 10.0,
        "requestedTestTrafficWeight": 100.0,
    }
    assert (source["requestedProductionTrafficWeight"], source["requestedTestTrafficWeight"]) == (90.0, 0.0)
    assert (shop.weights(shop.production), shop.weights(shop.test)) == ((90, 10), (0, 100))
    assert shown["deploymentConfiguration"]["canaryConfiguration"] == CANARY["canaryConfiguration"]
    assert (shown["deploymentCircuitBreaker"]["status"], shown["alarms"]) == ("DISABLED", {"status": "DISABLED"})
    shop.wait(20 * MINUTE)
    ended = shop.described(arn)
    assert (ended["status"], shop.weights(shop.production)) == ("SUCCESSFUL", (0, 100))
    assert ended["createdAt"] <= ended["startedAt"] < ended["finishedAt"] == ended["updatedAt"]
    assert ended["finishedAt"] - ended["startedAt"] > timedelta(minutes=15)
    assert "rollback" not in ended
    assert "currentServiceDeployment" not in shop.service()


def test_a_pause_awaits_an_action_and_goes_on_with_it(stood, aws, ground, name) -> None:
    shop = Shop(stood, aws, ground, name, strategy="BLUE_GREEN", bakeTimeInMinutes=0, lifecycleHooks=[PAUSE])
    arn = shop.release()
    shop.wait(10 * MINUTE)
    (hook,) = shop.described(arn)["lifecycleHookDetails"]
    assert {key: hook[key] for key in ("targetType", "status", "timeoutAction")} == {
        "targetType": "PAUSE",
        "status": "AWAITING_ACTION",
        "timeoutAction": "ROLLBACK",
    }
    goes_on = shop.ecs.continue_service_deployment
    assert refusal(goes_on, serviceDeploymentArn=arn, hookId="approval") == (
        "InvalidParameterException",
        "Invalid hookId: hookId must follow the format: ecs-{hookType}-{id}",
    )
    assert (
        "not associated with the given Resource ARN"
        in refusal(goes_on, serviceDeploymentArn=arn, hookId="ecs-pause-1")[1]
    )
    assert goes_on(serviceDeploymentArn=arn, hookId=hook["hookId"])["serviceDeploymentArn"] == arn
    shop.wait(10 * MINUTE)
    assert shop.described(arn)["status"] == "SUCCESSFUL"
    assert shop.described(arn)["lifecycleHookDetails"][0]["status"] == "SUCCEEDED"
    assert "terminal states" in refusal(goes_on, serviceDeploymentArn=arn, hookId=hook["hookId"])[1]


def test_a_stopped_one_is_rolled_back_and_says_to_what(shop) -> None:
    first = shop.listed()[0]["targetServiceRevisionArn"]
    arn = shop.release()
    shop.wait(4 * MINUTE)
    assert (
        shop.ecs.stop_service_deployment(serviceDeploymentArn=arn, stopType="ROLLBACK")["serviceDeploymentArn"] == arn
    )
    assert refusal(shop.ecs.stop_service_deployment, serviceDeploymentArn=arn)[0] == "ConflictException"
    shop.wait(10 * MINUTE)
    shown = shop.described(arn)
    assert (shown["status"], shop.weights(shop.production)) == ("ROLLBACK_SUCCESSFUL", (100, 0))
    assert (shown["rollback"]["serviceRevisionArn"], shown["rollback"]["reason"]) == (first, shown["statusReason"])
    assert shown["stoppedAt"] <= shown["rollback"]["startedAt"] < shown["finishedAt"]
    assert shown["targetServiceRevision"]["requestedProductionTrafficWeight"] == 0


def test_deployments_are_listed_the_newest_first_in_pages_and_by_status_and_time(shop) -> None:
    arn = shop.release()
    shop.wait(MINUTE)
    newest, oldest = shop.listed()
    assert (newest["serviceDeploymentArn"], newest["status"], oldest["status"]) == (arn, "IN_PROGRESS", "SUCCESSFUL")
    assert shop.listed(status=["SUCCESSFUL", "STOPPED"]) == [oldest]
    between = oldest["createdAt"] + timedelta(minutes=5)
    assert shop.listed(createdAt={"after": between}) == [newest]
    assert shop.listed(createdAt={"before": between}) == [oldest]
    page = shop.ecs.list_service_deployments(cluster=CLUSTER, service=shop.name, maxResults=1)
    assert page["serviceDeployments"] == [newest]
    rest = shop.ecs.list_service_deployments(cluster=CLUSTER, service=shop.name, nextToken=page["nextToken"])
    assert (rest["serviceDeployments"], "nextToken" in rest) == ([oldest], False)


def test_a_revision_shows_what_it_runs_and_where(shop) -> None:
    arn = shop.release()
    target = shop.described(arn)["targetServiceRevision"]["arn"]
    (revision,) = shop.ecs.describe_service_revisions(serviceRevisionArns=[target])["serviceRevisions"]
    assert revision["taskDefinition"] == shop.definitions[1]
    assert revision["containerImages"] == [{"containerName": "web", "image": "web:2"}]
    assert revision["resolvedConfiguration"]["loadBalancers"] == [
        {"targetGroupArn": shop.green, "productionListenerRule": shop.production}
    ]
    assert (revision["launchType"], revision["loadBalancers"]) == ("FARGATE", [shop.balancer])


def test_what_is_not_there_is_a_failure_or_an_error(aws, stood) -> None:
    ecs, arn = aws("ecs"), f"arn:aws:ecs:us-east-1:123456789012:service-deployment/{CLUSTER}/none/A"
    missing = [{"arn": arn, "reason": "MISSING"}]
    assert ecs.describe_service_deployments(serviceDeploymentArns=[arn])["failures"] == missing
    assert ecs.describe_service_revisions(serviceRevisionArns=[arn])["failures"] == missing
    for call, more in (
        (ecs.stop_service_deployment, {}),
        (ecs.continue_service_deployment, {"hookId": "ecs-pause-1"}),
    ):
        assert refusal(call, serviceDeploymentArn=arn, **more) == (
            "ServiceDeploymentNotFoundException",
            "The service deployment does not exist.",
        )


def test_an_update_that_drops_the_advanced_configuration_is_refused_and_changes_nothing(shop) -> None:
    """As clients do that know nothing of it: they send the load balancers again, without."""
    balancer = {key: value for key, value in shop.balancer.items() if key != "advancedConfiguration"}
    code, words = refusal(
        shop.ecs.update_service,
        cluster=CLUSTER,
        service=shop.name,
        taskDefinition=shop.definitions[1],
        loadBalancers=[balancer],
        deploymentConfiguration={"maximumPercent": 200, "minimumHealthyPercent": 100},
    )
    assert (code, "required for all loadBalancers" in words) == ("InvalidParameterException", True)
    assert (len(shop.listed()), shop.service()["taskDefinition"]) == (1, shop.definitions[0])


def test_a_release_goes_on_over_a_fixed_response_that_somebody_puts_in_its_rule(shop) -> None:
    arn = shop.release()
    shop.wait(3 * MINUTE)
    maintenance = [{"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "503"}}]
    shop.elb.modify_rule(RuleArn=shop.production, Actions=maintenance)
    shop.wait(60 * MINUTE)
    assert (shop.described(arn)["status"], shop.weights(shop.production)) == ("SUCCESSFUL", (0, 100))


def test_a_target_group_is_not_checked_for_a_rule_that_was_deleted_during_a_release(shop) -> None:
    shop.release()
    shop.wait(3 * MINUTE)
    for rule in (shop.production, shop.test):
        shop.elb.delete_rule(RuleArn=rule)
    shop.wait(60 * MINUTE)
    targets = [
        one
        for group in (shop.blue, shop.green)
        for one in shop.elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
    ]
    assert targets
    assert {one["TargetHealth"]["State"] for one in targets} == {"unused"}
