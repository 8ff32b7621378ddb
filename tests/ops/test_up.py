"""`pulumi up` and the command release a live stack, whatever its strategy, and say how it ended; no user notices."""

from collections.abc import Iterator

import pytest

from local_aws.home import SPEED, TRAFFIC
from ops.exits import Exit
from tests.ops.live import Live
from tests.workspace import Workspace, changes


@pytest.fixture(scope="module", params=["codedeploy", "native", "rolling"])
def stack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Our stack dev with this strategy, up; its clock is 600 times as fast as AWS's. The tests follow one another."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(TRAFFIC, "on")
        patch.setenv(SPEED, "600")
        workspace = Workspace.new(tmp_path_factory.mktemp(request.param), traffic=True)
        try:
            yield Live.up(workspace, request.param)
        finally:
            workspace.stop()


def test_a_second_up_releases_nothing(stack: Live) -> None:
    code, said = stack.update()
    assert code == 0, said
    assert "releases:index:Release" not in said


def test_a_changed_image_is_released_by_up_and_no_request_fails(stack: Live) -> None:
    stack.configure(image="public.ecr.aws/nginx/nginx:1.28.0")
    code, said = stack.preview()
    assert "A release by" in said, said
    assert "at most" in said
    with stack.undisturbed():
        code, said = stack.update()
        stack.answers(2)
    assert code == 0, said
    assert "web-dev:2 is released" in said
    assert changes(stack.pulumi("preview", "--json")) == {}


def test_a_release_that_fails_fails_the_update_and_the_old_tasks_serve(stack: Live) -> None:
    stack.configure(environment={"HEALTH_PATH": "/", "FAULT_HEALTH_STATUS": "500"})
    with stack.undisturbed() as seen:
        code, said = stack.update()
    assert code != 0, said
    assert "web-dev:3 was rolled back: web-dev:2 serves production as before" in said
    assert "fix    Call the health check's path" in said
    assert "Traceback" not in said
    assert set(seen.answers) == {2}


def test_the_same_by_the_command_has_an_exit_code_of_its_own(stack: Live) -> None:
    with stack.undisturbed() as seen:
        code, said = stack.bluegreen("release", "--task-definition", "3")
    assert code == Exit.ROLLED_BACK, said
    assert "web-dev:3 was rolled back: web-dev:2 serves production as before" in said
    assert set(seen.answers) == {2}


def test_what_is_mended_is_released_by_the_next_up(stack: Live) -> None:
    stack.configure(environment={})
    with stack.undisturbed():
        code, said = stack.update()
        stack.answers(4)
    assert code == 0, said
    assert "web-dev:4 is released" in said


def test_status_tells_what_became_of_each_release(stack: Live) -> None:
    code, said = stack.bluegreen("status")
    assert code == 0, said
    assert "web-dev:4 is live" in said
    told = [line for line in said.splitlines() if "web-dev:3" in line and "rolled back" in line]
    assert len(told) == 2, said


def test_a_rollback_goes_back_to_the_last_revision_that_was_released_well(stack: Live) -> None:
    with stack.undisturbed() as seen:
        code, said = stack.bluegreen("rollback", "--yes")
        stack.answers(2)
    assert code == 0, said
    assert set(seen.answers) == {2, 4}
    assert changes(stack.pulumi("preview", "--json")) == {}


REFUSED = {
    "codedeploy": ("rolling", "a rolling update moves no traffic"),
    "native": ("codedeploy", "only when it is made"),
    "rolling": ("codedeploy", "only when it is made"),
}


def test_a_strategy_that_cannot_be_is_refused_in_words_and_nothing_changes(stack: Live) -> None:
    own = str(stack.names.strategy)
    own = {"CODE_DEPLOY": "codedeploy", "ROLLING": "rolling"}.get(own, "native")
    other, why = REFUSED[own]
    stack.configure(strategy=other)
    code, said = stack.preview()
    assert code != 0
    assert why in said
    stack.configure(strategy=own)
    assert changes(stack.pulumi("preview", "--json")) == {}


@pytest.mark.parametrize("stack", ["codedeploy", "rolling"], indirect=True)
def test_ecs_takes_a_live_service_over_in_place_and_no_request_fails(stack: Live) -> None:
    """From CodeDeploy while green is live, from a rolling update blue."""
    stack.configure(strategy="native")
    code, said = stack.preview()
    assert code == 0, said
    assert "in place, while" in said
    with stack.undisturbed() as seen:
        code, said = stack.update()
    assert code == 0, said
    assert "is released: it serves all of production" in said
    assert set(seen.answers) == {2}
    assert stack.workspace.aws("codedeploy").list_applications()["applications"] == []
    assert changes(stack.pulumi("preview", "--json")) == {}


def test_destroyed_in_the_middle_of_a_release_nothing_is_left(stack: Live) -> None:
    code, said = stack.bluegreen("release", "--task-definition", "1", "--detach")
    assert code == Exit.RUNNING, said
    stack.pulumi("destroy", "--yes", "--skip-preview")
    aws = stack.workspace.aws
    assert aws("ecs").list_clusters()["clusterArns"] == []
    assert aws("elbv2").describe_target_groups()["TargetGroups"] == []
