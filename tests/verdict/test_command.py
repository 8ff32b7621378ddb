"""What the command takes: one kind of program at a time, a file of settings, values."""

from pathlib import Path

import pytest

from tests.verdict.command import verdict
from verdict.stacks import ROOT

PLAN = str(ROOT / "tests" / "programs" / "terraform" / "plan.json")
TEMPLATE = str(ROOT / "tests" / "programs" / "cloudformation" / "template.yaml")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--terraform", PLAN, "--cloudformation", TEMPLATE], "one at a time"),
        (["dev", "--terraform", PLAN], "STACK 'dev'"),
        (["--terraform", PLAN, "--config", "a=b"], "a=… is for --program and --cloudformation"),
        (["--config", "a=b"], "a=… is for --program and --cloudformation"),
        (["--config", "nowhere.json"], "there is no file 'nowhere.json'"),
        (["--config", PLAN, "--config", TEMPLATE], "one file of rules' settings"),
        (["--terraform", PLAN, "--watch"], "--watch"),
        (["--terraform", "nowhere.json"], "nowhere.json"),
    ],
)
def test_wrong_usage_is_told(words: list[str], said: str) -> None:
    result = verdict(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_levels_are_those_of_the_file_for_every_kind_of_program(tmp_path: Path) -> None:
    (tmp_path / "policy.json").write_text('{"all": "advisory"}')
    settings = ("--config", str(tmp_path / "policy.json"))
    assert verdict("--terraform", PLAN).exit_code == 1
    assert verdict("--terraform", PLAN, *settings).exit_code == 0
    assert verdict("--cloudformation", TEMPLATE, *settings, "--config", "Environment=trial").exit_code == 0
