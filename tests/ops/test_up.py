"""`pulumi up` and the command release a live stack, whatever its strategy, and say how it ended; no user notices."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from local_aws.home import SPEED, TRAFFIC
from ops.exits import Exit
from tests.local_aws.test_moves import Live, live, undisturbed
from tests.workspace import Workspace, changes


@pytest.fixture(scope="module", params=["codedeploy", "native", "rolling"])
def stack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Our stack dev with this strategy, up; its clock is 600 times as fast as AWS's."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(TRAFFIC, "on")
        patch.setenv(SPEED, "600")
        workspace = Workspace.new(tmp_path_factory.mktemp(request.param), traffic=True)
        try:
            yield live(workspace, request.param)
        finally:
            workspace.stop()


def configure(stack: Live, **values: object) -> None:
    """Changes the stack's file, as a person does."""
    file: Path = stack.program / "Pulumi.dev.yaml"
    said = yaml.safe_load(file.read_text())
    said["config"] |= {f"bluegreen:{key}": value for key, value in values.items()}
    file.write_text(yaml.safe_dump(said))


def up(stack: Live) -> tuple[int, str]:
    words = ("--yes", "--skip-preview", "--stack", "dev", "--non-interactive")
    return stack.workspace.run("pulumi", "up", *words, cwd=stack.program)


def bluegreen(stack: Live, *words: str) -> tuple[int, str]:
    return stack.workspace.run("python", "-m", "ops", *words, "--stack", "dev", cwd=stack.program)


def test_a_second_up_releases_nothing(stack: Live) -> None:
    code, said = up(stack)
    assert code == 0, said
    assert " changed" not in said
    assert "releases:index:Release" not in said


def test_a_changed_image_is_released_by_up_and_no_request_fails(stack: Live) -> None:
    configure(stack, image="public.ecr.aws/nginx/nginx:1.28.0")
    with undisturbed(stack):
        code, said = up(stack)
        stack.answers(2)
    assert code == 0, said
    assert "web-dev:2 is released" in said
    assert changes(stack.pulumi("preview", "--json")) == {}


def test_a_release_that_fails_fails_the_update_and_the_old_tasks_serve(stack: Live) -> None:
    configure(stack, environment={"HEALTH_PATH": "/", "FAULT_HEALTH_STATUS": "500"})
    with undisturbed(stack) as seen:
        before = seen.answers.copy()
        code, said = up(stack)
    assert code != 0, said
    assert "web-dev:3 was rolled back: web-dev:2 serves production as before" in said
    assert "Traceback" not in said
    assert set(seen.answers - before) == {2}


def test_the_same_by_the_command_has_an_exit_code_of_its_own(stack: Live) -> None:
    with undisturbed(stack) as seen:
        code, said = bluegreen(stack, "release", "--task-definition", "3")
    assert code == Exit.ROLLED_BACK, said
    assert "web-dev:3 was rolled back: web-dev:2 serves production as before" in said
    assert set(seen.answers) == {2}


def test_what_is_mended_is_released_by_the_next_up(stack: Live) -> None:
    configure(stack, environment={})
    with undisturbed(stack):
        code, said = up(stack)
    assert code == 0, said
    assert "web-dev:4 is released" in said


def test_status_tells_what_became_of_each_release(stack: Live) -> None:
    code, said = bluegreen(stack, "status")
    assert code == 0, said
    assert "web-dev:4 is live" in said
    told = [line.split() for line in said.splitlines() if "web-dev:3" in line and "rolled back" in line]
    assert len(told) == 2, said


def test_destroyed_in_the_middle_of_a_release_nothing_is_left(stack: Live) -> None:
    code, said = bluegreen(stack, "release", "--task-definition", "2", "--detach")
    assert code == Exit.RUNNING, said
    stack.pulumi("destroy", "--yes", "--skip-preview")
    aws = stack.workspace.aws
    assert aws("ecs").list_clusters()["clusterArns"] == []
    assert aws("elbv2").describe_target_groups()["TargetGroups"] == []
