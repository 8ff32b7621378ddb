"""Pulumi YAML on the local AWS: its runtime, built beside the engine, checks a program against the package schema."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.workspace import Workspace, changes

CONFIG = ("--config", "level=info")


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = Workspace.new(tmp_path_factory.mktemp("yaml"))
    yield workspace
    workspace.stop()


@pytest.fixture(scope="module")
def program(workspace: Workspace) -> Path:
    """The file of a YAML program that has all that such programs use, and its stack `dev`."""
    folder = workspace.flat("yaml_web")
    workspace.pulumi("stack", "select", "--create", "dev", cwd=folder)
    return folder / "Pulumi.yaml"


def preview(workspace: Workspace, program: Path, *words: str) -> tuple[int, str]:
    options = ("--stack", "dev", *CONFIG, "--non-interactive", *words)
    return workspace.run("pulumi", "preview", *options, cwd=program.parent)


def state(workspace: Workspace, program: Path) -> dict[str, Any]:
    """The stack's resources by name."""
    exported = json.loads(workspace.pulumi("stack", "export", "--stack", "dev", cwd=program.parent))
    return {one["urn"].rpartition("::")[2]: one for one in exported["deployment"]["resources"]}


def test_a_program_comes_up_changes_and_goes(workspace: Workspace, program: Path) -> None:
    code, said = preview(workspace, program)
    assert code == 0, said
    assert "+ 13 to create" in said
    assert "warning" not in said.lower()

    workspace.up("dev", program.parent, *CONFIG)
    made = state(workspace, program)
    assert any(urn.endswith("::production") for urn in made["service"]["dependencies"]), "dependsOn"
    outputs = made["yaml_web-dev"]["outputs"]
    assert outputs["zone"] == "us-east-1a"
    assert ".elb.amazonaws.com" in outputs["url"]
    (container,) = json.loads(outputs["containers"])
    assert container["portMappings"] == [{"containerPort": 8080}]
    assert container["environment"] == [{"name": "LOG_LEVEL", "value": "info"}]
    assert container["logConfiguration"]["options"]["awslogs-region"] == "us-east-1"

    written = program.read_text()
    ignored = written.replace("desiredCount: 0", "desiredCount: 4")  # by the service's `ignoreChanges`
    program.write_text(ignored.replace("retentionInDays: 14", "retentionInDays: 30"))
    said = workspace.pulumi("preview", "--json", "--stack", "dev", *CONFIG, cwd=program.parent)
    assert changes(said) == {"LogGroup logs": "update"}
    program.write_text(written)

    workspace.pulumi("destroy", "--yes", "--skip-preview", "--stack", "dev", cwd=program.parent)
    assert workspace.aws("ecs").list_clusters()["clusterArns"] == []


MISSPELT = [
    ("enableDnsHostnames:", "enableDnsHostname:", "Property enableDnsHostname does not exist on 'aws:ec2/vpc:Vpc'"),
    ("matcher:", "matches:", "matches does not exist on 'aws:lb/TargetGroupHealthCheck:TargetGroupHealthCheck'"),
    ("aws:ecs:Cluster", "aws:ecs:Clustre", 'unable to find resource type "aws:ecs:Clustre" in resource provider "aws"'),
    ("aws:getRegion", "aws:getRegoin", 'unable to find function "aws:getRegoin" in resource provider "aws"'),
    ("${blue.arn}", "${blue.arm}", "arm does not exist on blue"),
    ("port: 80\n", "port: eighty\n", "port: Cannot assign type 'string' to type 'integer'"),
    ("      loadBalancerArn: ${balancer.arn}\n", "", "Missing required property 'loadBalancerArn'"),
]
"""What is right, what is wrong, and what the runtime says of it."""


def test_what_is_misspelt_is_named(workspace: Workspace, program: Path) -> None:
    written = text = program.read_text()
    for right, wrong, _ in MISSPELT:
        assert right in text
        text = text.replace(right, wrong, 1)
    program.write_text(text)
    code, said = preview(workspace, program)
    program.write_text(written)
    assert code != 0
    assert [says for *_, says in MISSPELT if says not in said] == [], said
