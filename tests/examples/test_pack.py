"""The policy pack finds nothing that would fail a preview in CI in any example of a stack."""

from typing import Any

import pytest
import yaml

from policy.configuration import load
from policy.pack import Pack
from policy.rules import RULES
from tests.workspace import ROOT
from verdict import stacks
from verdict.judging import judge

FILES = ROOT / "examples" / "stacks"
DEFAULTS = {f"bluegreen:{key}": entry["default"] for key, entry in stacks.declared().items() if "default" in entry}
BY_CODEDEPLOY = {"strategy": "codedeploy", "hooks": [{"at": "AfterAllowTestTraffic", "probe": {}}]}
BY_ECS = {"hooks": [{"at": "POST_TEST_TRAFFIC_SHIFT", "probe": {}}]}


def stopped(stack: str, profile: str, **changes: Any) -> list[str]:
    """What fails `ci/preview` of a stack file with these keys, by a ready configuration of the pack."""
    config = yaml.safe_load((FILES / f"{stack}.yaml").read_text())["config"]
    values = DEFAULTS | config | {f"bluegreen:{key}": value for key, value in changes.items()}
    made = stacks.run(stack, {key: stacks.text(value) for key, value in values.items()})
    settings = load(RULES, ROOT / "policy" / "profiles" / f"{profile}.json")
    found = [one.judgement for one in judge(made.program(stack, ROOT), Pack(RULES, settings)).findings]
    return [one.text for one in found if one.level == "mandatory" or one.kind == "undecided"]


@pytest.mark.parametrize("stack", sorted({file.stem for file in FILES.glob("*.yaml")} - {"brought"}))
def test_a_stack_file_passes_in_ci(stack: str) -> None:
    assert stopped(stack, "default") == []


@pytest.mark.parametrize("changes", [{}, BY_ECS, BY_CODEDEPLOY, {"strategy": "rolling", "releaseRoleArn": ""}])
def test_what_is_brought_passes_in_ci_where_the_pack_is_told_so(changes: dict[str, Any]) -> None:
    assert stopped("brought", "brought", **changes) == []
    assert "can't run policy trust-is-right" in str(stopped("brought", "default", **changes))
