"""The examples of RULES.md as they are printed: Pulumi YAML, in a first preview with the real engine and the pack."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml

from policy.rules import RULES
from tests.policy.report import Reported, reported
from tests.workspace import ROOT, Workspace

EXAMPLE = re.compile(r"^## (\S+)\n.*?^```diff\n(.*?)^```", re.MULTILINE | re.DOTALL)
PRINTED = dict(EXAMPLE.findall((ROOT / "policy" / "RULES.md").read_text(encoding="utf-8")))
"""Each rule's diff."""
NUMBERS = {rule.name: number for number, rule in enumerate(RULES)}
REFERENCE = re.compile(r"\$\{([\w-]+)")
CREATED = re.compile(r"^ \+  aws:\S+ (\S+) create", re.MULTILINE)
ERROR = re.compile(r"^    error: (.+)", re.MULTILINE)

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


def resources(without: str) -> dict[str, Any]:
    """One side of all diffs: the resources of an example have its number before their names."""
    found: dict[str, Any] = {}
    for rule, diff in PRINTED.items():
        side = "\n".join(line[1:] for line in diff.splitlines() if not line.startswith(without))
        example = yaml.safe_load(side)["resources"]
        numbered = {name: f"e{NUMBERS[rule]}-{name}" for name in example}
        found |= {numbered[name]: _referring(one, numbered) for name, one in example.items()}
    return found


def _referring(value: Any, names: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _referring(one, names) for key, one in value.items()}
    if isinstance(value, list):
        return [_referring(one, names) for one in value]
    if isinstance(value, str):
        return REFERENCE.sub(lambda match: f"${{{names[match[1]]}", value)
    return value


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = Workspace.new(tmp_path_factory.mktemp("examples"))
    yield workspace
    workspace.stop()


def previewed(workspace: Workspace, without: str) -> dict[str, set[Reported]]:
    """What each rule says of its own example."""
    folder, program = workspace.folder / "examples", resources(without)
    folder.mkdir(exist_ok=True)
    (folder / "Pulumi.yaml").write_text(yaml.safe_dump({"name": "examples", "runtime": "yaml", "resources": program}))
    workspace.pulumi("stack", "select", "--create", "dev", cwd=folder)
    options = ("--stack", "dev", "--policy-pack", str(ROOT / "policy"), "--non-interactive")
    _, said = workspace.run("pulumi", "preview", *options, cwd=folder)
    named = re.sub(r"\be(\d+)-", lambda match: f"{RULES[int(match[1])].name}/", said)
    assert set(CREATED.findall(said)) == program.keys(), named
    assert set(ERROR.findall(said)) <= {"preview failed"}, named
    found = reported(said)
    return {
        rule: {one for one in found if one.rule == rule and one.resource.startswith(f"e{number}-")}
        for rule, number in NUMBERS.items()
    }


@pytest.fixture(scope="module")
def stopped(workspace: Workspace) -> dict[str, set[Reported]]:
    return previewed(workspace, without="+")


@pytest.fixture(scope="module")
def repaired(workspace: Workspace) -> dict[str, set[Reported]]:
    return previewed(workspace, without="-")


@each_rule
def test_the_rule_stops_its_example(rule: Any, stopped: dict[str, set[Reported]]) -> None:
    assert rule.level in {one.level for one in stopped[rule.name] if not one.undecided}


@each_rule
def test_the_rule_says_nothing_of_the_repaired_example(rule: Any, repaired: dict[str, set[Reported]]) -> None:
    assert repaired[rule.name] == set()
