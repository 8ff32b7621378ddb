"""The containers of a task, what they share, and what ECS may read for them."""

import json
from dataclasses import replace
from typing import Any

import pytest

from components.container import Container, Dependency, Mount, Ulimit
from components.task_definition import TaskDefinition
from components.volume import Volume
from tests.components.test_task_definition import ARGS, PARAMETER, SECRET
from verdict.recording import Recording, record

ECR = "123456789012.dkr.ecr.us-east-1.amazonaws.com"
EFS = "arn:aws:elasticfilesystem:us-east-1:123456789012"
FILE = "arn:aws:s3:::bucket-1/teams/web.env"
MIGRATE = Container(name="migrate", image="web:1", essential=False, command=["python", "-m", "migrate"])
PROXY = Container(name="proxy", image="proxy:1", cpu_units=64, memory_mib=64, health_check_command="true")
AFTER = Container(name="agent", image="agent:1", depends_on=[Dependency(container="web", condition="START")])


def task(*sidecars: Container, main: dict[str, Any] | None = None, **changes: Any) -> Recording:
    args = replace(ARGS, container=replace(ARGS.container, **(main or {})), sidecars=sidecars, **changes)
    return record(lambda: TaskDefinition("web-dev", args))


def containers(*sidecars: Container, **changes: Any) -> dict[str, dict[str, Any]]:
    """By name."""
    made = task(*sidecars, **changes).one("aws:ecs/taskDefinition:TaskDefinition").inputs
    return {one["name"]: one for one in json.loads(made["containerDefinitions"])}


def statements(role: str, recording: Recording) -> list[dict[str, Any]]:
    """Of the role's own policy; none where it has none."""
    policies = [one for one in recording.all("aws:iam/rolePolicy:RolePolicy") if one.inputs["role"] == role]
    return [one for policy in policies for one in json.loads(policy.inputs["policy"])["Statement"]]


def execution(action: str, *sidecars: Container, **changes: Any) -> Any:
    """What ECS may do this on."""
    found = [one for one in statements("web-dev-execution", task(*sidecars, **changes)) if action in one["Action"]]
    assert len(found) <= 1
    return found[0]["Resource"] if found else None


def test_the_service_s_container_is_the_first_and_the_only_one_with_a_port() -> None:
    made = containers(MIGRATE, PROXY)
    assert list(made) == ["web", "migrate", "proxy"]
    assert [bool(one["portMappings"]) for one in made.values()] == [True, False, False]


def test_a_migration_runs_before_it_and_ends() -> None:
    made = containers(MIGRATE, main={"depends_on": [Dependency(container="migrate", condition="SUCCESS")]})
    assert made["migrate"]["essential"] is False
    assert made["migrate"]["command"] == ["python", "-m", "migrate"]
    assert "memory" not in made["migrate"]
    assert made["web"]["dependsOn"] == [{"containerName": "migrate", "condition": "SUCCESS"}]
    assert "dependsOn" not in made["migrate"]


def test_each_container_has_streams_of_its_own_in_the_log_group() -> None:
    for name, one in containers(MIGRATE, PROXY).items():
        assert one["logConfiguration"]["options"]["awslogs-stream-prefix"] == name
        assert one["logConfiguration"]["options"]["awslogs-group"] == "/ecs/web-dev"


def test_what_is_not_said_is_left_to_ecs() -> None:
    optional = {"command", "links", "dependsOn", "mountPoints", "ulimits", "stopTimeout", "environmentFiles", "user"}
    assert not optional & containers()["web"].keys()


def test_limits_and_a_longer_end() -> None:
    limit = Ulimit(name="nofile", soft_limit=1024, hard_limit=4096)
    made = containers(main={"ulimits": [limit], "stop_seconds": 90})["web"]
    assert made["ulimits"] == [{"name": "nofile", "softLimit": 1024, "hardLimit": 4096}]
    assert made["stopTimeout"] == 90


def test_on_a_bridge_network_containers_know_by_name_what_runs_before_them() -> None:
    behind = replace(AFTER, name="shipper", depends_on=[Dependency(container="agent", condition="START")])
    made = containers(MIGRATE, PROXY, AFTER, behind)
    assert {name: one.get("links") for name, one in made.items()} == {
        "web": ["proxy"],
        "migrate": None,
        "proxy": None,
        "agent": ["web"],
        "shipper": ["web"],
    }


