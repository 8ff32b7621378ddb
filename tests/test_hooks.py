"""Environments of ours with hooks, on the local AWS with the real engine: up, changed code, a release, destroy."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

import outputs
from local_aws.home import SPEED, TRAFFIC
from tests.workspace import Workspace, changes

OWN = "hooks/check.py"
TASK = {"task": {"command": ["python", "-m", "migrate"]}}
PROBE = {"probe": {"p95Seconds": 5, "times": 3}}

HOOKS: dict[str, list[dict[str, Any]]] = {
    "dev": [
        {"at": "BeforeInstall", **TASK},
        {"at": "AfterAllowTestTraffic", **PROBE},
        {"at": "AfterAllowTraffic", "code": OWN},
    ],
    "staging": [
        {"at": "PRE_SCALE_UP", **TASK},
        {"at": "POST_TEST_TRAFFIC_SHIFT", **PROBE},
        {"at": "POST_PRODUCTION_TRAFFIC_SHIFT", "code": OWN},
    ],
}
SAID = ("ended with exit code 0", "3 x 200", "looked at")
"""What each has printed, in their order."""


@dataclass(frozen=True)
class Environment:
    """One of our stacks with hooks, up."""

    stack: str
    workspace: Workspace
    program: Path
    printed: str

    def pulumi(self, *words: str) -> str:
        return self.workspace.pulumi(*words, "--stack", self.stack, cwd=self.program)

    @property
    def outputs(self) -> outputs.Outputs[str]:
        return outputs.load(self.workspace.outputs(self.stack, self.program))

    def label(self, number: int) -> str:
        return f"web-{self.stack}-{HOOKS[self.stack][number]['at']}"

    def log(self, number: int) -> str:
        """What the function of this hook has printed."""
        group = f"/aws/lambda/{'CodeDeployHook_' * (self.stack == 'dev')}{self.label(number)}"
        events = self.workspace.aws("logs").filter_log_events(logGroupName=group)["events"]
        return "\n".join(one["message"] for one in events)


@pytest.fixture(scope="module", params=HOOKS)
def environment(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    stack: str = request.param
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(TRAFFIC, "on")
        patch.setenv(SPEED, "300")
        workspace = Workspace.new(tmp_path_factory.mktemp(stack), traffic=True)
        program = workspace.program(f"Pulumi.{stack}.yaml")
        file = program / f"Pulumi.{stack}.yaml"
        settings = yaml.safe_load(file.read_text())
        settings["config"]["bluegreen:hooks"] = HOOKS[stack]
        file.write_text(yaml.safe_dump(settings))
        write_own(program, "looked at")
        try:
            printed = workspace.up(stack, program, "--policy-pack", "policy")
            yield Environment(stack, workspace, program, printed)
        finally:
            workspace.stop()


def write_own(program: Path, said: str) -> None:
    (program / "hooks").mkdir(exist_ok=True)
    (program / OWN).write_text(f"def check(event):\n    print({said!r})\n")


def test_the_policy_pack_has_nothing_to_say(environment: Environment) -> None:
    assert "can't run policy" not in environment.printed
    assert "violation" not in environment.printed.lower()


def test_a_second_up_and_a_refresh_change_nothing(environment: Environment) -> None:
    assert changes(environment.pulumi("preview", "--json")) == {}
    environment.pulumi("refresh", "--yes", "--skip-preview")
    assert changes(environment.pulumi("preview", "--json")) == {}


def test_changed_code_changes_the_functions_that_have_it_and_nothing_else(environment: Environment) -> None:
    write_own(environment.program, "something else")
    assert changes(environment.pulumi("preview", "--json")) == {f"Function {environment.label(2)}": "update"}
    write_own(environment.program, "looked at")
    assert changes(environment.pulumi("preview", "--json")) == {}


def test_a_release_asks_every_hook(environment: Environment) -> None:
    environment.pulumi("config", "set", "bluegreen:image", "public.ecr.aws/nginx/nginx:1.28.0")
    environment.pulumi("up", "--yes", "--skip-preview")
    for number, said in enumerate(SAID):
        assert said in environment.log(number)


def test_a_migration_that_fails_fails_the_update(environment: Environment) -> None:
    environment.pulumi(
        "config", "set", "--path", "bluegreen:environment.FAULT_COMMAND_EXIT_CODE", "3", "--type", "string"
    )
    code, said = environment.workspace.run(
        "pulumi", "up", "--yes", "--skip-preview", "--non-interactive", "--stack", environment.stack,
        cwd=environment.program,
    )  # fmt: skip
    assert code != 0
    assert HOOKS[environment.stack][0]["at"] in said
    assert "ended with exit code 3" in environment.log(0)
    environment.pulumi("config", "rm", "--path", "bluegreen:environment.FAULT_COMMAND_EXIT_CODE")
    environment.pulumi("up", "--yes", "--skip-preview")


def test_after_a_release_nothing_changes_and_all_can_be_destroyed(environment: Environment) -> None:
    assert changes(environment.pulumi("preview", "--json")) == {}
    environment.pulumi("destroy", "--yes", "--skip-preview")
    aws = environment.workspace.aws
    assert aws("lambda").list_functions()["Functions"] == []
    assert aws("logs").describe_log_groups()["logGroups"] == []
    assert aws("iam").list_roles()["Roles"] == []
    assert [vpc for vpc in aws("ec2").describe_vpcs()["Vpcs"] if not vpc["IsDefault"]] == []
