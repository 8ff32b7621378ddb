"""Thousands of tasks are placed as one after the other would be, and hosts are added for those that wait."""

from hypothesis import given
from hypothesis import strategies as st

from model.hosts import Requirements
from model.moving.cloud import Cloud
from model.moving.configuration import Configuration
from model.moving.fleet import CapacityProvider, Spread
from model.placement import Instance, Unplaced, place
from model.strategy import Strategy
from tests.model.moving.stage import HOST, HOUR, SMALL, revision, stage
from tests.model.test_capacity import checked

PORT = Requirements(cpu_units=256, memory_mib=256, host_ports=frozenset({("tcp", 80)}))
SIZES = (
    SMALL,
    PORT,
    Requirements(cpu_units=1024, memory_mib=256),
    Requirements(cpu_units=0, memory_mib=900, apart="web"),
)


@checked
@given(
    hosts=st.integers(0, 5),
    moves=st.lists(st.tuples(st.sampled_from(SIZES), st.booleans(), st.integers(0, 20)), max_size=40),
)
def test_a_task_goes_where_placement_says(hosts, moves) -> None:
    cloud = Cloud()
    fleet = cloud.fleet(Instance(id=f"{number}", zone="abc"[number % 3], left=HOST) for number in range(hosts))
    spread = Spread(fleet)
    placed: list[tuple[Instance, Requirements]] = []
    for task, ends, which in moves:
        if ends and placed:
            instance, old = placed.pop(which % len(placed))
            fleet.release(instance, old, frozenset(), spread)
            continue
        expected = place(task, list(fleet.instances.values()), [instance for instance, _ in placed])
        found = spread.place(task)
        assert found == expected
        if not isinstance(found, Unplaced):
            fleet.take(found, task, 0, spread)
            placed.append((found, task))


def test_a_capacity_provider_adds_hosts_for_green_up_to_its_maximum() -> None:
    scene = stage(desired=6, hosts=2)
    assert scene.fleet
    CapacityProvider(scene.fleet, HOST, ("a", "b"), maximum=4, new_id=scene.cloud.ids.instance)
    release = scene.deploy()
    scene.wait(HOUR)
    assert release.status == "Succeeded"
    assert len(scene.fleet.instances) == 4
    assert any("insufficient memory available" in text for text in scene.said())


def test_without_enough_hosts_the_release_waits_an_hour_and_fails() -> None:
    scene = stage(desired=6, hosts=2)
    assert scene.fleet
    CapacityProvider(scene.fleet, HOST, ("a", "b"), maximum=3, new_id=scene.cloud.ids.instance)
    release = scene.deploy()
    scene.wait(2 * HOUR)
    assert (release.status, len(scene.fleet.instances)) == ("Failed", 3)
    assert [one.ready for one in scene.service.task_sets] == [6]


def test_a_task_larger_than_the_hosts_adds_none() -> None:
    cloud = Cloud()
    fleet = cloud.fleet()
    CapacityProvider(fleet, HOST, ("a",), maximum=5, new_id=cloud.ids.instance)
    large = Requirements(cpu_units=4096, memory_mib=512)
    cloud.create_service(
        "web",
        Configuration(strategy=Strategy.ROLLING),
        desired=1,
        revision=revision(1, requirements=large),
        fleet=fleet,
    )
    cloud.clock.run_until(HOUR)
    assert fleet.instances == {}
