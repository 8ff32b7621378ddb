"""What hooks declare: a function each, who may call it, and what it may do."""

import json
from dataclasses import replace
from typing import Any

import pytest

from components.container import Container
from components.front import Front
from components.hook_function import CODE, code
from components.hooks import Hook, Hooks, HooksArgs
from components.task_definition import TaskDefinition, TaskDefinitionArgs
from model.codedeploy import HOOK_EVENTS
from model.native import HOOK_STAGES, MOST_HOOKS
from model.strategy import Strategy
from settings.checks import MAX_NAME_LENGTH
from tests.components.fronts import FRONT
from verdict.recording import Recorded, Recording, record

FUNCTION = "aws:lambda/function:Function"
ROLE = "aws:iam/role:Role"
POLICY = "aws:iam/rolePolicy:RolePolicy"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
ACCOUNT, REGION = "123456789012", "us-east-1"

PROBE = Hook(at="AfterAllowTestTraffic", kind="probe", settings={"path": "/", "times": 3})
TASK = Hook(at="BeforeInstall", kind="task", settings={"command": ["migrate"]})
OWN = Hook(at="AfterAllowTraffic", kind="code", settings={"path": "tests/components/test_hooks.py"})


def hooks(
    *given: Hook,
    strategy: Strategy = Strategy.CODEDEPLOY,
    name: str = "web",
    preview: bool = False,
    front: Front = FRONT,
) -> Recording:
    common: dict[str, Any] = {"region": REGION, "account": ACCOUNT, "tags": {"Stack": "test"}}

    def build() -> None:
        task_definition = TaskDefinition(
            name,
            TaskDefinitionArgs(
                container=Container(name="web", image="web:1"),
                container_port=80,
                cpu_units=256,
                memory_mib=512,
                launch_type="EC2",
                network_mode="awsvpc",
                repository_arn="arn:repository",
                **common,
            ),
        )
        made = Hooks(
            name,
            HooksArgs(
                hooks=given,
                strategy=strategy,
                cluster_name="shop",
                task_definition=task_definition,
                front=front,
                vpc_id="vpc-1",
                subnet_ids=["subnet-1", "subnet-2"],
                nat_addresses=["203.0.113.1", "203.0.113.2"],
                log_retention_days=7,
                **common,
            ),
        )
        natives.append(made.native)

    natives: list[Any] = []
    recording = record(build, preview=preview)
    found[0] = natives[0]
    return recording


found: list[Any] = [None]
"""The native hooks of the last one."""


def statements(recording: Recording, label: str) -> dict[str, dict[str, Any]]:
    """What a role may do, by action."""
    document = json.loads(recording.one(POLICY, label).inputs["policy"])
    return {action: statement for statement in document["Statement"] for action in statement["Action"]}


def function(recording: Recording, label: str) -> Recorded:
    return recording.one(FUNCTION, label)


def test_without_hooks_nothing_is_made() -> None:
    recording = hooks()
    assert recording.registered["bluegreen:index:Hooks::web"] == {"codedeploy": "{}"}
    assert recording.all(FUNCTION) == []
    assert recording.all(INGRESS) == hooks(TASK).all(INGRESS)


def test_codedeploy_is_told_each_function_by_its_event() -> None:
    registered = hooks(PROBE, TASK).registered["bluegreen:index:Hooks::web"]
    assert json.loads(registered["codedeploy"]) == {
        "AfterAllowTestTraffic": "CodeDeployHook_web-AfterAllowTestTraffic",
        "BeforeInstall": "CodeDeployHook_web-BeforeInstall",
    }


def test_a_function_knows_its_check_and_the_test_listener() -> None:
    recording = hooks(PROBE, TASK)
    probe = function(recording, "web-AfterAllowTestTraffic").inputs["environment"]["variables"]
    assert json.loads(probe["CHECK"]) == {"probe": {"path": "/", "times": 3}}
    assert probe["TEST_URL"].endswith(":8080")
    task = function(recording, "web-BeforeInstall").inputs["environment"]["variables"]
    assert json.loads(task["CHECK"]) == {"task": {"command": ["migrate"], "container": "web"}}


def test_a_functions_code_is_ours_and_the_users_own_file() -> None:
    ours = {file.relative_to(CODE.parent).as_posix() for file in CODE.glob("hooks/*.py")} | {"app/__init__.py"}
    assert set(code("").assets) == ours
    assert set(code(OWN.settings["path"]).assets) == {*ours, OWN.settings["path"]}


def test_an_internal_load_balancer_lets_in_the_security_group_of_hooks() -> None:
    recording = hooks(PROBE, front=replace(FRONT, internal=True))
    rule = recording.one(INGRESS, "web-hooks-inside").inputs
    assert (rule["securityGroupId"], rule["referencedSecurityGroupId"]) == ("sg-balancer", "web-hooks-id")
    assert (rule["fromPort"], rule["toPort"]) == (8080, 8080)
    assert len(recording.all(INGRESS)) == 1


