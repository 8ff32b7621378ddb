"""When a stack's hooks run, and what they are given."""

from typing import Any

import pytest

from components.hooks import Hook
from tests.settings.configured import refusal, settings

TASK = {"task": {"command": ["python", "-m", "migrate"]}}
PROBE: dict[str, Any] = {"probe": {}}
CANARY = "CodeDeployDefault.ECSCanary10Percent5Minutes"


def test_a_probe_has_defaults() -> None:
    (hook,) = settings(hooks=[{"at": "AfterAllowTestTraffic", "probe": {"path": "/health"}}]).hooks
    assert hook == Hook(
        at="AfterAllowTestTraffic",
        kind="probe",
        settings={"path": "/health", "host": "", "status": 200, "contains": "", "p95Seconds": 1, "times": 20},
    )


def test_a_task_has_its_command_and_code_its_path(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "hooks").mkdir()
    (tmp_path / "hooks" / "check.py").write_text("def check(event): ...")
    given = [{"at": "BeforeInstall", **TASK}, {"at": "AfterInstall", "code": "hooks/check.py"}]
    task, code = settings(hooks=given).hooks
    assert task == Hook(at="BeforeInstall", kind="task", settings={"command": ["python", "-m", "migrate"]})
    assert code == Hook(at="AfterInstall", kind="code", settings={"path": "hooks/check.py"})


def test_code_that_is_no_python_is_refused(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "check.py").write_text("def check(event) return")
    assert "is no Python" in refusal(hooks=[{"at": "AfterInstall", "code": "check.py"}])


REFUSED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a word of nobody": (
        {"hooks": [{"at": "AfterAlowTestTraffic", **PROBE}]},
        ["hooks.0.at = AfterAlowTestTraffic", "AfterAllowTraffic", "did you mean AfterAllowTestTraffic?"],
    ),
    "ECS's word for CodeDeploy": (
        {"hooks": [{"at": "PRE_SCALE_UP", **TASK}]},
        ["strategy codedeploy", "did you mean BeforeInstall?"],
    ),
    "CodeDeploy's word for ECS": (
        {"strategy": "native", "hooks": [{"at": "AfterAllowTestTraffic", **PROBE}]},
        ["strategy native", "RECONCILE_SERVICE, PRE_SCALE_UP", "did you mean POST_TEST_TRAFFIC_SHIFT?"],
    ),
    "a stage that takes no hooks": ({"strategy": "native", "hooks": [{"at": "BAKE_TIME", **TASK}]}, ["BAKE_TIME"]),
    "two at one event": (
        {"hooks": [{"at": "AfterInstall", **TASK}, {"at": "AfterInstall", **TASK}]},
        ["2 are at AfterInstall", "one at an event"],
    ),
    "more than ECS takes": ({"strategy": "native", "hooks": [{"at": "PRE_SCALE_UP", **TASK}] * 11}, ["has 11", "10"]),
    "one that nobody calls": ({"strategy": "rolling", "hooks": [{"at": "PRE_SCALE_UP", **TASK}]}, ["rolling"]),
    "a probe of what is live": ({"hooks": [{"at": "AfterInstall", **PROBE}]}, ["AfterAllowTestTraffic or later"]),
    "a probe of what is live, by ECS": (
        {"strategy": "native", "hooks": [{"at": "POST_SCALE_UP", **PROBE}]},
        ["TEST_TRAFFIC_SHIFT or later"],
    ),
    "more than a function can be told": (
        {"hooks": [{"at": "AfterAllowTestTraffic", "probe": {"contains": "x" * 4096}}]},
        ["hooks.0: takes 41", "at most 4096"],
    ),
    "a word of nobody, of any length and with what moves a terminal": (
        {"hooks": [{"at": "\u202e" + "x" * 5000, **PROBE}]},
        ["hooks.0.at = \\u202exxx", "x…: with"],
    ),
    "a word in another case": (
        {"hooks": [{"at": "after_allow_test_traffic", **PROBE}]},
        ["did you mean AfterAllowTestTraffic?"],
    ),
    "no way to the test listener": (
        {"natGateways": 0, "vpcEndpoints": True, "hooks": [{"at": "AfterAllowTestTraffic", **PROBE}]},
        ["hooks.0", "natGateways 0", "natGateways to 1"],
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_hooks_that_cannot_run_are_refused(case: str) -> None:
    changes, words = REFUSED[case]
    message = refusal(**changes)
    assert [word for word in words if word not in message] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"hooks": [{"at": "BeforeInstall", **TASK}, {"at": "AfterAllowTraffic", **PROBE}]},
        {"strategy": "native", "hooks": [{"at": "PRE_SCALE_UP", **TASK}] * 2},
        {"strategy": "native", "deploymentConfig": CANARY, "hooks": [{"at": "TEST_TRAFFIC_SHIFT", **PROBE}]},
        {"strategy": "rolling", "hooks": []},
    ],
)
def test_others_are_taken(changes: dict[str, Any]) -> None:
    assert len(settings(**changes).hooks) == len(changes["hooks"])
