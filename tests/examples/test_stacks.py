"""The stack files of `examples/stacks/`, each of our program: up, released under load, and gone."""

import shutil
from collections.abc import Iterator

import pytest

from tests.environments.conftest import QUIET
from tests.environments.environment import Environment, configure
from tests.environments.gone import nothing_is_left
from tests.examples.brought import as_before, bring
from tests.workspace import ROOT, Workspace, changes

STACKS = sorted(file.stem for file in (ROOT / "examples" / "stacks").glob("*.yaml"))
STACK = "example"


@pytest.fixture(scope="module", params=STACKS)
def environment(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Environment]:
    workspace = Workspace.new(tmp_path_factory.mktemp(request.param), traffic=True, speed=300)
    program = workspace.program("Pulumi.dev.yaml")
    shutil.copy(ROOT / "examples" / "stacks" / f"{request.param}.yaml", program / f"Pulumi.{STACK}.yaml")
    workspace.pulumi("stack", "select", "--create", STACK, cwd=program)
    configure(program, STACK, {"rollbackAlarms": QUIET} | bring(request.param, workspace.aws))
    try:
        yield Environment.judged(request.param, STACK, workspace, program)
    finally:
        workspace.stop()


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


def test_destroyed_it_leaves_nothing(environment: Environment) -> None:
    environment.pulumi("destroy", "--yes", "--skip-preview")
    nothing_is_left(environment.workspace)
    as_before(environment.name, environment.workspace.aws)
