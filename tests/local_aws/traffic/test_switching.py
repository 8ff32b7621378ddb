"""Traffic moves under load, and no request fails."""

import math
import threading
from dataclasses import replace

from local_aws.traffic.desired import Forward
from tests.local_aws.traffic.ground import BLUE, GREEN, Ground, task, until
from tests.local_aws.traffic.load import Load, get, load


def more(seen: Load, requests: int) -> None:
    """Waits for so many more answers."""
    wanted = seen.total + requests
    until(lambda: seen.total >= wanted or seen.failures, f"{requests} more answers")


def test_the_split_is_the_declared_one(ground: Ground) -> None:
    """Of 10,000,000 right splits 6 would fail here: more than 5 standard deviations from the share."""
    ground.groups = {BLUE: [task("blue", 1)], GREEN: [task("green", 2)]}
    ground.forward({BLUE: 90, GREEN: 10})
    ground.ready()
    with load(ground.port()) as seen:
        more(seen, 1500)
    assert seen.failures == []
    deviation = math.sqrt(seen.total * 0.1 * 0.9)
    assert abs(seen.answers[2] - seen.total * 0.1) < 5 * deviation


def test_weights_switch_without_a_failed_request(ground: Ground) -> None:
    ground.groups = {BLUE: [task("blue", 1)], GREEN: [task("green", 2)]}
    ground.forward({BLUE: 100, GREEN: 0})
    ground.ready()
    with load(ground.port()) as seen:
        for share in (10, 40, 70, 100, 0, 100, 50, 0):
            ground.forward({BLUE: 100 - share, GREEN: share})
            ground.apply()
            more(seen, 150)
    assert seen.failures == []
    assert seen.answers[1] > 100
    assert seen.answers[2] > 100


def test_a_switch_is_complete_when_apply_returns(ground: Ground) -> None:
    ground.groups = {BLUE: [task("blue", 1)], GREEN: [task("green", 2)]}
    ground.forward({BLUE: 100, GREEN: 0})
    ground.ready()
    for weights, revision in (({GREEN: 100}, 2), ({BLUE: 100}, 1)) * 5:
        ground.forward({BLUE: 0, GREEN: 0} | weights)
        ground.apply()
        assert {get(ground.port()).json["revision"] for _ in range(5)} == {revision}


def test_targets_come_and_go_without_a_failed_request(ground: Ground) -> None:
    """As ECS does it: added, healthy, the old one draining, out of the group, its task ended."""
    ground.groups = {BLUE: [task("first", 1)]}
    ground.ready()
    with load(ground.port()) as seen:
        for revision in range(2, 8):
            old = ground.groups[BLUE][0]
            ground.groups[BLUE].append(task(f"next-{revision}", revision))
            ground.ready()
            ground.draining = {old.id}
            ground.apply()
            more(seen, 100)
            with_task = ground.desired()
            gone = [target for target in with_task.targets if not target.draining]
            assert ground.traffic.apply(replace(with_task, targets=tuple(gone))) == {}
            ground.groups[BLUE].remove(old)
            ground.draining = set()
            ground.apply()
    assert seen.failures == []
    assert set(seen.answers) == set(range(1, 8))


def test_a_whole_release_loses_nothing(ground: Ground) -> None:
    """Green comes with its target group, the listener moves, blue goes with its group: clusters come and go too."""
    ground.groups = {BLUE: [task("blue", 1)]}
    ground.ready()
    with load(ground.port()) as seen:
        for revision, (new, old) in enumerate([(GREEN, BLUE), (BLUE, GREEN)] * 3, start=2):
            ground.groups[new] = [task(f"task-{revision}", revision)]
            ground.forward({old: 100, new: 0})
            ground.ready()
            ground.forward({new: 100, old: 0})
            ground.apply()
            more(seen, 50)
            ground.forward({new: 100})
            ground.apply()
            del ground.groups[old]
            ground.apply()
            more(seen, 50)
    assert seen.failures == []
    assert set(seen.answers) == set(range(1, 8))


def test_a_draining_target_finishes_what_it_has_begun_and_gets_nothing_new(ground: Ground) -> None:
    slow = task("slow", 1, FAULT_ANSWER_SECONDS="3")
    ground.groups = {BLUE: [slow]}
    ground.ready()
    answers: list[int] = []
    begun = [threading.Thread(target=lambda: answers.append(get(ground.port()).status)) for _ in range(5)]
    for request in begun:
        request.start()
    until(lambda: ground.active("slow") == 5, "the requests are with the target")
    ground.groups[BLUE].append(task("next", 2))
    ground.ready()
    ground.draining = {slow.id}
    ground.apply()
    assert ground.traffic.health()[(BLUE, ground.tasks.apply(ground.groups[BLUE])[slow.id])] == "draining"
    assert {get(ground.port()).json["revision"] for _ in range(20)} == {2}
    ground.groups[BLUE].remove(slow)  # out of the group, and SIGTERM
    ground.apply()
    for request in begun:
        request.join()
    assert answers == [200] * 5


def test_a_group_that_goes_finishes_what_it_has_begun(ground: Ground) -> None:
    ground.groups = {BLUE: [task("slow", 1, FAULT_ANSWER_SECONDS="3")], GREEN: [task("green", 2)]}
    ground.ready()
    answers: list[int] = []
    begun = [threading.Thread(target=lambda: answers.append(get(ground.port()).status)) for _ in range(5)]
    for request in begun:
        request.start()
    until(lambda: ground.active("slow") == 5, "the requests are with the target")
    ground.forward({GREEN: 100})
    ground.apply()
    for request in begun:
        request.join()
    assert answers == [200] * 5


def test_changed_health_checks_lose_nothing(ground: Ground) -> None:
    ground.groups = {BLUE: [task("blue", 1)]}
    ground.ready()
    with load(ground.port()) as seen:
        for interval in (0.3, 0.4, 0.5):
            ground.check = replace(ground.check, interval_seconds=interval)
            ground.apply()
            more(seen, 150)
    assert seen.failures == []


def test_a_listener_that_forwards_nowhere_answers_503(ground: Ground) -> None:
    ground.listen(Forward(weights={BLUE: 0, GREEN: 0}))
    ground.apply()
    assert get(ground.port()).status == 503


def test_a_removed_target_gets_nothing_more_though_it_is_healthy(ground: Ground) -> None:
    ground.groups = {BLUE: [task("stays", 1), task("goes", 2)]}
    ground.ready()
    desired = ground.desired()
    goes = ground.tasks.apply(ground.groups[BLUE])["goes"]
    left = tuple(target for target in desired.targets if target.port != goes)
    assert ground.traffic.apply(replace(desired, targets=left)) == {}
    assert {get(ground.port()).json["revision"] for _ in range(20)} == {1}
