"""An execution is followed to its end, and the release in its last stage to its own."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast
from unittest.mock import Mock

import pytest

from model.strategy import Strategy
from ops.exits import Exit
from ops.pipelines.following import Look, follow, look
from ops.pipelines.story import as_json, code, ending
from ops.progress import End, Progress, Stage
from ops.releases import Releases
from tests.ops.pipelines.stubbed import ACTIONS, BEGAN, ID, Stubbed

BUILT = {"Source": "Succeeded", "Build": "Succeeded", "Approve": "Succeeded"}
DEPLOYMENT = {"externalExecutionId": "d-1"}
ROLLING = ACTIONS | {"Deploy": ("Deploy", "ECS", {})}


def released(*stages: str, id: str = "d-1", **more: Any) -> Progress:
    shown = tuple(Stage(name, "Succeeded") for name in stages)
    told = {"strategy": Strategy.CODEDEPLOY, "revision": "web:2", "status": "InProgress", "began": BEGAN}
    return Progress(id=id, stages=shown, **(told | more))


class Told:
    """Releases that are as far at each look as a test says."""

    def __init__(self, *looks: Progress) -> None:
        self._looks = list(looks)
        self.asked: list[str] = []

    def ids(self) -> Iterator[str]:
        yield from (one.id for one in self._looks[:1])

    def progress(self, id: str) -> Progress:
        self.asked.append(id)
        return self._looks.pop(0) if len(self._looks) > 1 else self._looks[0]


def followed(aws: Stubbed, releases: Told) -> list[Look]:
    looks = list(follow(aws.pipeline, cast(Releases, releases), ID, lambda _: None))
    aws.stub.assert_no_pending_responses()
    return looks


def steps(looks: list[Look]) -> list[str]:
    return [step for look in looks for step in look.fresh]


def test_the_deployment_that_codepipeline_began_is_shown_step_by_step() -> None:
    aws = Stubbed()
    aws.look("InProgress", {"Source": "Succeeded", "Build": "InProgress"})
    aws.look("InProgress", BUILT | {"Deploy": "InProgress"}, Deploy=DEPLOYMENT)
    aws.look("Succeeded", BUILT | {"Deploy": "Succeeded"}, Deploy=DEPLOYMENT)
    releases = Told(released("BeforeInstall"), released("BeforeInstall", "Install", end=End.RELEASED))
    looks = followed(aws, releases)
    assert set(releases.asked) == {"d-1"}
    before = ["Source", "Build", "Approve", "Deploy", "  BeforeInstall"]
    assert steps(looks) == [*before, "  Install", "  released", "succeeded"]
    assert code(looks[-1].execution, looks[-1].release) is Exit.RELEASED
    assert as_json(looks[-1].execution, looks[-1].release)["revision"] == "web:2"


def test_a_release_that_is_rolled_back_is_waited_for_and_is_its_exit_code() -> None:
    """CodePipeline's action fails with the deployment, and the rollback is another one."""
    aws = Stubbed()
    for _ in range(2):
        aws.look("Failed", BUILT | {"Deploy": "Failed"}, Deploy=DEPLOYMENT)
    going_back = released("Install", rolling_back=True)
    looks = followed(aws, Told(going_back, released("Install", end=End.ROLLED_BACK, reason="ALARM_ACTIVE")))
    assert len(looks) == 2
    execution, release = looks[-1].execution, looks[-1].release
    assert code(execution, release) is Exit.ROLLED_BACK
    assert as_json(execution, release)["result"] == "rolled back"
    assert "web:2 was rolled back" in ending(execution, release, "bluegreen pipeline {}")


@pytest.mark.parametrize(("minutes", "expected"), [(0.5, Exit.ROLLED_BACK), (-5, Exit.RELEASED), (5, Exit.RELEASED)])
def test_a_rolling_update_that_ecs_took_back_is_no_success_whatever_codepipeline_says(
    minutes: float, expected: Exit
) -> None:
    """A rollback that began before the action or after its end is not of it."""
    aws = Stubbed(ROLLING)
    aws.look("Succeeded", BUILT | {"Deploy": "Succeeded"})
    began = BEGAN + timedelta(minutes=3 + minutes)
    back = released(strategy=Strategy.ROLLING, began=began, end=End.ROLLED_BACK)
    [found] = followed(aws, Told(back))
    assert code(found.execution, found.release) is expected


def test_an_older_execution_is_shown_with_the_release_that_it_made() -> None:
    aws = Stubbed(ROLLING)
    aws.look("Succeeded", BUILT | {"Deploy": "Succeeded"})
    own = released(strategy=Strategy.ROLLING, began=BEGAN + timedelta(minutes=3.5), end=End.RELEASED)
    later = released(id="d-2", strategy=Strategy.ROLLING, began=BEGAN + timedelta(hours=1), end=End.ROLLED_BACK)
    releases = Mock(ids=lambda: iter(["d-2", "d-1"]), progress={"d-1": own, "d-2": later}.get)
    found = look(aws.pipeline, releases, ID)
    assert found.release is own
    assert code(found.execution, found.release) is Exit.RELEASED


@pytest.mark.parametrize(("end", "expected"), [(End.RELEASED, Exit.RELEASED), (End.ROLLED_BACK, Exit.ROLLED_BACK)])
def test_the_release_of_an_abandoned_execution_is_followed_to_its_own_end(end: End, expected: Exit) -> None:
    aws = Stubbed()
    for _ in range(2):
        aws.look("Stopped", BUILT | {"Deploy": "Abandoned"}, Deploy=DEPLOYMENT)
    going_on, over = followed(aws, Told(released("Install"), released("Install", end=end)))
    assert code(going_on.execution, going_on.release) is Exit.RUNNING
    assert "is Stopped; its release goes on" in ending(going_on.execution, going_on.release, "bluegreen pipeline {}")
    assert code(over.execution, over.release) is expected


def test_a_pipeline_that_fails_after_its_release_does_not_deny_it() -> None:
    after = ACTIONS | {"Test": ("Test", "CodeBuild", {"ProjectName": "after"})}
    aws = Stubbed(after)
    aws.look("Failed", BUILT | {"Deploy": "Succeeded", "Test": "Failed"}, Deploy=DEPLOYMENT)
    [found] = followed(aws, Told(released("Install", end=End.RELEASED)))
    assert code(found.execution, found.release) is Exit.FAILED
    said = ending(found.execution, found.release, "bluegreen pipeline {}")
    assert said.startswith("web:2 serves production, and the pipeline failed.")


def test_aws_that_throttles_is_asked_again() -> None:
    aws = Stubbed()
    aws.stub.add_client_error("get_pipeline_execution", "ThrottlingException")
    aws.look("Stopped", {"Source": "Succeeded"})
    assert steps(followed(aws, Told(released()))) == ["Source", "stopped"]


def test_a_stopped_or_superseded_execution_has_released_nothing() -> None:
    for status in ("Stopped", "Superseded", "Cancelled"):
        aws = Stubbed()
        aws.look(status, {"Source": "Succeeded"})
        [found] = followed(aws, Told(released()))
        assert code(found.execution, found.release) is Exit.FAILED
        said = ending(found.execution, found.release, "bluegreen pipeline {}")
        assert f"status {status}" in said
        assert said.endswith("pipeline retry" if status == "Stopped" else "pipeline run")
