"""Templates, as people write them and as the CDK does, judged by the command.

`tests/programs/cloudformation/cdk.template.json` is from `cdk synth` of aws-cdk-lib 2.275.0, without its metadata: a
service with ECS's own blue/green on hosts of a capacity provider.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from policy.reading import UNKNOWN
from tests.verdict.cloudformation.templates import program, resource
from tests.verdict.command import verdict
from verdict.cloudformation.program import read
from verdict.stacks import ROOT

FOLDER = ROOT / "tests" / "programs" / "cloudformation"
YAML, CDK = FOLDER / "template.yaml", FOLDER / "cdk.template.json"
MANDATORY = {
    YAML: {
        ("listener-tls-current", "Production"),
        ("matching-target-ports", "Service"),
        ("rollback-alarms-set", "Releases"),
        ("termination-wait-bounded", "Releases"),
    },
    # A fixed host port that the hosts' group does not let in, and nothing that rolls a failed release back.
    CDK: {
        ("host-port-zero", "Task79114B6B"),
        ("native-rollback-automatic", "ServiceD69D759B"),
        ("targets-open-to-load-balancer", "HostSgFEF2A25E"),
    },
}


def findings(template: Path, *words: str) -> list[dict[str, Any]]:
    return json.loads(verdict("--cloudformation", str(template), "--format", "json", *words).stdout)["findings"]


@pytest.mark.parametrize("template", MANDATORY, ids=lambda file: file.name)
def test_each_finding_has_the_logical_id_and_its_line(template: Path) -> None:
    found = [one for one in findings(template) if one["level"] == "mandatory"]
    assert MANDATORY[template] <= {(one["rule"], one["resource"]["name"]) for one in found}
    lines = template.read_text().splitlines()
    for one in found:
        assert one["file"] == f"tests/programs/cloudformation/{template.name}"
        assert lines[one["line"] - 1].strip().strip('"{: ') == one["resource"]["name"]


def test_findings_speak_of_cloudformations_properties() -> None:
    found = {one["rule"]: one for one in findings(YAML)}
    assert found["matching-target-ports"]["path"] == "LoadBalancers[0].ContainerPort"
    assert "Fix: set TerminationWaitTimeInMinutes between" in found["termination-wait-bounded"]["text"]
    assert ": matching-target-ports: Service (AWS::ECS::Service)\n" in verdict("--cloudformation", str(YAML)).stdout


def test_nothing_of_the_written_template_is_undecided_or_false() -> None:
    found = findings(YAML)
    assert {(one["rule"], one["resource"]["name"]) for one in found if one["level"] == "mandatory"} == MANDATORY[YAML]
    assert [one["rule"] for one in found if one["kind"] != "violation"] == []


def test_no_rule_speaks_of_ignoring_changes_which_templates_have_no_word_for() -> None:
    for template in MANDATORY:
        assert not {"listener-ignores-actions", "service-ignores-releases"} & {
            one["rule"] for one in findings(template)
        }


def test_a_parameter_changes_the_verdict() -> None:
    protected = ("load-balancer-protected", "Balancer")
    assert protected not in {(one["rule"], one["resource"]["name"]) for one in findings(YAML)}
    trial = findings(YAML, "--config", "Environment=trial")
    assert protected in {(one["rule"], one["resource"]["name"]) for one in trial}


def test_a_parameter_that_is_not_there_is_told() -> None:
    result = verdict("--cloudformation", str(YAML), "--config", "Environmet=trial")
    assert result.exit_code == 2
    assert "'Environmet'" in result.stderr
    assert "Environment" in result.stderr


def test_short_and_long_forms_are_the_same(tmp_path: Path) -> None:
    head = "Resources:\n  It:\n    Type: AWS::ECS::Service\n    Properties:\n"
    short = f"{head}      Role: !GetAtt A.Arn\n      Cluster: !Sub '${{A}}'\n"
    long = short.replace("!GetAtt A.Arn", "{'Fn::GetAtt': [A, Arn]}").replace("!Sub '${A}'", "{'Fn::Sub': '${A}'}")
    role = "  A:\n    Type: AWS::IAM::Role\n"
    made = []
    for text in (short, long):
        (tmp_path / "a.yaml").write_text(text + role)
        made.append(next(one for one in read(tmp_path / "a.yaml", {}).resources if one.name == "It"))
    assert made[0].checked == made[1].checked
    assert made[0].edges == made[1].edges == {"iamRole": {"A"}, "cluster": {"A"}}
    assert (made[0].checked["iamRole"], made[0].checked["cluster"]) == (UNKNOWN, "A")


def test_a_date_is_a_text_and_json_may_have_tabs(tmp_path: Path) -> None:
    role = "Resources:\n  It:\n    Type: AWS::IAM::Role\n    Properties:\n"
    (tmp_path / "a.yaml").write_text(f"{role}      AssumeRolePolicyDocument: {{Version: 2012-10-17}}\n")
    [found] = read(tmp_path / "a.yaml", {}).resources
    assert found.checked["assumeRolePolicy"] == {"Version": "2012-10-17"}
    (tmp_path / "a.json").write_text('{\n\t"Resources": {\n\t\t"It": {"Type": "AWS::ECS::Cluster"}\n\t}\n}')
    [found] = read(tmp_path / "a.json", {}).resources
    assert found.place is not None
    assert found.place.line == 3


def test_what_a_resource_waits_for_is_known(tmp_path: Path) -> None:
    resources = {
        "A": resource("ECS::Cluster") | {"DependsOn": "C"},
        "B": resource("ECS::Cluster") | {"DependsOn": ["A", "C"]},
        "C": resource("ECS::Cluster"),
    }
    found = {one.name: one.depends_on_urns for one in program(tmp_path, resources).resources}
    assert found == {"A": {"C"}, "B": {"A", "C"}, "C": set()}


def test_what_is_not_judged_is_said_once(tmp_path: Path) -> None:
    resources = {
        "A": {"Type": "Custom::Thing"},
        "B": {"Type": "Custom::Thing"},
        "C": {"Type": "AWS::CDK::Metadata"},
        "Fn::ForEach::Groups": ["x", {"Ref": "Unknown"}, {}],
        "Nested": resource("CloudFormation::Stack", TemplateURL="https://bucket.example/nested.yaml"),
        "It": resource("ECS::Cluster"),
    }
    transforms = ["AWS::LanguageExtensions", {"Name": "AWS::Include"}]
    hooks = {"Release": {"Type": "AWS::CodeDeploy::BlueGreen"}}
    found = program(tmp_path, resources, Transform=transforms, Hooks=hooks)
    assert [one.name for one in found.resources] == ["It"]
    macros, hook, loops, stacks, unknown = found.notes
    assert macros.startswith("AWS::Include rewrites this template")
    assert hook.endswith(": AWS::CodeDeploy::BlueGreen")
    assert loops.endswith(": Groups")
    assert "so not judged: Nested; " in stacks
    assert unknown.endswith(": Custom::Thing (2)")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00", "no text"),
        (b"Resources: {", "neither YAML nor JSON"),
        (b"just words", "no Resources"),
        (b"Resources: {}", "no Resources"),
        (b'{"format_version": "1.2"}', "--terraform"),
        (b'{"version": "1", "artifacts": {}}', "*.template.json"),
        (b'{"TemplateBody": {}}', "TemplateBody"),
    ],
)
def test_what_is_no_template_is_told(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "template.yaml").write_bytes(content)
    result = verdict("--cloudformation", str(tmp_path / "template.yaml"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
