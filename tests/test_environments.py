"""Each environment of ours lives on the local AWS with the real engine: up, up again, refresh, change, destroy.

`rolling` is dev with that strategy, which none of our stacks has.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import outputs
from tests.workspace import Workspace, changes

STRATEGIES = {"dev": "CODE_DEPLOY", "staging": "CANARY", "prod": "CODE_DEPLOY", "rolling": "ROLLING"}


@dataclass(frozen=True)
class Environment:
    """One of our stacks, up."""

    name: str
    stack: str
    workspace: Workspace
    program: Path
    printed: str
    """What the first `up` said."""

    def pulumi(self, *words: str) -> str:
        return self.workspace.pulumi(*words, "--stack", self.stack, cwd=self.program)

    @property
    def outputs(self) -> outputs.Outputs[str]:
        return outputs.load(self.workspace.outputs(self.stack, self.program))

    @property
    def service(self) -> dict[str, Any]:
        names = self.outputs
        found = self.workspace.aws("ecs").describe_services(cluster=names.cluster, services=[names.service])
        return found["services"][0]


@pytest.fixture(scope="module", params=STRATEGIES)
def environment(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    name: str = request.param
    stack, changed = ("dev", ("--config", "bluegreen:strategy=rolling")) if name == "rolling" else (name, ())
    workspace = Workspace.new(tmp_path_factory.mktemp(name))
    program = workspace.program()
    try:
        printed = workspace.up(stack, program, "--policy-pack", "policy", *changed)
        yield Environment(name, stack, workspace, program, printed)
    finally:
        workspace.stop()


RUNNING = {"dev": (2, "bridge"), "staging": (2, "awsvpc"), "prod": (6, "bridge"), "rolling": (2, "bridge")}


def test_its_service_runs_under_its_strategy(environment: Environment) -> None:
    service, strategy = environment.service, STRATEGIES[environment.name]
    tasks, network_mode = RUNNING[environment.name]
    definition = environment.workspace.aws("ecs").describe_task_definition(taskDefinition=service["taskDefinition"])
    by_codedeploy = strategy == "CODE_DEPLOY"
    assert environment.outputs.strategy == strategy
    assert service["deploymentController"] == {"type": "CODE_DEPLOY" if by_codedeploy else "ECS"}
    assert by_codedeploy or service["deploymentConfiguration"]["strategy"] == strategy
    assert (service["desiredCount"], service["runningCount"]) == (tasks, tasks)
    assert definition["taskDefinition"]["networkMode"] == network_mode


def test_blue_takes_the_traffic_and_every_task_is_a_healthy_target(environment: Environment) -> None:
    balancing = environment.workspace.aws("elbv2")
    names = environment.outputs
    listeners = [names.production_listener_arn, names.test_listener_arn]
    for listener in balancing.describe_listeners(ListenerArns=listeners)["Listeners"]:
        assert listener["DefaultActions"][0]["TargetGroupArn"] == names.blue_target_group_arn
    weights = {names.blue_target_group_arn: 100, names.green_target_group_arn: 0}
    for rule in balancing.describe_rules(RuleArns=[names.production_rule_arn, names.test_rule_arn])["Rules"]:
        groups = rule["Actions"][0]["ForwardConfig"]["TargetGroups"]
        assert {group["TargetGroupArn"]: group["Weight"] for group in groups} == weights
    health = balancing.describe_target_health(TargetGroupArn=names.blue_target_group_arn)["TargetHealthDescriptions"]
    assert [one["TargetHealth"]["State"] for one in health] == ["healthy"] * RUNNING[environment.name][0]


def test_the_policy_pack_has_nothing_to_say(environment: Environment) -> None:
    assert "bluegreen@v0.1.0" in environment.printed
    assert "can't run policy" not in environment.printed
    assert "violation" not in environment.printed.lower()


def test_a_second_up_changes_nothing(environment: Environment) -> None:
    assert changes(environment.pulumi("preview", "--json")) == {}


def test_a_refresh_finds_what_was_declared(environment: Environment) -> None:
    environment.pulumi("refresh", "--yes", "--skip-preview")
    assert changes(environment.pulumi("preview", "--json")) == {}


@pytest.mark.parametrize("environment", ["dev", "staging", "prod"], indirect=True)
def test_its_stack_file_is_as_it_was(environment: Environment) -> None:
    name = f"Pulumi.{environment.stack}.yaml"
    root = Path(__file__).resolve().parent.parent
    assert (environment.program / name).read_bytes() == (root / name).read_bytes()


@pytest.mark.parametrize("environment", ["staging"], indirect=True)
def test_another_bake_time_changes_the_service_and_no_tasks(environment: Environment) -> None:
    before = environment.service
    environment.pulumi("config", "set", "bluegreen:terminationWaitMinutes", "20")
    assert changes(environment.pulumi("preview", "--json")) == {"Service web-staging": "update"}
    environment.pulumi("up", "--yes", "--skip-preview")
    after = environment.service
    assert after["deploymentConfiguration"]["bakeTimeInMinutes"] == 20
    assert [one["id"] for one in after["deployments"]] == [one["id"] for one in before["deployments"]]
    assert changes(environment.pulumi("preview", "--json")) == {}


CHANGES = {
    ("terminationWaitMinutes", "10"): {"DeploymentGroup web-dev": "update"},
    ("logRetentionDays", "14"): {"LogGroup web-dev": "update"},
    ("desiredCount", "3"): {"Service web-dev": "update"},
    ("maxHosts", "6"): {"Group web-dev-host": "update"},
    ("image", "public.ecr.aws/nginx/nginx:1.28.0"): {"TaskDefinition web-dev": "replace"},
    ("healthCheckPath", "/health"): {"TargetGroup web-dev-blue": "update", "TargetGroup web-dev-green": "update"},
}


@pytest.mark.parametrize(("key", "value"), CHANGES)
@pytest.mark.parametrize("environment", ["dev"], indirect=True)
def test_a_changed_key_changes_its_resource_and_no_other(environment: Environment, key: str, value: str) -> None:
    file = environment.program / "Pulumi.dev.yaml"
    before = file.read_bytes()
    found = changes(environment.pulumi("preview", "--json", "--config", f"bluegreen:{key}={value}"))
    file.write_bytes(before)
    assert found == CHANGES[key, value]


@pytest.mark.parametrize("environment", ["dev"], indirect=True)
def test_another_port_replaces_what_has_it_and_traffic_follows(environment: Environment) -> None:
    before = environment.outputs
    environment.pulumi("up", "--yes", "--skip-preview", "--config", "bluegreen:containerPort=8080")
    after = environment.outputs
    assert after.blue_target_group_arn != before.blue_target_group_arn
    assert environment.service["runningCount"] == 2
    assert changes(environment.pulumi("preview", "--json")) == {}


@pytest.mark.parametrize("environment", ["dev"], indirect=True)
def test_what_is_changed_behind_pulumi_is_shown_by_a_refresh_and_repaired_by_up(environment: Environment) -> None:
    names = environment.outputs
    environment.workspace.aws("logs").put_retention_policy(logGroupName=names.log_group, retentionInDays=90)
    environment.pulumi("refresh", "--yes", "--skip-preview")
    assert changes(environment.pulumi("preview", "--json")) == {"LogGroup web-dev": "update"}


@pytest.mark.parametrize("environment", ["dev"], indirect=True)
def test_a_wrong_setting_ends_in_one_message_and_nothing_is_created(environment: Environment) -> None:
    wrong = ("--config", "bluegreen:memory=9999")
    code, said = environment.workspace.run(
        "pulumi", "up", "--yes", "--stack", "dev", "--non-interactive", *wrong, cwd=environment.program
    )
    assert code != 0
    assert "bluegreen:memory = 9999" in said
    assert "no host can hold the task" in said
    assert "Traceback" not in said
    assert "exit code" not in said
    environment.pulumi("config", "set", "bluegreen:memory", "512")


def test_destroyed_it_leaves_nothing(environment: Environment) -> None:
    environment.pulumi("destroy", "--yes", "--skip-preview")
    aws = environment.workspace.aws
    assert [vpc for vpc in aws("ec2").describe_vpcs()["Vpcs"] if not vpc["IsDefault"]] == []
    assert aws("elbv2").describe_load_balancers()["LoadBalancers"] == []
    assert aws("elbv2").describe_target_groups()["TargetGroups"] == []
    assert aws("ecs").list_clusters()["clusterArns"] == []
    assert aws("autoscaling").describe_auto_scaling_groups()["AutoScalingGroups"] == []
    assert aws("codedeploy").list_applications()["applications"] == []
    assert aws("logs").describe_log_groups()["logGroups"] == []
    assert aws("iam").list_roles()["Roles"] == []
    assert aws("cloudwatch").describe_alarms()["MetricAlarms"] == []
    assert aws("ecr").describe_repositories()["repositories"] == []
    assert aws("sns").list_topics()["Topics"] == []
    assert aws("ec2").describe_addresses()["Addresses"] == []
