"""The stack files of `examples/stacks/`, each of our program: up, released under load, and gone."""

import shutil
from collections.abc import Iterator

import pytest

from tests.environments.conftest import QUIET
from tests.environments.environment import Environment, configure
from tests.environments.gone import nothing_is_left, nothing_of_a_service_is_left
from tests.examples.brought import as_before, bring
from tests.examples.team import Team
from tests.workspace import ROOT, Workspace, changes

STACKS = sorted(
    file.stem for file in (ROOT / "examples" / "stacks").glob("*.yaml") if not file.stem.startswith("pipeline")
)
"""Those with a pipeline are in test_pipelines.py."""
STACK = "example"
BRING = ("brought",)
"""Those that bring what a team has already."""


def quiet(stack: str) -> dict[str, object]:
    """Thresholds of its alarms; behind a Network Load Balancer there is the one on hosts alone."""
    return {key: value for key, value in QUIET.items() if stack != "nlb" or key == "unhealthyHosts"}


def named(workspace: Workspace) -> str:
    """Which of them it is."""
    return workspace.folder.name.rstrip("0123456789")


@pytest.fixture(scope="module", params=STACKS)
def workspace(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = Workspace.new(tmp_path_factory.mktemp(request.param), traffic=True, speed=300)
    program = workspace.program("Pulumi.dev.yaml")
    shutil.copy(ROOT / "examples" / "stacks" / f"{request.param}.yaml", program / f"Pulumi.{STACK}.yaml")
    workspace.pulumi("stack", "select", "--create", STACK, cwd=program)
    configure(program, STACK, {"rollbackAlarms": quiet(request.param)} | bring(request.param, workspace.aws))
    try:
        yield workspace
    finally:
        workspace.stop()


@pytest.fixture(scope="module")
def team(workspace: Workspace) -> Team | None:
    """The team, where the stack brings something of one."""
    return Team.make(workspace) if named(workspace) in BRING else None


@pytest.fixture(scope="module")
def environment(workspace: Workspace, team: Team | None) -> Environment:
    program = workspace.folder / "program"
    configure(program, STACK, team.keys if team else {})
    return Environment.judged(STACK, STACK, workspace, program)


def test_it_comes_up_and_a_second_up_changes_nothing(environment: Environment) -> None:
    assert "[mandatory]" not in environment.printed
    assert changes(environment.pulumi("preview", "--json")) == {}


def test_its_services_are_released_and_no_request_fails(environment: Environment) -> None:
    environment.answers(1)
    file = environment.program / f"Pulumi.{STACK}.yaml"
    file.write_text(file.read_text().replace(":1.27.5", ":1.28.0"))
    with environment.undisturbed():
        code, said = environment.update()
        environment.answers(2)
    assert code == 0, said
    for service in environment.all_outputs.services.values():
        assert f"{service.task_definition_family}:2 is released" in said


def test_destroyed_it_leaves_nothing_but_what_it_was_brought(environment: Environment, team: Team | None) -> None:
    environment.pulumi("destroy", "--yes", "--skip-preview")
    if team:
        team.is_untouched()
        nothing_of_a_service_is_left(environment.workspace)
    else:
        nothing_is_left(environment.workspace)
    as_before(named(environment.workspace), environment.workspace.aws)
