"""The container, and what its roles may do."""

import json
from dataclasses import replace
from typing import Any

import pytest

from components.container import Container
from components.roles import Statement, policy_characters
from components.task_definition import TaskDefinition, TaskDefinitionArgs
from model.session_manager import SESSION_ACTIONS
from verdict.recording import Recording, record

ARGS = TaskDefinitionArgs(
    container=Container(name="web", image="registry.example/web:1.4.2", cpu_units=256, memory_mib=512),
    container_port=4000,
    cpu_units=256,
    memory_mib=512,
    launch_type="EC2",
    network_mode="bridge",
    repository_arn="arn:aws:ecr:us-east-1:123456789012:repository/web",
    region="us-east-1",
    account="123456789012",
    tags={"Stack": "test"},
)
SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf"
PARAMETER = "arn:aws:ssm:us-east-1:123456789012:parameter/web/key"


def task(**changes: Any) -> Recording:
    """With these of the container's or of the task's arguments."""
    own = {name: changes.pop(name) for name in vars(ARGS.container) if name in changes}
    args = replace(ARGS, container=replace(ARGS.container, **own), **changes)
    return record(lambda: TaskDefinition("web-dev", args))


def definition(**changes: Any) -> dict[str, Any]:
    return task(**changes).one("aws:ecs/taskDefinition:TaskDefinition").inputs


def container(**changes: Any) -> dict[str, Any]:
    [only] = json.loads(definition(**changes)["containerDefinitions"])
    return only


def allowed(**changes: Any) -> dict[str, Any]:
    """Resources by action, of the execution role."""
    policy = json.loads(task(**changes).one("aws:iam/rolePolicy:RolePolicy").inputs["policy"])
    return {action: entry["Resource"] for entry in policy["Statement"] for action in entry["Action"]}


@pytest.mark.parametrize(("mode", "host_port", "compatible"), [("bridge", 0, "EC2"), ("awsvpc", 4000, "FARGATE")])
def test_green_can_start_beside_blue(mode: str, host_port: int, compatible: str) -> None:
    [mapping] = container(network_mode=mode)["portMappings"]
    assert mapping == {"containerPort": 4000, "hostPort": host_port, "protocol": "tcp"}
    assert definition(network_mode=mode)["networkMode"] == mode
    assert definition(launch_type=compatible, network_mode=mode)["requiresCompatibilities"] == [compatible]


def test_the_container_is_essential_and_limited() -> None:
    made = container()
    assert (made["name"], made["essential"], made["cpu"], made["memory"]) == ("web", True, 256, 512)
    assert (definition()["cpu"], definition()["memory"]) == ("256", "512")


def test_old_revisions_stay_for_a_rollback() -> None:
    assert definition()["skipDestroy"]


def test_the_container_gets_its_variables_and_the_names_of_its_secrets() -> None:
    made = container(environment={"B": "2", "A": "1"}, secrets={"DB": SECRET})
    assert made["environment"] == [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}]
    assert made["secrets"] == [{"name": "DB", "valueFrom": SECRET}]


def test_a_health_check_is_there_when_a_command_is() -> None:
    assert "healthCheck" not in container()
    assert container(health_check_command="true")["healthCheck"]["command"] == ["CMD-SHELL", "true"]


def test_a_container_can_be_kept_from_its_files_and_from_root() -> None:
    plain, kept = container(), container(user="101", read_only_root=True, tmp_mib=64)
    assert {"user", "readonlyRootFilesystem", "linuxParameters"} & plain.keys() == set()
    assert (kept["user"], kept["readonlyRootFilesystem"]) == ("101", True)
    tmpfs = {"containerPath": "/tmp", "size": 64, "mountOptions": ["mode=1777"]}
    assert kept["linuxParameters"] == {"tmpfs": [tmpfs]}


def test_an_image_for_graviton_runs_there_and_another_where_its_hosts_are() -> None:
    arm = definition(architecture="ARM64", network_mode="awsvpc")["runtimePlatform"]
    assert arm == {"cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX"}
    assert "runtimePlatform" not in definition()


def test_logs_go_to_a_group_with_a_name_that_is_known_and_an_end() -> None:
    group = task(log_retention_days=7).one("aws:cloudwatch/logGroup:LogGroup").inputs
    assert (group["name"], group["retentionInDays"]) == ("/ecs/web-dev", 7)
    assert container()["logConfiguration"]["options"] == {
        "awslogs-group": "/ecs/web-dev",
        "awslogs-region": "us-east-1",
        "awslogs-stream-prefix": "web",
    }


def test_starting_a_task_and_being_one_are_two_roles() -> None:
    made = definition()
    assert made["executionRoleArn"].endswith("web-dev-execution")
    assert made["taskRoleArn"].endswith("web-dev-task")
    policies = task().all("aws:iam/rolePolicy:RolePolicy")
    assert [policy.inputs["role"] for policy in policies] == ["web-dev-execution"]