def test_what_calls_the_test_listener_is_in_the_private_subnets_and_comes_by_the_nat_gateways() -> None:
    recording = hooks(PROBE, TASK)
    inside = function(recording, "web-AfterAllowTestTraffic").inputs["vpcConfig"]
    assert inside["subnetIds"] == ["subnet-1", "subnet-2"]
    assert "vpcConfig" not in function(recording, "web-BeforeInstall").inputs
    rules = [rule.inputs for rule in recording.all(INGRESS) if rule.name.startswith("web-hooks")]
    assert [(rule["cidrIpv4"], rule["fromPort"], rule["toPort"]) for rule in rules] == [
        ("203.0.113.1/32", 8080, 8080),
        ("203.0.113.2/32", 8080, 8080),
    ]
    assert {rule["securityGroupId"] for rule in rules} == {FRONT.security_group_id}


def test_a_function_may_write_its_own_log_and_answer_its_own_deployment_group() -> None:
    allowed = statements(hooks(PROBE), "web-AfterAllowTestTraffic")
    log = allowed["logs:PutLogEvents"]
    name = "CodeDeployHook_web-AfterAllowTestTraffic"
    assert log["Resource"] == f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/aws/lambda/{name}:log-stream:*"
    assert log["Condition"]["ArnEquals"] == {
        "lambda:SourceFunctionArn": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}"
    }
    answer = allowed["codedeploy:PutLifecycleEventHookExecutionStatus"]
    assert answer["Resource"] == f"arn:aws:codedeploy:{REGION}:{ACCOUNT}:deploymentgroup:web-*/web"
    assert {action.split(":")[0] for action in allowed} == {"logs", "codedeploy", "ec2"}


def test_only_a_task_may_run_tasks_and_only_the_services_own() -> None:
    recording = hooks(TASK)
    allowed = statements(recording, "web-BeforeInstall")
    run = allowed["ecs:RunTask"]
    assert run["Resource"] == f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/web:*"
    assert run["Condition"] == {"ArnEquals": {"ecs:cluster": f"arn:aws:ecs:{REGION}:{ACCOUNT}:cluster/shop"}}
    roles = [f"arn:aws:iam::{ACCOUNT}:role/{name}" for name in ("web-execution", "web-task")]
    assert allowed["iam:PassRole"]["Resource"] == roles
    assert allowed["iam:PassRole"]["Condition"] == {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}
    assert "*" not in [statement["Resource"] for statement in allowed.values()]
    assert {"codedeploy:GetDeployment", "codedeploy:ListDeploymentTargets", "ecs:DescribeServices"} <= allowed.keys()


NATIVE_TASK = Hook(at="PRE_SCALE_UP", kind="task", settings={"command": ["migrate"]})


def test_ecs_calls_by_a_role_that_may_call_these_functions_alone() -> None:
    recording = hooks(NATIVE_TASK, strategy=Strategy.CANARY)
    (hook,) = found[0]
    assert (hook["target_type"], hook["lifecycle_stages"]) == ("AWS_LAMBDA", ["PRE_SCALE_UP"])
    assert recording.registered["bluegreen:index:Hooks::web"] == {"codedeploy": "{}"}
    allowed = statements(recording, "web-hooks")
    assert list(allowed) == ["lambda:InvokeFunction"]
    assert allowed["lambda:InvokeFunction"]["Resource"] == [
        f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:web-PRE_SCALE_UP"
    ]
    trusted = json.loads(recording.one(ROLE, "web-hooks").inputs["assumeRolePolicy"])["Statement"][0]
    assert trusted["Principal"] == {"Service": "ecs.amazonaws.com"}
    assert trusted["Condition"]["StringEquals"] == {"aws:SourceAccount": ACCOUNT}


def test_ecs_hooks_answer_by_their_return_and_look_at_the_service_revision() -> None:
    allowed = statements(hooks(NATIVE_TASK, strategy=Strategy.BLUE_GREEN), "web-PRE_SCALE_UP")
    assert [action for action in allowed if action.startswith("codedeploy:")] == []
    assert allowed["ecs:DescribeServiceRevisions"]["Resource"].endswith(":service-revision/shop/*")


def test_several_hooks_at_one_stage_have_names_of_their_own() -> None:
    recording = hooks(NATIVE_TASK, NATIVE_TASK, strategy=Strategy.BLUE_GREEN)
    assert [one.name for one in recording.all(FUNCTION)] == ["web-PRE_SCALE_UP", "web-PRE_SCALE_UP-2"]


@pytest.mark.parametrize("strategy", [Strategy.CODEDEPLOY, Strategy.LINEAR])
def test_names_fit_lambda_and_iam(strategy: Strategy) -> None:
    longest = "w" * MAX_NAME_LENGTH
    by_codedeploy = strategy is Strategy.CODEDEPLOY
    stages = HOOK_EVENTS if by_codedeploy else [max(HOOK_STAGES, key=len)] * MOST_HOOKS
    given = [Hook(at=at, kind="task", settings={"command": ["migrate"]}) for at in stages]
    recording = hooks(*given, strategy=strategy, name=longest, preview=True)
    assert recording.failures == []
    assert max(len(one.inputs["name"]) for one in recording.all(FUNCTION)) <= 64


@pytest.mark.parametrize(("strategy", "hook"), [(Strategy.CODEDEPLOY, TASK), (Strategy.CANARY, NATIVE_TASK)])
def test_a_first_preview_knows_what_functions_may_do(strategy: Strategy, hook: Hook) -> None:
    for one in hooks(hook, strategy=strategy, preview=True).all(POLICY):
        assert isinstance(one.inputs["policy"], str)
        assert json.loads(one.inputs["policy"]), one.key
