"""The timeline of a release that ran."""

from datetime import UTC, datetime, timedelta

import pytest

from model.strategy import Strategy
from ops.progress import End, Progress, Side, Stage, Until
from ops.timeline import Timeline
from ops.timeline.drawing import svg
from ops.timeline.of_release import timeline
from tests.drawings import Drawing
from tests.local_aws.scene import Scene
from tests.ops.test_releases import by_codedeploy, native

BEGAN = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


def at(minute: float) -> datetime:
    return BEGAN + timedelta(minutes=minute)


def stage(name: str, began: float, ended: float, status: str = "Succeeded") -> Stage:
    return Stage(name, status, "", at(began), at(ended))


CANARY = Progress(
    id="d-EXAMPLE01",
    strategy=Strategy.CODEDEPLOY,
    revision="web-dev:2",
    status="Succeeded",
    began=BEGAN,
    ended=at(13),
    stages=(stage("Install", 1, 3), stage("AllowTraffic", 3, 8), stage("AfterAllowTraffic", 8, 8)),
    shares=(10, 100),
    waits=(5, 5),
    new=Side(revision="web-dev:2", desired=2, running=2),
    old=Side(revision="web-dev:1", desired=0),
    reached=Until.DONE,
    end=End.RELEASED,
)
ROLLED_BACK = Progress(
    id="d-EXAMPLE02",
    strategy=Strategy.CODEDEPLOY,
    revision="web-dev:2",
    status="Stopped",
    began=BEGAN,
    ended=at(5),
    back_began=at(5),
    back_ended=at(6),
    stages=(stage("Install", 1, 3), stage("AllowTraffic", 3, 5, "Failed")),
    shares=(10, 100),
    waits=(5, 5),
    new=Side(revision="web-dev:2"),
    old=Side(revision="web-dev:1", desired=2, running=2),
    end=End.ROLLED_BACK,
    code="ALARM_ACTIVE",
    reason="One or more alarms have been activated.",
)
BY_ECS = Progress(
    id="arn",
    strategy=Strategy.CANARY,
    revision="web-dev:2",
    status="SUCCESSFUL",
    began=BEGAN,
    ended=at(25),
    stages=(Stage("PRODUCTION_TRAFFIC_SHIFT", "Succeeded"),),
    shares=(10, 100),
    waits=(5, 15),
    new=Side(revision="web-dev:2", desired=2),
    old=Side(revision="web-dev:1"),
    reached=Until.DONE,
    end=End.RELEASED,
)


def shares(told: Timeline) -> list[tuple[float, float]]:
    return [(one.minute, one.new) for one in told.moments]


def test_users_are_drawn_from_the_stage_in_which_codedeploy_moved_them() -> None:
    told = timeline(CANARY, at(60))
    assert (told.minutes, told.good, told.verdict) == (13, True, "It was released.")
    assert shares(told) == [(0, 0), (1, 0), (3, 10), (8, 100)]
    assert [(one.new_tasks, one.old_tasks) for one in told.moments] == [(0, 2), (2, 2), (2, 2), (2, 2)]
    assert [(one.name, one.began, one.ended) for one in told.stages][-1] == ("old tasks stay", 8, 13)


def test_a_rollback_ends_it_and_the_steps_after_the_failure_never_were() -> None:
    told = timeline(ROLLED_BACK, at(60))
    assert (told.minutes, told.good) == (6, False)
    assert shares(told) == [(0, 0), (1, 0), (3, 10), (6, 0)]
    assert [(one.name, one.status) for one in told.stages][-2:] == [("AllowTraffic", "Failed"), ("rollback", "Failed")]
    assert told.verdict == "It was rolled back: ALARM_ACTIVE: One or more alarms have been activated."


def test_steps_of_ecs_are_counted_from_the_end_and_the_picture_says_so() -> None:
    told = timeline(BY_ECS, at(60))
    assert shares(told) == [(0, 0), (5, 10), (10, 100)]
    assert "backwards from the end" in told.notes


def test_one_that_runs_is_drawn_until_now() -> None:
    running = Progress(
        id="d-EXAMPLE03",
        strategy=Strategy.CODEDEPLOY,
        revision="web-dev:3",
        status="InProgress",
        began=BEGAN,
        stages=(Stage("Install", "InProgress", "", at(1)),),
        shares=(100,),
        waits=(5,),
        old=Side(revision="web-dev:2", desired=2, running=2),
    )
    told = timeline(running, at(4))
    assert (told.minutes, told.verdict, told.good) == (4, "It goes on.", True)
    assert shares(told) == [(0, 0), (1, 0)]
    assert [(one.name, one.ended) for one in told.stages] == [("Install", 4)]


@pytest.mark.parametrize("progress", [CANARY, ROLLED_BACK, BY_ECS], ids=["canary", "rolled back", "by ECS"])
def test_the_picture_stands_alone_no_text_lies_on_another_and_the_same_release_has_the_same_bytes(
    progress: Progress,
) -> None:
    told = timeline(progress, at(60))
    drawing = Drawing(svg(told))
    assert drawing.stands_alone()
    assert (drawing.overlapping, drawing.outside) == ([], [])
    assert {one.name for one in told.stages} <= set(drawing.texts)
    assert svg(told) == svg(timeline(progress, at(99)))


def test_codedeploy_s_own_times_are_read(scene: Scene) -> None:
    ground = by_codedeploy(scene)
    ground.released(scene.definition())
    told = timeline(ground.releases.progress(next(ground.releases.ids())), datetime.now(UTC))
    stages = {one.name: one for one in told.stages}
    assert stages["Install"].ended > stages["Install"].began
    assert stages["old tasks stay"].ended == told.minutes > 0


def test_ecs_has_the_release_as_a_whole(scene: Scene) -> None:
    ground = native(scene)
    ground.released(scene.definition())
    told = timeline(ground.releases.progress(next(ground.releases.ids())), datetime.now(UTC))
    assert [one.name for one in told.stages] == ["release"]
    assert told.moments[-1].new == 100