def test_only_this_account_can_have_ecs_take_the_roles() -> None:
    for role in task().all("aws:iam/role:Role"):
        [statement] = json.loads(role.inputs["assumeRolePolicy"])["Statement"]
        assert statement["Principal"] == {"Service": "ecs-tasks.amazonaws.com"}
        assert statement["Condition"]["StringEquals"] == {"aws:SourceAccount": "123456789012"}
        assert statement["Condition"]["ArnLike"] == {"aws:SourceArn": "arn:aws:ecs:us-east-1:123456789012:*"}


def test_without_secrets_the_role_reads_none() -> None:
    assert set(allowed()) == {
        "ecr:GetAuthorizationToken",
        "ecr:BatchCheckLayerAvailability",
        "ecr:GetDownloadUrlForLayer",
        "ecr:BatchGetImage",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
    }


def test_the_role_reads_these_secrets_and_no_others() -> None:
    may = allowed(secrets={"DB": f"{SECRET}:password::", "KEY": PARAMETER})
    assert may["secretsmanager:GetSecretValue"] == [SECRET]
    assert may["ssm:GetParameters"] == [PARAMETER]


@pytest.mark.parametrize(
    ("named", "reads"),
    [
        ("prod/db", ["prod/db-??????"]),
        ("api-secret", ["api-secret", "api-secret-??????"]),
        ("db-AbCdEf", ["db-AbCdEf"]),
    ],
    ids=["a name", "a name of six letters at its end", "a whole ARN"],
)
def test_a_secret_is_read_whether_its_arn_has_aws_s_six_characters_or_not(named: str, reads: list[str]) -> None:
    before = SECRET.removesuffix("db-AbCdEf")
    may = allowed(secrets={"DB": f"{before}{named}:password::"})
    assert may["secretsmanager:GetSecretValue"] == [before + one for one in reads]


def test_keys_decrypt_for_the_services_that_keep_the_secrets_and_for_nobody_else() -> None:
    key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd"
    assert "kms:Decrypt" not in allowed(secrets={"DB": SECRET})
    policy = task(secrets={"DB": SECRET, "KEY": PARAMETER}, secrets_key_arns=[key]).one("aws:iam/rolePolicy:RolePolicy")
    [statement] = [one for one in json.loads(policy.inputs["policy"])["Statement"] if one["Action"] == ["kms:Decrypt"]]
    assert statement["Resource"] == [key]
    assert statement["Condition"] == {
        "StringEquals": {"kms:ViaService": ["secretsmanager.us-east-1.amazonaws.com", "ssm.us-east-1.amazonaws.com"]}
    }


def test_the_service_may_do_what_it_is_given_and_nothing_else() -> None:
    managed = "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"
    statement: Statement = {"Action": ["sqs:SendMessage"], "Resource": ["arn:aws:sqs:us-east-1:123456789012:orders"]}
    made = task(task_policy_arns=[managed], task_permissions=[statement])
    [attached] = made.all("aws:iam/rolePolicyAttachment:RolePolicyAttachment")
    assert (attached.inputs["role"], attached.inputs["policyArn"]) == ("web-dev-task", managed)
    [own] = [one for one in made.all("aws:iam/rolePolicy:RolePolicy") if one.inputs["role"] == "web-dev-task"]
    assert json.loads(own.inputs["policy"])["Statement"] == [{"Effect": "Allow", **statement}]
    assert len("".join(own.inputs["policy"].split())) == policy_characters([statement])


def test_a_shell_has_an_init_process_and_what_its_agent_calls() -> None:
    made = task(exec=True, tmp_mib=64)
    [own] = [one for one in made.all("aws:iam/rolePolicy:RolePolicy") if one.inputs["role"] == "web-dev-task"]
    [statement] = json.loads(own.inputs["policy"])["Statement"]
    assert (statement["Action"], statement["Resource"]) == (list(SESSION_ACTIONS), "*")
    [only] = json.loads(made.one("aws:ecs/taskDefinition:TaskDefinition").inputs["containerDefinitions"])
    assert only["linuxParameters"]["initProcessEnabled"] is True
    assert only["linuxParameters"]["tmpfs"][0]["size"] == 64


def test_images_come_from_the_own_repository_and_from_that_of_the_image() -> None:
    own = "arn:aws:ecr:us-east-1:123456789012:repository/web"
    assert allowed()["ecr:BatchGetImage"] == [own]
    other = "210987654321.dkr.ecr.eu-west-1.amazonaws.com/team/app:1"
    assert allowed(image=other)["ecr:BatchGetImage"] == [own, "arn:aws:ecr:eu-west-1:210987654321:repository/team/app"]


def test_only_the_token_is_for_everything() -> None:
    assert [action for action, resource in allowed().items() if resource == "*"] == ["ecr:GetAuthorizationToken"]


def test_another_network_mode_is_refused() -> None:
    with pytest.raises(ValueError, match="bridge or awsvpc"):
        replace(ARGS, network_mode="host")
