"""The verdict without an engine: what it finds, how it reports it, and that the engine finds the same."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from policy.reading import UNKNOWN
from policy.rules import RULES
from tests.stacks import STACKS
from tests.verdict.command import verdict
from tests.workspace import Workspace
from verdict import stacks
from verdict.command import main
from verdict.stacks import ROOT, configuration, run

TOO_LONG = {"bluegreen:terminationWaitMinutes": 1440}
RULE = "termination-wait-bounded"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with our program's settings that a test may change; the program itself is the one here."""
    for name in ("Pulumi.yaml", *(file.name for file in ROOT.glob("Pulumi.*.yaml"))):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "__main__.py").symlink_to(ROOT / "__main__.py")
    monkeypatch.setattr(stacks, "ROOT", tmp_path)
    return tmp_path


def change(checkout: Path, stack: str, **values: Any) -> None:
    """Sets keys of a stack's file."""
    file = checkout / f"Pulumi.{stack}.yaml"
    content = yaml.safe_load(file.read_text())
    content["config"] |= values
    file.write_text(yaml.safe_dump(content))


def test_our_stacks_have_no_mandatory_findings() -> None:
    result = verdict()
    assert result.exit_code == 0, result.output
    for stack in STACKS:
        assert f"{stack}: 0 mandatory" in result.output


def test_prod_has_nothing_to_be_said_by_the_strict_profile_and_the_others_say_why_they_have() -> None:
    strict = ("--config", str(ROOT / "policy" / "profiles" / "strict.json"))
    result = verdict("prod", *strict)
    assert result.exit_code == 0, result.output
    assert "prod: 0 mandatory, 0 advisory" in result.output
    for stack in ("dev", "staging"):
        assert verdict(stack, *strict).exit_code == 1
        assert "profiles/strict.json" in (ROOT / f"Pulumi.{stack}.yaml").read_text()


def test_a_finding_says_where_what_it_costs_and_what_to_do(checkout: Path) -> None:
    change(checkout, "dev", **TOO_LONG)
    result = verdict("dev")
    assert result.exit_code == 1
    file, line, level, rule, rest = result.stdout.splitlines()[0].split(":", 4)
    assert (file, level, rule) == ("components/rollout/deployment_group.py", " mandatory", f" {RULE}")
    assert "DeploymentGroup(" in (ROOT / file).read_text().splitlines()[int(line) - 1]
    assert "web-dev" in rest
    for said in ("1440 minutes", "On AWS:", "Fix:", "dev: 1 mandatory"):
        assert said in result.stdout


