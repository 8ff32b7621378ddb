"""Programs of other people run on the local AWS too: flat ones, as many people write them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.workspace import ROOT, Workspace, changes


@dataclass(frozen=True)
class Program:
    """One of tests/programs, up."""

    workspace: Workspace
    folder: Path

    def pulumi(self, *words: str) -> str:
        return self.workspace.pulumi(*words, "--stack", "dev", cwd=self.folder)

    def running(self) -> int:
        outputs = json.loads(self.pulumi("stack", "output", "--json"))
        ecs = self.workspace.aws("ecs")
        found = ecs.describe_services(cluster=outputs["cluster"], services=[outputs["service"]])
        return found["services"][0]["runningCount"]


@pytest.fixture(scope="module", params=["fargate_web", "ec2_web"])
def program(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    workspace = Workspace.new(tmp_path_factory.mktemp(request.param))
    folder = workspace.flat(request.param)
    try:
        output = workspace.up("dev", folder, "--policy-pack", str(ROOT / "policy"))
        assert "mandatory" not in output
        yield Program(workspace, folder)
    finally:
        workspace.stop()


def test_its_tasks_run_and_nothing_differs_afterwards(program: Program) -> None:
    assert program.running() == 2
    program.pulumi("refresh", "--yes", "--skip-preview")
    assert changes(program.pulumi("preview", "--json")) == {}


def test_a_larger_count_is_an_update_of_the_service_alone(program: Program) -> None:
    assert changes(program.pulumi("preview", "--json", "--config", "count=3")) == {"Service web": "update"}
    program.pulumi("up", "--yes", "--skip-preview")
    assert program.running() == 3


def test_destroyed_it_leaves_no_vpc_and_no_cluster(program: Program) -> None:
    program.pulumi("destroy", "--yes", "--skip-preview")
    ec2 = program.workspace.aws("ec2")
    assert [vpc for vpc in ec2.describe_vpcs()["Vpcs"] if not vpc["IsDefault"]] == []
    assert program.workspace.aws("ecs").list_clusters()["clusterArns"] == []
