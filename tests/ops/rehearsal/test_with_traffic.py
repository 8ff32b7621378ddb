"""A rehearsal foretells a release whose tasks are real, on a scaled clock: minutes of AWS in a second."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from local_aws.home import SPEED, TRAFFIC
from ops.following import follow
from ops.rehearsal.rehearse import rehearse
from ops.rehearsal.what_ifs import WhatIfs
from ops.starting import begin
from tests.local_aws.scene import Scene
from tests.ops.ground import Ground
from tests.ops.rehearsal.watching import Seen, agree
from tests.ops.test_releases import by_codedeploy, native
from tests.workspace import Workspace

LOOK_SECONDS = 0.1
LATE_SECONDS = 2


@contextmanager
def served(folder: Path, minutes_a_second: int) -> Iterator[Workspace]:
    """A local AWS with traffic and a clock so fast."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(TRAFFIC, "on")
        patch.setenv(SPEED, str(60 * minutes_a_second))
        workspace = Workspace.new(folder, traffic=True)
        workspace.home.make()
        try:
            yield workspace
        finally:
            workspace.stop()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with served(tmp_path_factory.mktemp("traffic"), 1) as workspace:
        yield workspace


@pytest.mark.parametrize("strategy", [by_codedeploy, native])
def test_a_good_image(workspace: Workspace, name: str, strategy: Callable[..., Ground]) -> None:
    scene = Scene.make(workspace, name)
    foretold(strategy(scene), scene.definition(), WhatIfs(), 1)


def test_a_bad_image_for_which_codedeploy_waits_an_hour(tmp_path: Path, name: str) -> None:
    with served(tmp_path, 5) as workspace:
        scene = Scene.make(workspace, name)
        foretold(by_codedeploy(scene), scene.definition(FAULT_HEALTH_STATUS="500"), WhatIfs(fail="unhealthy@0s"), 5)


def foretold(ground: Ground, definition: str, what_ifs: WhatIfs, minutes_a_second: int) -> None:
    """The rehearsal and the release of the definition agree."""
    releases = ground.releases
    rehearsal = rehearse(releases.target, releases.aws, what_ifs)
    id = begin(releases, definition).id
    looks = list(follow(releases, id, sleep=lambda _: time.sleep(LOOK_SECONDS)))
    last = looks[-1].progress
    assert last.began
    assert last.ended
    minutes = (last.ended - last.began).total_seconds() * minutes_a_second
    seen = Seen([step for look in looks for step in look.fresh], minutes, last)
    agree(rehearsal, seen, late_minutes=LATE_SECONDS * minutes_a_second)
    assert last.reason == rehearsal.reason