def test_json_holds_each_finding(checkout: Path) -> None:
    change(checkout, "prod", **TOO_LONG)
    result = verdict("prod", "dev", "--format", "json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert (report["stacks"], report["rules"], report["mandatory"]) == (["prod", "dev"], len(RULES), 1)
    [finding] = [one for one in report["findings"] if one["level"] == "mandatory"]
    assert (finding["stack"], finding["rule"], finding["kind"]) == ("prod", RULE, "violation")
    assert finding["resource"]["name"] == "web-prod"
    assert finding["path"].endswith("terminationWaitTimeInMinutes")
    assert (ROOT / finding["file"]).is_file()


def test_sarif_has_what_its_readers_need(checkout: Path, tmp_path: Path) -> None:
    change(checkout, "dev", **TOO_LONG)
    file = tmp_path / "verdict.sarif"
    result = verdict("dev", "--format", "sarif", "--output", str(file))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "dev: 1 mandatory" in result.stderr
    log = json.loads(file.read_text())
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    [run_of_tool] = log["runs"]
    driver = run_of_tool["tool"]["driver"]
    assert driver["version"] == yaml.safe_load((ROOT / "policy/PulumiPolicy.yaml").read_text())["version"]
    assert [rule["id"] for rule in driver["rules"]] == [rule.name for rule in RULES]
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
        assert rule["helpUri"].startswith("https://")
        assert rule["defaultConfiguration"]["level"] in ("error", "warning")
    for result_of_rule in run_of_tool["results"]:
        assert driver["rules"][result_of_rule["ruleIndex"]]["id"] == result_of_rule["ruleId"]
        assert result_of_rule["level"] in ("error", "warning", "note")
        assert result_of_rule["message"]["text"]
        [place] = result_of_rule["locations"]
        physical = place["physicalLocation"]
        assert (ROOT / physical["artifactLocation"]["uri"]).is_file()
        assert physical["region"]["startLine"] >= 1
    [wrong] = [one for one in run_of_tool["results"] if one["level"] == "error"]
    assert wrong["ruleId"] == RULE
    [logical] = wrong["locations"][0]["logicalLocations"]
    assert logical["name"] == "web-dev"
    assert logical["fullyQualifiedName"].startswith("urn:pulumi:dev::bluegreen::")


def test_levels_options_and_exemptions_are_the_configurations(checkout: Path, tmp_path: Path) -> None:
    change(checkout, "dev", **TOO_LONG)
    config = tmp_path / "policy.json"

    def with_config(content: dict[str, Any]) -> Result:
        config.write_text(json.dumps(content))
        return verdict("dev", "--config", str(config), "--format", "json")

    accepted = {"match": "web-*", "reason": "agreed", "expires": "2999-12-31"}
    for content, code, kinds in (
        ({"all": "advisory"}, 0, ["violation"]),
        ({"all": {"enforcementLevel": "advisory"}, RULE: "mandatory"}, 1, ["violation"]),
        ({"all": "advisory", RULE: {"enforcementLevel": "remediate"}}, 1, ["violation"]),
        ({"all": "disabled", RULE: {"maxMinutes": 90}}, 0, []),
        ({RULE: {"maxMinutes": 1440}}, 0, []),
        ({RULE: {"exemptions": [accepted]}}, 0, ["exempted"]),
        ({RULE: {"exemptions": [accepted | {"expires": "2020-01-01"}]}}, 1, ["violation", "exemption"]),
    ):
        result = with_config(content)
        found = [one["kind"] for one in json.loads(result.stdout)["findings"] if one["rule"] == RULE]
        assert (result.exit_code, found) == (code, kinds), content


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"termination-wait-bound": "advisory"}, ["'termination-wait-bounded'"]),
        ({RULE: {"maxMinute": 3}}, ["'maxMinute'", "'maxMinutes'"]),
        ({RULE: {"maxMinutes": 9999}}, [RULE, "maxMinutes", "2880"]),
        ({RULE: {"maxMinutes": "long"}}, ["maxMinutes", "integer"]),
        ({RULE: "mandator"}, ["'mandator'", "'mandatory'"]),
        ({"all": "never"}, ["all", "'disabled'"]),
        ({RULE: 5}, [RULE, "object"]),
        ({RULE: {"exemptions": [{"match": "x", "reason": "y", "expires": "soon"}]}}, ["exemptions", "soon"]),
        ({RULE: {"maxMinute": 3}, "host-port-zer": "advisory"}, ["'maxMinutes'", "'host-port-zero'"]),
        ([], ["object"]),
    ],
)
def test_a_wrong_configuration_is_told_in_full(content: Any, said: list[str], tmp_path: Path) -> None:
    config = tmp_path / "policy.json"
    config.write_text(json.dumps(content))
    result = verdict("dev", "--config", str(config))
    assert result.exit_code == 2
    assert "policy.json" in result.stderr
    assert [words for words in said if words not in result.stderr] == []


def test_a_configuration_that_is_no_json_is_told(tmp_path: Path) -> None:
    (tmp_path / "policy.json").write_text("{")
    result = verdict("dev", "--config", str(tmp_path / "policy.json"))
    assert result.exit_code == 2
    assert "line 1" in result.stderr


def test_a_report_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    result = verdict("dev", "--output", str(tmp_path / "nowhere" / "verdict.json"))
    assert result.exit_code == 2
    assert "--output: " in result.stderr
    assert "nowhere/verdict.json" in result.stderr


def test_an_unknown_stack_is_told_with_the_known_ones() -> None:
    result = verdict("qa")
    assert result.exit_code == 2
    assert "Pulumi.qa.yaml" in result.stderr
    assert "dev, prod, staging" in result.stderr


