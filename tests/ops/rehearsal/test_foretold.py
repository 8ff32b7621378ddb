"""A rehearsal foretells the release that follows on the local AWS: the same steps in the same order, its minutes."""

from collections.abc import Callable

import pytest

from ops.progress import End
from ops.rehearsal.rehearsal import Rehearsal
from ops.rehearsal.rehearse import rehearse, room
from ops.rehearsal.what_ifs import WhatIfs
from ops.releases import Releases
from ops.starting import begin
from tests.local_aws.scene import Scene
from tests.local_aws.server.code import function
from tests.ops.ground import Ground
from tests.ops.rehearsal.watching import Seen, agree, watch
from tests.ops.test_releases import FAILING, alarm, by_codedeploy, native, rolling


def foretold(releases: Releases, what_ifs: WhatIfs | None = None) -> Rehearsal:
    return rehearse(releases.target, releases.aws, what_ifs or WhatIfs())


def released(
    releases: Releases, scene: Scene, rehearsal: Rehearsal, then: Callable[[float], object] = lambda _minute: None
) -> Seen:
    return watch(releases, begin(releases, scene.definition()).id, rehearsal, scene.step, then)


@pytest.mark.parametrize("strategy", [by_codedeploy, native, rolling])
def test_a_good_release_and_the_one_after_it(scene: Scene, strategy: Callable[..., Ground]) -> None:
    """The second goes from green to blue."""
    releases = strategy(scene).releases
    for _ in range(2):
        assert room(releases.target, releases.aws, scene.definitions[max(scene.definitions)]) == ""
        rehearsal = foretold(releases)
        assert rehearsal.good
        agree(rehearsal, released(releases, scene, rehearsal))
        for _ in range(20):
            scene.step(30)


@pytest.mark.parametrize("strategy", [by_codedeploy, native, rolling])
def test_an_alarm_in_the_middle(scene: Scene, strategy: Callable[..., Ground]) -> None:
    releases = strategy(scene, alarms=alarm(scene)).releases
    minute = 0.4 if strategy is rolling else 4
    rehearsal = foretold(releases, WhatIfs(fail=f"alarm@{60 * minute:.0f}s"))
    assert rehearsal.end is End.ROLLED_BACK
    raised: list[float] = []

    def ring(now: float) -> None:
        if now >= minute and not raised:
            raised.append(now)
            alarm(scene, "ALARM")

    agree(rehearsal, released(releases, scene, rehearsal, ring))


def test_a_failing_hook(scene: Scene) -> None:
    function(scene.aws, scene.name, FAILING)
    releases = by_codedeploy(scene, hooks=f'{{"AfterAllowTestTraffic": "{scene.name}"}}').releases
    rehearsal = foretold(releases, WhatIfs(fail="probe"))
    assert rehearsal.end is End.ROLLED_BACK
    agree(rehearsal, released(releases, scene, rehearsal))


def test_a_rehearsal_changes_nothing(scene: Scene) -> None:
    releases = by_codedeploy(scene).releases
    before = scene.described()
    foretold(releases)
    assert scene.described() == before