def test_with_an_address_of_the_task_they_are_one_host() -> None:
    assert all("links" not in one for one in containers(PROXY, AFTER, network_mode="awsvpc").values())


def test_a_log_goes_to_the_router_where_it_is_told_to() -> None:
    router = Container(name="router", image="router:1", log_router="fluentbit")
    options = {"Name": "firehose", "delivery_stream": "web"}
    made = containers(router, main={"log_options": options})
    assert made["router"]["firelensConfiguration"] == {"type": "fluentbit"}
    assert made["router"]["logConfiguration"]["logDriver"] == "awslogs"
    assert made["web"]["logConfiguration"] == {"logDriver": "awsfirelens", "options": options}


def test_ecs_reads_what_each_container_is_told() -> None:
    proxy = replace(PROXY, secrets={"KEY": PARAMETER}, environment_files=[FILE], image=f"{ECR}/team/proxy:1")
    main = {"secrets": {"DB": f"{SECRET}:user::", "SAME": f"{SECRET}:password::"}, "environment_files": [FILE]}
    assert execution("secretsmanager:GetSecretValue", proxy, main=main) == [SECRET]
    assert execution("ssm:GetParameters", proxy, main=main) == [PARAMETER]
    assert execution("s3:GetObject", proxy, main=main) == [FILE]
    assert execution("s3:GetBucketLocation", proxy, main=main) == ["arn:aws:s3:::bucket-1"]
    assert execution("ecr:BatchGetImage", proxy, main=main)[1:] == [
        "arn:aws:ecr:us-east-1:123456789012:repository/team/proxy"
    ]
    assert execution("s3:GetObject", PROXY) is None


def test_files_of_variables_are_of_s3() -> None:
    assert containers(main={"environment_files": [FILE]})["web"]["environmentFiles"] == [{"type": "s3", "value": FILE}]


def volumes(*given: Volume, read_only: bool = False) -> Recording:
    mounts = [Mount(volume=one.name, path=f"/{one.name}", read_only=read_only) for one in given]
    return task(main={"mounts": mounts}, volumes=given)


def test_an_empty_folder_is_shared_and_nobody_needs_to_be_allowed_anything() -> None:
    recording = volumes(Volume(name="scratch"))
    made = recording.one("aws:ecs/taskDefinition:TaskDefinition").inputs
    assert made["volumes"] == [{"name": "scratch"}]
    [web] = json.loads(made["containerDefinitions"])
    assert web["mountPoints"] == [{"sourceVolume": "scratch", "containerPath": "/scratch", "readOnly": False}]
    assert statements("web-dev-task", recording) == []


def test_a_file_system_is_mounted_encrypted_and_with_the_task_s_role() -> None:
    recording = volumes(Volume(name="data", file_system_id="fs-12345678", access_point_id="fsap-12345678"))
    [volume] = recording.one("aws:ecs/taskDefinition:TaskDefinition").inputs["volumes"]
    assert volume["efsVolumeConfiguration"] == {
        "fileSystemId": "fs-12345678",
        "rootDirectory": "/",
        "transitEncryption": "ENABLED",
        "authorizationConfig": {"iam": "ENABLED", "accessPointId": "fsap-12345678"},
    }
    assert statements("web-dev-task", recording) == [
        {
            "Effect": "Allow",
            "Action": ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
            "Resource": f"{EFS}:file-system/fs-12345678",
            "Condition": {"StringEquals": {"elasticfilesystem:AccessPointArn": f"{EFS}:access-point/fsap-12345678"}},
        }
    ]


@pytest.mark.parametrize(("read_only", "may_write"), [(True, False), (False, True)])
def test_only_who_mounts_it_to_write_may_write(read_only: bool, may_write: bool) -> None:
    recording = volumes(Volume(name="data", file_system_id="fs-12345678", root_directory="/web"), read_only=read_only)
    [statement] = statements("web-dev-task", recording)
    assert ("elasticfilesystem:ClientWrite" in statement["Action"]) == may_write
    assert "Condition" not in statement
