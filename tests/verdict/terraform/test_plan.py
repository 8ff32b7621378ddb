"""A plan of a real Terraform and its real AWS provider, judged with and without the files that it was made of.

`tests/programs/terraform/plan.json` is `terraform show -json` of that folder: Terraform 1.11.4, provider 5.100.0.
"""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.verdict.command import verdict
from verdict.stacks import ROOT

FOLDER = ROOT / "tests" / "programs" / "terraform"
GROUP = "aws_codedeploy_deployment_group.this"
SERVICE = "module.service.aws_ecs_service.this"
MANDATORY = {
    ("listener-ignores-actions", "aws_lb_listener.test", "main.tf"),
    ("listener-tls-current", "aws_lb_listener.production", "main.tf"),
    ("matching-target-ports", SERVICE, "service/main.tf"),
    ("rollback-alarms-set", GROUP, "release.tf"),
    ("service-ignores-releases", SERVICE, "service/main.tf"),
    ("termination-wait-bounded", GROUP, "release.tf"),
}


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """The plan without its files."""
    return Path(shutil.copy(FOLDER / "plan.json", tmp_path))


def findings(plan: Path) -> list[dict[str, Any]]:
    return json.loads(verdict("--terraform", str(plan), "--format", "json").stdout)["findings"]


def test_each_finding_has_the_address_and_the_line_of_its_resource() -> None:
    found = [one for one in findings(FOLDER / "plan.json") if one["level"] == "mandatory"]
    places = {(one["rule"], one["resource"]["name"], one["file"]) for one in found}
    assert places == {(rule, name, f"tests/programs/terraform/{file}") for rule, name, file in MANDATORY}
    for one in found:
        type, name = one["resource"]["name"].split(".")[-2:]
        line = (ROOT / one["file"]).read_text().splitlines()[one["line"] - 1]
        assert line == f'resource "{type}" "{name}" {{'


def test_findings_speak_of_terraforms_properties() -> None:
    found = {one["rule"]: one for one in findings(FOLDER / "plan.json")}
    ports, wait = found["matching-target-ports"], found["termination-wait-bounded"]
    assert ports["path"] == "load_balancer[0].container_port"
    assert ports["text"].startswith("load_balancer[0].container_port: ")
    assert "Fix: set termination_wait_time_in_minutes between" in wait["text"]
    assert ": mandatory: matching-target-ports: module.service.aws_ecs_service.this\n" in (
        verdict("--terraform", str(FOLDER / "plan.json")).stdout
    )


def test_nothing_is_undecided_where_the_files_are_there() -> None:
    """Through variables, locals, outputs of a module, indexes, a dynamic block, and inside of jsonencode."""
    assert [one for one in findings(FOLDER / "plan.json") if one["kind"] != "violation"] == []
    assert json.loads(verdict("--terraform", str(FOLDER / "plan.json"), "--format", "json").stdout)["notes"] == []


def test_without_the_files_nothing_is_said_of_ignore_changes_and_the_reason_is(alone: Path) -> None:
    result = verdict("--terraform", str(alone), "--format", "json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    found = {one["rule"] for one in report["findings"] if one["kind"] == "violation" and one["level"] == "mandatory"}
    assert found == {"listener-tls-current", "rollback-alarms-set", "termination-wait-bounded"}
    assert {one["file"] for one in report["findings"]} == {alone.as_posix()}
    [note] = report["notes"]
    assert "ignore_changes" in note["text"]
    assert note["text"] in result.stderr


def test_a_file_that_is_no_hcl_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "program"
    shutil.copytree(FOLDER, folder)
    (folder / "release.tf").write_text("resource {{{\n")
    result = verdict("--terraform", str(folder / "plan.json"))
    assert "release.tf cannot be read as HCL" in result.stderr
    assert f"not judged: {GROUP.rpartition('.')[0]}" not in result.stderr
    assert "listener-ignores-actions" in result.stdout


def test_sarif_names_the_address_and_says_what_was_not_judged(alone: Path) -> None:
    [run] = json.loads(verdict("--terraform", str(alone), "--format", "sarif").stdout)["runs"]
    addresses = {place["name"] for one in run["results"] for place in one["locations"][0].get("logicalLocations", ())}
    assert {GROUP, "module.service.aws_ecs_task_definition.this"} <= addresses
    [invocation] = run["invocations"]
    assert "ignore_changes" in invocation["toolExecutionNotifications"][0]["message"]["text"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04", "as Terraform saves it"),
        (b"\xff\xfe\x00", "no text"),
        (b"Terraform will perform the following actions:\n", "prints for people"),
        (b'{"@level":"info"}\n{"@level":"info"}\n', "`terraform plan -json`"),
        (b'{"@level":"info"}\n', "`terraform plan -json`"),
        (b'{"version": 4, "terraform_version": "1.11.4", "lineage": "x", "resources": []}', "terraform.tfstate"),
        (b'{"format_version": "1.0", "terraform_version": "1.11.4", "values": {}}', "a state"),
        (b'{"format_version": "1.0", "provider_schemas": {}}', "something else"),
        (b'{"format_version": "2.0", "resource_changes": [], "configuration": {}}', "'2.0'"),
        (b'{"format_version": "1.2", "resource_changes": [], "errored": true}', "with an error"),
        (b'{"Resources": {}}', "--cloudformation"),
        (b'{"format_version": "1.2", "resource_changes": [{"address": 5}]}', "$.resource_changes[0]"),
        (
            b'{"format_version": "1.2", "configuration": {"root_module": {"resources": 5}}}',
            "$.configuration.root_module",
        ),
        (b"[]", "no plan of Terraform"),
        (b"{", "not JSON"),
    ],
)
def test_what_is_no_plan_is_told_with_the_way_to_make_one(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_bytes(content)
    result = verdict("--terraform", str(tmp_path / "plan.json"))
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert "plan.json" in result.stderr
