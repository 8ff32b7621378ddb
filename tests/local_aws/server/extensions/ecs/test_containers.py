"""ECS refuses containers that can't work together, and shows how those of a task come and go."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

CHECK = {"command": ["CMD", "true"]}
MIGRATE = {"name": "migrate", "image": "web:1", "essential": False}
EFS = {"fileSystemId": "fs-12345678"}
FILE = {"type": "s3", "value": "arn:aws:s3:::bucket-1/web.env"}


def on(name: str, condition: str) -> dict[str, Any]:
    return {"dependsOn": [{"containerName": name, "condition": condition}]}


def register(aws: Any, name: str, *others: dict[str, Any], volumes: Any = (), **web: Any) -> str:
    made = aws("ecs").register_task_definition(
        family=name,
        cpu="256",
        memory="512",
        networkMode="awsvpc",
        containerDefinitions=[{"name": "web", "image": "web:1"} | web, *others],
        volumes=list(volumes),
    )
    return made["taskDefinition"]["taskDefinitionArn"]


REFUSED: dict[str, tuple[dict[str, Any], list[dict[str, Any]], str]] = {
    "a dependency on nobody": (on("migrat", "START"), [MIGRATE], "depend on container 'migrat' because it does not"),
    "health that nobody checks": (on("migrate", "HEALTHY"), [MIGRATE], "must have health check configured"),
    "the end of an essential one": (on("a", "SUCCESS"), [{"name": "a", "image": "a:1"}], "cannot be an essential"),
    "a circle": (on("a", "START"), [{"name": "a", "image": "a:1"} | on("web", "START")], "circle"),
    "eleven": ({}, [{"name": str(number), "image": "a:1"} for number in range(10)], "Too many containers"),
    "more memory than the task": ({"memory": 513}, [], "'memory' setting for container 'web' is greater"),
    "a volume that is not there": (
        {"mountPoints": [{"sourceVolume": "data", "containerPath": "/data"}]},
        [],
        "Unknown volume 'data'",
    ),
    "volumes of nobody": ({"volumesFrom": [{"sourceContainer": "a"}]}, [], "Unknown container: 'a'"),
    "a limit above the hard one": (
        {"ulimits": [{"name": "nofile", "softLimit": 2, "hardLimit": 1}]},
        [],
        "exceeds hard limit for ulimit nofile",
    ),
    "a file that is no ARN": ({"environmentFiles": [FILE | {"value": "web.env"}]}, [], "Invalid arn syntax"),
    "eleven files": ({"environmentFiles": [FILE] * 11}, [], "maximum number of environment files"),
    "a log for no router": ({"logConfiguration": {"logDriver": "awsfirelens"}}, [], "a firelens configuration object"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_containers_that_do_not_go_together_are_refused(aws, name, case: str) -> None:
    web, others, message = REFUSED[case]
    with pytest.raises(ClientError, match=message):
        register(aws, name, *others, **web)


@pytest.mark.parametrize(
    ("efs", "message"),
    [
        ({"authorizationConfig": {"iam": "ENABLED"}}, "IAM authorization requires TransitEncryption"),
        ({"authorizationConfig": {"accessPointId": "fsap-12345678"}}, "access point requires TransitEncryption"),
        ({"transitEncryptionPort": 2999}, "TransitEncryptionPort requires"),
        (
            {
                "authorizationConfig": {"accessPointId": "fsap-12345678"},
                "rootDirectory": "/web",
                "transitEncryption": "ENABLED",
            },
            "root directory must either be set",
        ),
    ],
)
def test_a_file_system_that_cannot_be_mounted_so_is_refused(aws, name, efs: dict[str, Any], message: str) -> None:
    with pytest.raises(ClientError, match=message):
        register(aws, name, volumes=[{"name": "data", "efsVolumeConfiguration": EFS | efs}])


def test_a_file_system_reads_back_as_it_was_sent(aws, name) -> None:
    configuration = EFS | {
        "rootDirectory": "/",
        "transitEncryption": "ENABLED",
        "authorizationConfig": {"accessPointId": "fsap-12345678", "iam": "ENABLED"},
    }
    sent = [{"name": "data", "efsVolumeConfiguration": configuration}, {"name": "scratch"}]
    arn = register(aws, name, volumes=sent)
    read = aws("ecs").describe_task_definition(taskDefinition=arn)["taskDefinition"]["volumes"]
    assert [{key: value for key, value in one.items() if value} for one in read] == sent


def run(aws: Any, name: str, *containers: dict[str, Any], **web: Any) -> dict[str, Any]:
    """A task on Fargate, as it is once all has happened."""
    ec2, ecs = aws("ec2"), aws("ecs")
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/24")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.9.0.0/24")["Subnet"]["SubnetId"]
    ecs.create_cluster(clusterName=name)
    started = ecs.run_task(
        cluster=name,
        launchType="FARGATE",
        taskDefinition=register(aws, name, *containers, **web),
        networkConfiguration={"awsvpcConfiguration": {"subnets": [subnet]}},
    )["tasks"][0]
    return ecs.describe_tasks(cluster=name, tasks=[started["taskArn"]])["tasks"][0]


def test_a_task_runs_once_what_comes_before_it_has_ended(aws, name) -> None:
    task = run(aws, name, MIGRATE, **on("migrate", "SUCCESS"))
    assert task["lastStatus"] == "RUNNING"
    web, migrate = task["containers"]
    assert (web["lastStatus"], "exitCode" in web) == ("RUNNING", False)
    assert (migrate["lastStatus"], migrate["exitCode"]) == ("STOPPED", 0)


def test_a_failed_migration_stops_the_task_and_says_so(aws, name) -> None:
    fault = {"environment": [{"name": "FAULT_COMMAND_EXIT_CODE", "value": "3"}]}
    task = run(aws, name, MIGRATE | fault, **on("migrate", "SUCCESS"))
    assert (task["lastStatus"], task["stopCode"]) == ("STOPPED", "EssentialContainerExited")
    assert "startedAt" not in task
    web, migrate = task["containers"]
    assert migrate["exitCode"] == 3
    assert web["exitCode"] == 143
    assert "[migrate(web:1) (STOPPED->RUNNING) - Exit: 3] for target [web(web:1)" in web["reason"]


def test_a_sick_proxy_ends_the_task_that_waits_for_its_health(aws, name) -> None:
    fault = {"environment": [{"name": "FAULT_HEALTH_STATUS", "value": "500"}]}
    proxy = {"name": "proxy", "image": "proxy:1", "healthCheck": CHECK} | fault
    task = run(aws, name, proxy, **on("proxy", "HEALTHY"))
    assert (task["lastStatus"], task["stoppedReason"]) == ("STOPPED", "Task failed container health checks")
