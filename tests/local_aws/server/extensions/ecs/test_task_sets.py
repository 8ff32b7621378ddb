"""Task sets of a service whose controller is EXTERNAL are moved by calls; of the others the calls are refused."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import Clients

CLUSTER = "task-sets"
NETWORK = {"awsvpcConfiguration": {"subnets": []}}


@pytest.fixture(scope="module")
def ecs(aws: Clients) -> Any:
    """With a cluster, and `web:1` and `web:2` of Fargate."""
    ec2, client = aws("ec2"), aws("ecs")
    vpc = ec2.create_vpc(CidrBlock="10.7.0.0/16")["Vpc"]["VpcId"]
    NETWORK["awsvpcConfiguration"]["subnets"] = [
        ec2.create_subnet(VpcId=vpc, CidrBlock="10.7.0.0/24")["Subnet"]["SubnetId"]
    ]
    client.create_cluster(clusterName=CLUSTER)
    for _ in range(2):
        client.register_task_definition(
            family=CLUSTER,
            networkMode="awsvpc",
            requiresCompatibilities=["FARGATE"],
            cpu="256",
            memory="512",
            containerDefinitions=[{"name": "web", "image": "web:1", "essential": True}],
        )
    return client


class Shop:
    """The service, and what the tests ask of it."""

    def __init__(self, ecs: Any, name: str) -> None:
        self.ecs, self.whose = ecs, {"cluster": CLUSTER, "service": name}
        ecs.create_service(cluster=CLUSTER, serviceName=name, desiredCount=3, deploymentController={"type": "EXTERNAL"})

    def set(self, number: int, percent: float = 100, **more: Any) -> dict[str, Any]:
        """A new one of this revision."""
        return self.ecs.create_task_set(
            **self.whose,
            taskDefinition=f"{CLUSTER}:{number}",
            launchType="FARGATE",
            networkConfiguration=NETWORK,
            scale={"value": percent, "unit": "PERCENT"},
            **more,
        )["taskSet"]

    def sets(self, **which: Any) -> list[dict[str, Any]]:
        return self.ecs.describe_task_sets(**self.whose, **which)["taskSets"]

    def service(self) -> dict[str, Any]:
        return self.ecs.describe_services(cluster=CLUSTER, services=[self.whose["service"]])["services"][0]

    def refused(self, call: str, **params: Any) -> tuple[str, str]:
        with pytest.raises(ClientError) as error:
            getattr(self.ecs, call)(**self.whose, **params)
        return error.value.response["Error"]["Code"], error.value.response["Error"]["Message"]


@pytest.fixture
def shop(ecs, name) -> Shop:
    return Shop(ecs, name)


def test_a_set_runs_its_share_and_is_shown_alike_by_both_calls(shop) -> None:
    made = shop.set(1, 50, externalId="release-1")
    (shown,) = shop.sets()
    assert (shown["id"], shown["externalId"], shown["status"]) == (made["id"], "release-1", "ACTIVE")
    assert (shown["computedDesiredCount"], shown["runningCount"], shown["stabilityStatus"]) == (2, 2, "STEADY_STATE")
    assert (shown["launchType"], shown["platformVersion"]) == ("FARGATE", "LATEST")
    assert "startedBy" not in shown
    assert [one | {"tags": None} for one in shop.service()["taskSets"]] == [shown | {"tags": None}]


def test_a_set_is_rescaled_made_primary_and_replaced(shop) -> None:
    old, new = shop.set(1), shop.set(2, 0)
    shop.ecs.update_service_primary_task_set(**shop.whose, primaryTaskSet=old["taskSetArn"])
    assert shop.service()["taskDefinition"].endswith(f"{CLUSTER}:1")
    rescaled = shop.ecs.update_task_set(**shop.whose, taskSet=new["id"], scale={"value": 100, "unit": "PERCENT"})
    assert rescaled["taskSet"]["computedDesiredCount"] == 3
    assert [one["runningCount"] for one in shop.sets()] == [3, 3]
    shop.ecs.update_service_primary_task_set(**shop.whose, primaryTaskSet=new["id"])
    assert [(one["id"], one["status"]) for one in shop.sets()] == [(old["id"], "ACTIVE"), (new["id"], "PRIMARY")]
    assert shop.service()["taskDefinition"].endswith(f"{CLUSTER}:2")
    assert shop.ecs.delete_task_set(**shop.whose, taskSet=old["id"], force=True)["taskSet"]["status"] == "DRAINING"
    assert [one["id"] for one in shop.sets()] == [new["id"]]
    assert shop.service()["runningCount"] == 3


def test_a_set_that_is_scaled_or_primary_is_deleted_only_by_force(shop) -> None:
    primary, other = shop.set(1, 0), shop.set(2)
    shop.ecs.update_service_primary_task_set(**shop.whose, primaryTaskSet=primary["id"])
    assert "primary" in shop.refused("delete_task_set", taskSet=primary["id"])[1]
    assert "scaled above 0" in shop.refused("delete_task_set", taskSet=other["id"])[1]
    shop.ecs.update_task_set(**shop.whose, taskSet=other["id"], scale={"value": 0, "unit": "PERCENT"})
    shop.ecs.delete_task_set(**shop.whose, taskSet=other["id"])
    assert [one["id"] for one in shop.sets()] == [primary["id"]]


def test_the_same_token_again_makes_no_second_set(shop) -> None:
    assert shop.set(1, clientToken="once")["id"] == shop.set(1, clientToken="once")["id"]
    assert len(shop.sets()) == 1


def test_tags_are_shown_when_they_are_asked_for(shop) -> None:
    tags = [{"key": "team", "value": "shop"}]
    shop.set(1, tags=tags)
    assert (shop.sets()[0].get("tags"), shop.sets(include=["TAGS"])[0]["tags"]) == (None, tags)


def test_a_sixth_set_is_refused(shop) -> None:
    for _ in range(5):
        shop.set(1, 0)
    assert shop.refused("create_task_set", taskDefinition=f"{CLUSTER}:1")[1] == (
        "5 deployments exist on the service. Unable to create new TaskSet since this exceeds the maximum limit."
    )


def test_a_set_that_is_not_there_is_an_error_or_a_failure(shop) -> None:
    assert shop.refused("update_task_set", taskSet="ecs-svc/1", scale={"value": 1, "unit": "PERCENT"})[0] == (
        "TaskSetNotFoundException"
    )
    found = shop.ecs.describe_task_sets(**shop.whose, taskSets=["ecs-svc/1"])
    assert (found["taskSets"], found["failures"]) == ([], [{"arn": "ecs-svc/1", "reason": "MISSING"}])


def test_a_share_above_the_whole_is_refused(shop) -> None:
    scale = {"value": 101, "unit": "PERCENT"}
    assert shop.refused("create_task_set", taskDefinition=f"{CLUSTER}:1", scale=scale)[0] == "InvalidParameterException"


@pytest.mark.parametrize("controller", ["ECS", "CODE_DEPLOY"])
def test_the_calls_are_refused_for_the_other_controllers(ecs, name, controller) -> None:
    ecs.create_service(
        cluster=CLUSTER,
        serviceName=name,
        taskDefinition=f"{CLUSTER}:1",
        desiredCount=0,
        launchType="FARGATE",
        networkConfiguration=NETWORK,
        deploymentController={"type": controller},
    )
    with pytest.raises(ClientError, match="only supports task set management on services configured to use external"):
        ecs.create_task_set(cluster=CLUSTER, service=name, taskDefinition=f"{CLUSTER}:1")
