"""The programs of `examples/programs/`, which take our components from where they are installed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.environments.gone import nothing_is_left
from tests.library import install, virtual_environment
from tests.workspace import ROOT, Workspace, changes

STACK = "example"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = Workspace.new(tmp_path_factory.mktemp("programs"))
    yield workspace
    workspace.stop()


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install(tmp_path_factory.mktemp("library"))


def copied(workspace: Workspace, name: str) -> Path:
    copy = workspace.folder / name
    shutil.copytree(ROOT / "examples" / "programs" / name, copy, ignore=shutil.ignore_patterns("venv", "__pycache__"))
    return copy


def test_two_services_behind_one_load_balancer_come_up_stay_and_go(workspace: Workspace, packages: Path) -> None:
    program = copied(workspace, "two-services")
    virtual_environment(program / "venv", packages)
    said = workspace.up(STACK, program, "--policy-pack", str(ROOT / "policy"))
    assert "[mandatory]" not in said

    ecs, elbv2 = workspace.aws("ecs"), workspace.aws("elbv2")
    kinds = {}
    for cluster in ecs.list_clusters()["clusterArns"]:
        (arn,) = ecs.list_services(cluster=cluster)["serviceArns"]
        (service,) = ecs.describe_services(cluster=cluster, services=[arn])["services"]
        assert service["runningCount"] == 2
        (capacity,) = service["capacityProviderStrategy"]
        kinds[service["serviceName"].partition("-")[0]] = capacity["capacityProvider"].partition("-")[0]
    assert kinds == {"orders": "shop", "web": "FARGATE"}
    assert len(elbv2.describe_load_balancers()["LoadBalancers"]) == 1

    assert changes(workspace.pulumi("preview", "--json", "--stack", STACK, cwd=program)) == {}
    workspace.pulumi("destroy", "--yes", "--skip-preview", "--stack", STACK, cwd=program)
    nothing_is_left(workspace)


def test_a_yaml_program_has_a_service_of_the_pulumi_package(workspace: Workspace) -> None:
    program = copied(workspace, "yaml-service")
    file = program / "Pulumi.yaml"
    file.write_text(file.read_text().replace("../../../package", str(ROOT / "package")))
    said = workspace.up(STACK, program, "--policy-pack", str(ROOT / "policy"))
    assert "[mandatory]" not in said

    outputs = workspace.outputs(STACK, program)
    (service,) = workspace.aws("ecs").describe_services(
        cluster=workspace.aws("ecs").list_clusters()["clusterArns"][0], services=[outputs["service"]]
    )["services"]
    assert service["runningCount"] == 2
    assert service["deploymentConfiguration"]["strategy"] == "BLUE_GREEN"

    assert changes(workspace.pulumi("preview", "--json", "--stack", STACK, cwd=program)) == {}
    workspace.pulumi("destroy", "--yes", "--skip-preview", "--stack", STACK, cwd=program)
    nothing_is_left(workspace)


def test_a_new_program_of_the_template_is_one_that_the_pack_lets_through(workspace: Workspace, packages: Path) -> None:
    program = workspace.folder / "orders"
    program.mkdir()
    words = ("--offline", "--generate-only", "--yes", "--name", "orders", "--description", "Orders of the shop")
    workspace.pulumi("new", str(ROOT / "examples" / "template"), *words, cwd=program)
    project = yaml.safe_load((program / "Pulumi.yaml").read_text())
    assert (project["name"], project["description"], "template" in project) == ("orders", "Orders of the shop", False)
    assert "../bluegreen" in (program / "requirements.txt").read_text()

    virtual_environment(program / "venv", packages)
    workspace.pulumi("stack", "select", "--create", STACK, cwd=program)
    policy = ("--policy-pack", str(ROOT / "policy"))
    said = workspace.pulumi("preview", "--json", "--stack", STACK, *policy, cwd=program)
    assert f"Service orders-{STACK}" in changes(said)
