"""The pack on a stack that is live: on its state, without the program, and after somebody changed AWS by hand."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.workspace import Workspace

RULE = "termination-wait-bounded"


@dataclass(frozen=True)
class Live:
    """Our dev environment, brought up once."""

    workspace: Workspace
    program: Path

    def run(self, *words: str) -> tuple[int, str]:
        """Exit code and output of a Pulumi command."""
        return self.workspace.run("pulumi", *words, "--non-interactive", cwd=self.program)

    def analyze(self, *words: str) -> tuple[int, str]:
        """The same of `pulumi policy analyze` with the pack."""
        return self.run("policy", "analyze", "--policy-pack", "policy", *words)

    def wait(self, minutes: int) -> None:
        """Sets the termination wait by hand, beside Pulumi."""
        outputs = self.workspace.outputs("dev", self.program)["services"]["web"]
        self.workspace.aws("codedeploy").update_deployment_group(
            applicationName=outputs["application"],
            currentDeploymentGroupName=outputs["deployment_group"],
            blueGreenDeploymentConfiguration={
                "terminateBlueInstancesOnDeploymentSuccess": {
                    "action": "TERMINATE",
                    "terminationWaitTimeInMinutes": minutes,
                },
                "deploymentReadyOption": {"actionOnTimeout": "CONTINUE_DEPLOYMENT"},
            },
        )


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    workspace = Workspace.new(tmp_path_factory.mktemp("analyze"))
    program = workspace.program("Pulumi.dev.yaml")
    workspace.up("dev", program)
    yield Live(workspace, program)
    workspace.stop()


@pytest.fixture
def state(live: Live, tmp_path: Path) -> Path:
    file = tmp_path / "state.json"
    live.workspace.pulumi("stack", "export", "--stack", "dev", "--file", str(file), cwd=live.program)
    return file


def test_an_exported_state_is_judged_without_a_backend_or_aws(live: Live, state: Path) -> None:
    code, said = live.analyze("--file", str(state))
    assert code == 0, said
    assert "[mandatory]" not in said
    content = json.loads(state.read_text())
    for resource in content["deployment"]["resources"]:
        for properties in (resource.get("inputs", {}), resource.get("outputs", {})):
            if waits := properties.get("blueGreenDeploymentConfig"):
                waits["terminateBlueInstancesOnDeploymentSuccess"]["terminationWaitTimeInMinutes"] = 1440
    state.write_text(json.dumps(content))
    code, said = live.analyze("--file", str(state))
    assert code == 1
    assert RULE in said
    assert "1440 minutes" in said


def test_a_known_state_leaves_nothing_undecided(live: Live) -> None:
    code, said = live.analyze("--stack", "dev")
    assert code == 0, said
    assert "can't run policy" not in said


def test_what_somebody_changed_by_hand_is_drift_and_a_finding(live: Live, tmp_path: Path) -> None:
    check = ("preview", "--stack", "dev", "--refresh", "--expect-no-changes", "--policy-pack", "policy")
    code, said = live.run(*check)
    assert code == 0, said
    live.wait(30)
    code, said = live.run(*check)
    assert code == 7, said
    assert "changes were proposed" in said
    live.wait(1440)
    live.workspace.pulumi("refresh", "--yes", "--skip-preview", "--stack", "dev", cwd=live.program)
    code, said = live.analyze("--stack", "dev")
    assert code == 1
    assert RULE in said
    config = tmp_path / "policy.json"
    config.write_text(json.dumps({RULE: {"maxMinutes": 1440}}))
    code, said = live.analyze("--stack", "dev", "--policy-pack-config", str(config))
    assert code == 0, said
