"""Document 003, why deployments hang: each of its cases is foretold with AWS's own words, and mended it is released."""

from dataclasses import replace

import pytest

from model.hosts import Requirements
from model.instance_types import instance_types
from ops.progress import End
from ops.rehearsal.play import play
from ops.rehearsal.words import cannot_start, verdict
from tests.ops.rehearsal.scenes import SMALL, by_codedeploy, by_ecs, on_hosts

FIXED_PORT = replace(SMALL, host_ports=frozenset({("tcp", 4000)}))


def test_003_a_at_most_150_percent_of_one_task_never_starts_a_second() -> None:
    hangs = play(on_hosts(by_ecs(maximum_percent=150), 2, desired=1))
    assert (hangs.end, hangs.steps) == (None, ())
    assert cannot_start(hangs) == (
        "the new tasks cannot start: (service web) was unable to stop or start tasks during a deployment because of "
        "the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try "
        "again; ECS never gives up"
    )
    assert play(on_hosts(by_ecs(maximum_percent=250), 2, desired=1)).good


def test_003_b_a_fixed_port_on_one_host_never_places_the_new_task() -> None:
    hangs = play(on_hosts(by_ecs(task=FIXED_PORT), 1, desired=1))
    assert hangs.end is None
    assert "(container-instance i-0) is already using a port required by your task" in verdict(hangs)


def test_003_b_one_more_host_mends_it() -> None:
    assert play(on_hosts(by_ecs(task=FIXED_PORT), 2, desired=1)).good


def test_003_b_0_to_100_percent_mends_it_and_nobody_serves_in_between() -> None:
    mended = play(on_hosts(by_ecs(task=FIXED_PORT, minimum_percent=0, maximum_percent=100), 1, desired=1))
    assert (mended.end, mended.worst_percent, mended.good) == (End.RELEASED, 100, False)
    assert "up to 100 % of the requests find no healthy task" in verdict(mended)


def test_003_c_a_t2_micro_has_no_cpu_for_more_than_four_tasks_of_256_units() -> None:
    micro = instance_types()["t2.micro"]
    quarter = Requirements(cpu_units=256, memory_mib=128)
    hangs = play(on_hosts(by_ecs(task=quarter), 1, micro, desired=4))
    assert hangs.end is None
    assert "(container-instance i-0) has insufficient CPU units available" in cannot_start(hangs)
    assert play(on_hosts(by_ecs(task=quarter), 1, micro, desired=2)).good


@pytest.mark.parametrize(
    ("task", "lacking"), [(FIXED_PORT, "a port"), (Requirements(cpu_units=1500, memory_mib=64), "CPU units")]
)
def test_000_c_codedeploy_gives_up_after_an_hour_and_rolls_back(task: Requirements, lacking: str) -> None:
    hangs = play(on_hosts(by_codedeploy(task), 1, desired=1))
    assert hangs.end is End.ROLLED_BACK
    assert lacking in cannot_start(hangs)
    assert cannot_start(hangs).endswith("AWS gives up after 60.1 min")
    assert "timed out while waiting for the replacement task set" in hangs.reason