def test_a_wrong_setting_ends_in_its_one_message(checkout: Path) -> None:
    change(checkout, "dev", **{"bluegreen:desiredCount": 8})
    result = verdict("dev")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("the settings of stack dev cannot work")
    assert "set it to 6" in result.stderr


def test_an_encrypted_value_is_neither_read_nor_passed_over(checkout: Path) -> None:
    change(checkout, "dev", **{"aws:token": {"secure": "v1:abc"}})
    result = verdict("dev")
    assert result.exit_code == 0
    assert "not read: aws:token" in result.stderr
    change(checkout, "dev", **{"bluegreen:environment": {"TOKEN": {"secure": "v1:abc"}}})
    result = verdict("dev")
    assert result.exit_code == 2
    assert "bluegreen:environment: is encrypted" in result.stderr


def test_what_the_provider_refuses_is_told(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("components.rollout.rollout.GRACE_PERIOD_SECONDS", -1)
    result = verdict("dev")
    assert result.exit_code == 2
    assert "healthCheckGracePeriodSeconds" in result.stderr


def test_a_program_that_fails_is_no_finding(checkout: Path) -> None:
    (checkout / "__main__.py").unlink()
    (checkout / "__main__.py").write_text("import pulumi_aws as aws\naws.get_regions()\n")
    result = CliRunner().invoke(main, ["dev"])
    assert result.exit_code == 2
    assert "getRegions" in result.stderr


def test_names_are_known_and_arns_are_not_as_in_a_first_preview() -> None:
    recording = run("dev", configuration("dev"))
    group, green = recording.all("aws:lb/targetGroup:TargetGroup")
    assert group.checked["name"].startswith("web-dev-blue-")
    assert group.checked["slowStart"] == 0
    assert group.outputs["arn"] is UNKNOWN
    rule = recording.one("aws:lb/listenerRule:ListenerRule", "web-dev-production")
    assert rule.checked["actions"][0]["forward"]["targetGroups"][0]["arn"] is UNKNOWN
    assert rule.edges["actions"] == {group.urn, green.urn}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = Workspace.new(tmp_path_factory.mktemp("verdict"))
    yield workspace
    workspace.stop()


DEFECTS: dict[str, dict[str, Any]] = {
    "dev": TOO_LONG
    | {"bluegreen:desiredCount": 1, "bluegreen:minHosts": 1, "bluegreen:environment": {"DB_PASSWORD": "hunter2"}},
    "staging": {"bluegreen:terminationWaitMinutes": 0, "bluegreen:healthCheckCommand": ""},
    "prod": {},
}


def test_the_engine_finds_the_same(workspace: Workspace, checkout: Path, tmp_path: Path) -> None:
    """Every finding of every stack: its rule, level, resource and text."""
    program = workspace.program()
    for stack, values in DEFECTS.items():
        change(program, stack, **values)
        change(checkout, stack, **values)
        report = json.loads(verdict(stack, "--format", "json").stdout)
        ours = {
            (one["rule"], one["level"], (one["resource"] or {}).get("urn"), plain(f"{one['summary']}\n{one['text']}"))
            for one in report["findings"]
        }
        assert ours == found_by_the_engine(workspace, program, stack, tmp_path / f"{stack}.jsonl")
        assert bool(report["mandatory"]) == bool(values)


def found_by_the_engine(workspace: Workspace, program: Path, stack: str, events: Path) -> set[tuple[str, ...]]:
    """The same of a preview with the pack, from its event log."""
    workspace.pulumi("stack", "select", "--create", stack, cwd=program)
    preview = ("pulumi", "preview", "--stack", stack, "--policy-pack", "policy", "--event-log", str(events))
    # The CLI takes --event-log only then.
    workspace.run("env", "PULUMI_DEBUG_COMMANDS=true", *preview, "--non-interactive", cwd=program)
    found = (json.loads(line).get("policyEvent") for line in events.read_text().splitlines())
    return {
        (one["policyName"], one["enforcementLevel"], one.get("resourceUrn"), plain(one["message"]))
        for one in found
        if one
    }


def plain(message: str) -> str:
    """Without the engine's colours, and without the random digits of names."""
    return re.sub(r"-[0-9a-f]{7}\b", "", message.replace("<{%reset%}>", "")).strip()
